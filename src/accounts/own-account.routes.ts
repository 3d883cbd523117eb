import { type Request, type Response, Router } from 'express'
import type { FieldProblems } from '../web/parse'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { words } from '../words/words'
import { PublicNameForm, TokenForm } from './account.schema'
import type { AccountParts } from './account-parts'
import { accessShown, ownAccountPage, shownOncePage } from './accounts.pages'
import { accountForSignIn } from './accounts.queries'
import { passwordLimit } from './attempt-limits'
import { formFields } from './form-fields'
import { chosenPassword } from './new-password'
import { changePassword } from './own-password.commands'
import { hashPassword, passwordMatches } from './passwords'
import { showName } from './public-name.commands'
import { ROLE_MEANINGS } from './role'
import { seeOther } from './see-other'
import { endOtherSessions, endSession } from './sessions.commands'
import { sessionsOf } from './sessions.queries'
import { makeToken, revokeAllTokens, revokeToken } from './tokens.commands'
import { tokensOf } from './tokens.queries'
import { signedIn } from './visitor.middleware'

/** One's own account: password, sessions, tokens. The page takes two queries. */
export function ownAccountRoutes({ db, visits, secret }: AccountParts) {
  const router = Router()
  const limit = passwordLimit({ pool: visits.pool, secret })

  router.get('/account', (req, res) => show(req, res, {}))

  router.post('/account/password', async (req, res) => {
    const account = signedIn(res)
    const form = formFields(req.body)
    const address = req.ip ?? 'unknown'
    const chosen = chosenPassword(form, account)
    if ('problems' in chosen) return show(req, res.status(422), chosen.problems)
    await limit.attempt(address, account.email)
    const from = (await accountForSignIn(db, account.email))?.passwordHash ?? null
    const matches = await passwordMatches(from, (form.current ?? '').slice(0, 200))
    if (from === null || !matches) {
      return show(req, res.status(422), { current: words.accounts.notYourPassword })
    }
    await limit.succeeded(address, account.email)
    const change = { from, to: await hashPassword(chosen.password), sid: req.sessionID }
    if (!(await changePassword(db, account.id, change))) {
      return show(req, res.status(409), { current: words.accounts.passwordChangedMeanwhile })
    }
    await seeOther(req, res, '/account', { text: words.accounts.passwordIsChanged })
  })

  router.post('/account/public-name', async (req, res) => {
    const form = parsed(PublicNameForm, req.body)
    const isPublic = form.public === 'yes'
    await showName(db, signedIn(res), form.version, isPublic)
    await seeOther(req, res, '/account', {
      text: isPublic ? words.accounts.nameIsShown : words.accounts.nameIsHidden,
    })
  })

  router.post('/account/sessions/end', async (req, res) => {
    const { id } = signedIn(res)
    const some = await endOtherSessions(db, { id }, id, req.sessionID)
    await seeOther(req, res, '/account', {
      text: some ? words.accounts.signedOutElsewhere : words.accounts.signedInNowhereElse,
    })
  })

  router.post('/account/sessions/:session/end', async (req, res) => {
    const { id } = signedIn(res)
    const ended = await endSession(db, { id }, id, idFrom(req.params.session, words.these.session))
    await seeOther(req, res, '/account', { text: ended ? words.accounts.sessionEnded : words.accounts.hadEnded })
  })

  router.post('/account/tokens', async (req, res) => {
    const account = signedIn(res)
    const typed = formFields(req.body)
    const form = TokenForm.safeParse(typed)
    if (!form.success) return show(req, res.status(422), fieldProblems(form.error), typed)
    const made = await makeToken(db, account, account.id, form.data)
    if ('problem' in made) return show(req, res.status(422), { label: made.problem }, typed)
    shownOncePage.render(res.status(201), {
      title: words.accounts.newToken,
      lede: form.data.label ?? words.accounts.forScripts,
      label: words.accounts.tokenLabel,
      secret: made.token,
      note: words.accounts.tokenNote,
      back: { path: '/account', name: words.accounts.yourAccount },
    })
  })

  router.post('/account/tokens/revocation', async (req, res) => {
    const { id } = signedIn(res)
    const count = await revokeAllTokens(db, { id }, id)
    const text = count === 0 ? words.accounts.noTokenWorked : words.accounts.revoked(count)
    await seeOther(req, res, '/account', { text })
  })

  router.post('/account/tokens/:token/revocation', async (req, res) => {
    const { id } = signedIn(res)
    const revoked = await revokeToken(db, { id }, id, idFrom(req.params.token, words.these.token))
    await seeOther(req, res, '/account', {
      text: revoked ? words.accounts.tokenRevoked : words.accounts.hadBeenRevoked,
    })
  })

  async function show(req: Request, res: Response, problems: FieldProblems, typed: Record<string, string> = {}) {
    const { id, email, name, role, version, nameIsPublic } = signedIn(res)
    // One after the other: after a change that is refused they run in its transaction, on one connection.
    const sessions = await sessionsOf(db, id)
    const tokens = await tokensOf(db, id)
    ownAccountPage.render(res, {
      title: words.accounts.yourAccount,
      section: '/account',
      account: { id, email, name, role, version, nameIsPublic, meaning: ROLE_MEANINGS[role] },
      ...accessShown(sessions, tokens, req.sessionID),
      typed,
      problems,
    })
  }

  return router
}
