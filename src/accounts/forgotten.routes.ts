import { type Request, type Response, Router } from 'express'
import { afterCommit } from '../database/write'
import { deskOf } from '../web/desk'
import { line } from '../web/text-fields'
import { words } from '../words/words'
import type { AccountParts } from './account-parts'
import { forgottenPage } from './accounts.pages'
import { accountForSignIn } from './accounts.queries'
import { resetMailLimit } from './attempt-limits'
import { formFields } from './form-fields'
import { linkMail } from './one-time-link'
import { makeLink } from './one-time-links.commands'

const Email = line(254, words.accounts.giveYourEmail)

/**
 * A new password for whoever forgot theirs, by mail where a mail server is set. The answer says the same, and takes the
 * same time, whether or not somebody here has the address: what differs is done after it.
 */
export function forgottenRoutes({ db, visits, secret, mail, baseUrl }: AccountParts) {
  const router = Router()
  const limit = resetMailLimit({ pool: visits.pool, secret })

  router.get('/forgotten', (_req, res) => show(res, {}))

  router.post('/forgotten', async (req, res) => {
    const { email: typed = '' } = formFields(req.body)
    const email = Email.safeParse(typed)
    if (!mail.isSet) return show(res.status(422), { email: typed.slice(0, 254) })
    if (!email.success) {
      return show(res.status(422), {
        email: typed.slice(0, 254),
        problem: words.accounts.giveYourEmail,
      })
    }
    const address = email.data.toLowerCase()
    await limit.attempt(req.ip ?? 'unknown', address)
    // Not waited for.
    await afterCommit(() => void mailReset(req, res, address))
    show(res, { sentTo: email.data })
  })

  async function mailReset(req: Request, res: Response, email: string) {
    try {
      const account = await accountForSignIn(db, email)
      if (!account) return
      const made = await makeLink(db, null, account.id, 'forgotten')
      if ('token' in made) await mail.send(linkMail(made, deskOf(res).name, baseUrl))
    } catch (error) {
      req.log.error({ reason: error instanceof Error ? error.message : String(error) }, 'a reset was not mailed')
    }
  }

  function show(res: Response, model: { email?: string; problem?: string; sentTo?: string }) {
    const { email = '', problem = null, sentTo = null } = model
    forgottenPage.render(res, {
      title: words.accounts.aNewPassword,
      refusal: words.corrections.notSent,
      canMail: mail.isSet,
      email,
      problem,
      sentTo,
    })
  }

  return router
}
