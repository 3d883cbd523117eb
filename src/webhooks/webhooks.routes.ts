import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { shownOncePage } from '../accounts/accounts.pages'
import { formFields } from '../accounts/form-fields'
import type { Policy } from '../accounts/policy'
import { signedIn } from '../accounts/visitor.middleware'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { typedWatch } from './watched'
import { WebhookForm } from './webhook.schema'
import { addWebhook, MOST_WEBHOOKS, type WebhookParts } from './webhooks.commands'
import { secretModel, webhookListModel, webhookListPage } from './webhooks.pages'
import { webhooksOf } from './webhooks.queries'

export const webhooksPolicy: Policy = {
  'GET /account/webhooks': 'reader',
  'POST /account/webhooks': 'reader',
}

/** One’s own webhooks: their list, which takes one query, and another one. */
export function webhooksRoutes({ db, baseUrl, ...parts }: { db: EntityManager; baseUrl: string } & WebhookParts) {
  const router = Router()

  router.get('/account/webhooks', (req, res) => {
    const { watch } = req.query
    return showList(res, {}, typeof watch === 'string' ? { watch } : {})
  })

  router.post('/account/webhooks', async (req, res) => {
    const typed = formFields(req.body)
    const form = WebhookForm.safeParse(typed)
    if (!form.success) return showList(res.status(422), fieldProblems(form.error), typed)
    const watched = typedWatch(form.data.watch, baseUrl)
    if ('problem' in watched) return showList(res.status(422), { watch: watched.problem }, typed)
    const added = await addWebhook(db, signedIn(res), { address: form.data.address, watched }, parts)
    if ('problems' in added) return showList(res.status(422), added.problems, typed)
    shownOncePage.render(res.status(201), secretModel(added.webhookId, added.secret))
  })

  async function showList(res: Response, problems: FieldProblems, typed: Record<string, string>) {
    const rows = await webhooksOf(db, signedIn(res).id, 0, MOST_WEBHOOKS)
    webhookListPage.render(res, webhookListModel(rows, { mayAdd: rows.length < MOST_WEBHOOKS, typed, problems }))
  }

  return router
}
