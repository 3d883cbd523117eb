import { Router } from 'express'
import { idFrom } from '../web/parse'
import { unprocessable } from '../web/problems'
import { words } from '../words/words'
import type { AccountParts } from './account-parts'
import { accountById } from './accounts.queries'
import { makeLink } from './one-time-links.commands'
import { seeOther } from './see-other'
import { endOtherSessions, endSession } from './sessions.commands'
import { showLink } from './show-link'
import { revokeToken } from './tokens.commands'
import { signedIn } from './visitor.middleware'

/** What an admin gives and takes: one-time links; sessions and tokens of others. */
export function accessRoutes(parts: AccountParts) {
  const { db } = parts
  const router = Router()
  const accountOf = (id: unknown) => accountById(db, idFrom(id, words.these.account))

  router.post('/accounts/:id/link', async (req, res) => {
    const { id } = await accountOf(req.params.id)
    const made = await makeLink(db, signedIn(res), id)
    if ('problem' in made) throw unprocessable(made.problem)
    await showLink(parts, res, made)
  })

  router.post('/accounts/:id/sessions/end', async (req, res) => {
    const { id, name } = await accountOf(req.params.id)
    const admin = signedIn(res)
    // Of one's own account, the session in hand stays.
    const some = await endOtherSessions(db, admin, id, admin.id === id ? req.sessionID : '')
    await seeOther(req, res, `/accounts/${id}`, {
      text: some ? words.accounts.signedOutEverywhere(name) : words.accounts.wasSignedInNowhere(name),
    })
  })

  router.post('/accounts/:id/sessions/:session/end', async (req, res) => {
    const { id } = await accountOf(req.params.id)
    const ended = await endSession(db, signedIn(res), id, idFrom(req.params.session, words.these.session))
    await seeOther(req, res, `/accounts/${id}`, { text: ended ? words.accounts.sessionEnded : words.accounts.hadEnded })
  })

  router.post('/accounts/:id/tokens/:token/revocation', async (req, res) => {
    const { id } = await accountOf(req.params.id)
    const revoked = await revokeToken(db, signedIn(res), id, idFrom(req.params.token, words.these.token))
    await seeOther(req, res, `/accounts/${id}`, {
      text: revoked ? words.accounts.tokenRevoked : words.accounts.hadBeenRevoked,
    })
  })

  return router
}
