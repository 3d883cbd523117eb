import { match } from 'path-to-regexp'
import type { Audience } from './role'

/** A route, as `METHOD /path/:with/parameters`, and whom it is for. */
export type Policy = Record<string, Audience>

export interface Rule {
  method: string
  path: string
  audience: Audience
  /** The first part of its path, by which nearly all others are told apart before their patterns are tried: "claims". */
  first: string
  matches(path: string): boolean
}

/** The table as rules; throws if a line is malformed. */
export function rulesOf(policy: Policy): Rule[] {
  return Object.entries(policy).map(([route, audience]) => {
    const [method, path] = route.split(' ')
    if (!method || !path) throw new Error(`The policy table's “${route}” is not METHOD /path.`)
    // Not decoded: a malformed address would throw here, where Express answers it with 400.
    const matcher = match(path, { trailing: true, sensitive: false, decode: false })
    const first = firstOf(path)
    if (/[:*{]/.test(first)) throw new Error(`The policy table's “${route}” has to begin with a word.`)
    return { method, path, audience, first, matches: (asked) => matcher(asked) !== false }
  })
}

/** The first rule for a request, as Express would find the first route; HEAD follows GET. */
export function ruleFor(rules: Rule[], method: string, path: string): Rule | null {
  const wanted = method === 'HEAD' ? 'GET' : method
  const first = firstOf(path)
  return rules.find((rule) => rule.first === first && rule.method === wanted && rule.matches(path)) ?? null
}

const firstOf = (path: string) => path.split('/', 2)[1]?.toLowerCase() ?? ''
