import type { RequestHandler, Response } from 'express'
import { Problem } from '../web/problems'
import { words } from '../words/words'
import { type Policy, ruleFor, rulesOf } from './policy'
import { type Audience, admits } from './role'
import { accountOrNull } from './visitor.middleware'

/**
 * Lets a request through only if the policy table has a rule for it that admits whoever asks. No rule, no entry: a
 * route somebody forgot to write down is not found, and a test says so.
 */
export function policed(policy: Policy): RequestHandler {
  const rules = rulesOf(policy)
  return (req, res, next) => {
    const rule = ruleFor(rules, req.method, req.path)
    if (!rule)
      throw otherMethod(rules, req.path, res) ?? new Problem(404, words.problems.notFound, words.problems.nothingHere)
    res.locals.audience = rule.audience
    res.locals.route = `${rule.method} ${rule.path}`
    const account = accountOrNull(res)
    if (admits(rule.audience, account?.role ?? null)) return next()
    if (account) throw new Problem(403, words.problems.notAllowed, words.problems.accountMayNot)
    if (req.method === 'GET' && !req.path.startsWith('/api/')) {
      return res.redirect(303, `/signin?next=${encodeURIComponent(req.originalUrl)}`)
    }
    res.set('WWW-Authenticate', 'Bearer')
    throw new Problem(401, words.problems.notSignedIn, words.problems.signInFirst)
  }
}

/** Whom the route that is asked for is for. */
export const audienceOf = (res: Response) => res.locals.audience as Audience

/** The route that is asked for, as the policy names it: `GET /claims/:id`, also of HEAD. */
export const routeOf = (res: Response) => res.locals.route as string

function otherMethod(rules: ReturnType<typeof rulesOf>, path: string, res: Response): Problem | null {
  const allowed = rules.filter((rule) => rule.matches(path)).map((rule) => rule.method)
  if (allowed.length === 0) return null
  res.set('Allow', [...new Set(allowed)].join(', '))
  return new Problem(405, words.problems.notPossible, words.problems.otherMethod)
}
