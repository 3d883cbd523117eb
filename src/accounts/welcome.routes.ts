import { type Response, Router } from 'express'
import { words } from '../words/words'
import type { AccountParts } from './account-parts'
import { deadLinkPage, welcomePage } from './accounts.pages'
import { activeAccount } from './accounts.queries'
import { beginSession } from './begin-session'
import { formFields } from './form-fields'
import { chosenPassword } from './new-password'
import { spendLink } from './one-time-links.commands'
import { type OpenLink, openLink } from './one-time-links.queries'
import { hashPassword } from './passwords'
import { admits } from './role'
import { seeOther } from './see-other'
import { tokensOf } from './tokens.queries'

/** As long as a token is; whatever else stands there was never one of ours. */
const TOKEN = /^[\w-]{43}$/

/**
 * Where a one-time link leads: a password is chosen, and one is signed in. Opening it spends nothing, for mail servers
 * open links too; one query.
 */
export function welcomeRoutes({ db, mail }: AccountParts) {
  const router = Router()

  // The origin alone: with "no-referrer" a form’s Origin would be "null", by which older browsers prove where it is from.
  router.use('/welcome', (_req, res, next) => {
    res.set({ 'Referrer-Policy': 'strict-origin', 'X-Robots-Tag': 'noindex' })
    next()
  })

  router.get('/welcome/:token', async (req, res) => {
    const link = await linkOf(req.params.token)
    if (!link) return showDead(res)
    show(res, link, req.params.token, {})
  })

  router.post('/welcome/:token', async (req, res) => {
    const { token } = req.params
    const link = await linkOf(token)
    if (!link) return showDead(res)
    const chosen = chosenPassword(formFields(req.body), link)
    if ('problems' in chosen) return show(res.status(422), link, token, chosen.problems)
    const passwordHash = await hashPassword(chosen.password)
    const { accountId } = link
    if (!(await spendLink(db, { token, accountId }, passwordHash))) return showDead(res)
    if (!(await beginSession(db, req, { id: accountId, passwordHash }))) return res.redirect(303, '/signin')
    const account = await activeAccount(db, accountId)
    // A new password ends sessions and leaves scripts at work; whoever lost the old one to somebody has to know.
    const tokens = (await tokensOf(db, accountId)).length
    await seeOther(req, res, admits('editor', account?.role ?? null) ? '/' : '/account', {
      text: [
        words.accounts.youAreSignedIn(link.name, link.email),
        ...(tokens > 0 ? [words.accounts.tokensStillWork(tokens)] : []),
      ].join(' '),
      ...(tokens > 0 ? { link: { text: words.accounts.seeTokens, path: '/account#tokens' } } : {}),
    })
  })

  const linkOf = (token: string) => (TOKEN.test(token) ? openLink(db, token) : null)

  function show(res: Response, { email, purpose }: OpenLink, token: string, problems: Record<string, string>) {
    const title = purpose === 'invitation' ? words.accounts.welcomeTitle : words.accounts.aNewPassword
    welcomePage.render(res, { title, email, purpose, action: `/welcome/${token}`, problems })
  }

  function showDead(res: Response) {
    deadLinkPage.render(res.status(410), { title: words.accounts.opensNothing, canMail: mail.isSet })
  }

  return router
}
