import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { shownOncePage } from '../accounts/accounts.pages'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type FieldProblems, idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER, Versioned } from '../web/row-numbers'
import { words } from '../words/words'
import { DAYS_KEPT } from './chore.commands'
import { StateForm } from './webhook.schema'
import {
  type AskedFor,
  askForRetry,
  askForTry,
  changeWebhook,
  removeWebhook,
  rotateSecret,
  type WebhookParts,
} from './webhooks.commands'
import { secretModel, WEBHOOKS, webhookModel, webhookPage } from './webhooks.pages'
import { deliveriesOf, webhookOf } from './webhooks.queries'

export const oneWebhookPolicy: Policy = {
  'GET /account/webhooks/:id': 'reader',
  'POST /account/webhooks/:id/state': 'reader',
  'POST /account/webhooks/:id/secret': 'reader',
  'POST /account/webhooks/:id/try': 'reader',
  'POST /account/webhooks/:id/removal': 'reader',
  'POST /account/webhooks/:id/deliveries/:number/retry': 'reader',
}

/** Deliveries on one page. */
const PAGE_SIZE = 30

/** One of one’s own webhooks: how it went, which takes two queries, and what can be done with it. */
export function oneWebhookRoutes({ db, ...parts }: { db: EntityManager } & WebhookParts) {
  const router = Router()

  router.get('/account/webhooks/:id', (req, res) => showOne(db, req, res))

  router.post('/account/webhooks/:id/state', async (req, res) => {
    const { state, version } = parsed(StateForm, req.body ?? {})
    const id = idOf(req)
    await changeWebhook(db, signedIn(res), { id, version }, { state }, parts)
    const text = state === 'paused' ? words.webhooks.paused : words.webhooks.goesOn
    await seeOther(req, res, `${WEBHOOKS}/${id}`, { text })
  })

  router.post('/account/webhooks/:id/secret', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idOf(req)
    const { secret } = await rotateSecret(db, signedIn(res), { id, version }, parts)
    shownOncePage.render(res.status(201), secretModel(id, secret))
  })

  router.post('/account/webhooks/:id/try', async (req, res) => {
    const asked = await askForTry(db, signedIn(res), idOf(req))
    await answerAsked(req, res, asked, words.webhooks.tryAsked)
  })

  router.post('/account/webhooks/:id/deliveries/:number/retry', async (req, res) => {
    const deliveryId = idFrom(req.params.number, words.these.delivery)
    const asked = await askForRetry(db, signedIn(res), idOf(req), deliveryId)
    await answerAsked(req, res, asked, words.webhooks.retryAsked)
  })

  router.post('/account/webhooks/:id/removal', async (req, res) => {
    await removeWebhook(db, signedIn(res), idOf(req))
    await seeOther(req, res, WEBHOOKS, { text: words.webhooks.removed })
  })

  async function answerAsked(req: Request, res: Response, asked: AskedFor, text: string) {
    if ('problem' in asked) return showOne(db, req, res.status(422), { form: asked.problem })
    await seeOther(req, res, `${WEBHOOKS}/${idOf(req)}`, { text })
  }

  return router
}

const idOf = (req: Request) => idFrom(req.params.id, words.these.webhook)

async function showOne(db: EntityManager, req: Request, res: Response, problems: FieldProblems = {}) {
  const id = idOf(req)
  const before = req.query.before === undefined ? LARGEST_INTEGER : idFrom(req.query.before, words.these.pageOfList)
  const row = await webhookOf(db, signedIn(res).id, id)
  if (!row) throw notFound(words.these.webhook)
  const found = await deliveriesOf(db, id, before, PAGE_SIZE + 1)
  const shown = found.slice(0, PAGE_SIZE)
  const next = found.length > shown.length ? `${WEBHOOKS}/${id}?before=${shown.at(-1)?.id}` : null
  const isFirst = before === LARGEST_INTEGER
  webhookPage.render(res, webhookModel(row, shown, { daysKept: DAYS_KEPT, next, isFirst, problems }))
}
