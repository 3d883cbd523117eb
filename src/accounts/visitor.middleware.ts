import type { Request, RequestHandler, Response } from 'express'
import type { EntityManager } from 'typeorm'
import { Problem } from '../web/problems'
import { holdsSecret } from '../web/secret-paths'
import { type Notice, setVisitor } from '../web/visitor'
import { words } from '../words/words'
import type { Account } from './account.entity'
import { accountByToken, activeAccount } from './accounts.queries'
import { admits, type TokenScope } from './role'

/** Finds out who asks: by API token, by session, or nobody. A wrong token is refused rather than ignored. */
export function visitors(db: EntityManager): RequestHandler {
  return async (req, res, next) => {
    const { account, tokenScope } = await whoAsks(db, req)
    setAccount(res, account)
    if (tokenScope === 'read' && !READING.has(req.method))
      throw new Problem(403, words.problems.notAllowed, words.accounts.mayOnlyRead)
    tellCaches(res, account)
    res.locals.tokenScope = tokenScope
    const visitor = {
      account: account && { id: account.id, name: account.name, email: account.email, role: account.role },
      mayEdit: admits('editor', account?.role ?? null),
      mayReview: admits('reviewer', account?.role ?? null),
      mayAdminister: admits('admin', account?.role ?? null),
      path: isLook(req) && !holdsSecret(req.path) ? req.originalUrl : '/',
    }
    setVisitor(res, visitor, () => takeNotice(req))
    next()
  }
}

/**
 * Readers and editors are shown different things at one address. What somebody signed in is shown stays in no cache, not
 * even their browser's after they sign out; what readers are shown may be kept, if it is asked for again each time (304).
 * An answer that knows better says so afterwards.
 */
function tellCaches(res: Response, account: Account | null) {
  res.vary('Cookie').set('Cache-Control', account ? 'private, no-store' : 'no-cache')
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** HEAD is told of the page that GET is sent. */
const isLook = ({ method }: Request) => method === 'GET' || method === 'HEAD'

interface WhoAsks {
  account: Account | null
  /** Null without a token: a session may do all that its account may. */
  tokenScope: TokenScope | null
}

async function whoAsks(db: EntityManager, req: Request): Promise<WhoAsks> {
  const [scheme, token] = req.headers.authorization?.split(' ') ?? []
  if (scheme !== undefined) {
    if (!req.path.startsWith('/api/')) throw new Problem(401, words.problems.notSignedIn, words.accounts.tokensForApi)
    const found = scheme === 'Bearer' && token ? await accountByToken(db, token) : null
    if (!found) throw new Problem(401, words.problems.notSignedIn, words.accounts.tokenUnknown)
    return { account: found.account, tokenScope: found.scope }
  }
  const account = req.session?.accountId ? await activeAccount(db, req.session.accountId) : null
  return { account, tokenScope: null }
}

/** A notice is shown on one page, and then gone. */
function takeNotice(req: Request): Notice | null {
  const notice = req.session?.notice ?? null
  if (notice) delete req.session.notice
  return notice
}

const setAccount = (res: Response, account: Account | null) => {
  res.locals.account = account
}

/** Who asks, or null when signed out. */
export const accountOrNull = (res: Response) => (res.locals.account as Account | null | undefined) ?? null

/** What the token that was sent may do; null without one. */
export const tokenScopeOf = (res: Response) => (res.locals.tokenScope as TokenScope | null | undefined) ?? null

/** Who asks, on routes that the policy table keeps for accounts. */
export function signedIn(res: Response): Account {
  const account = accountOrNull(res)
  if (!account) throw new Problem(401, words.problems.notSignedIn, words.accounts.signInFirst)
  return account
}
