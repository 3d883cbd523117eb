import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { shownOncePage } from '../accounts/accounts.pages'
import { formFields } from '../accounts/form-fields'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER, Versioned } from '../web/row-numbers'
import { words } from '../words/words'
import { DAYS_KEPT } from './chore.commands'
import { typedWatch } from './watched'
import { StateForm, WebhookForm } from './webhook.schema'
import {
  type AskedFor,
  addWebhook,
  askForRetry,
  askForTry,
  changeWebhook,
  MOST_WEBHOOKS,
  removeWebhook,
  rotateSecret,
  type WebhookParts,
} from './webhooks.commands'
import { deliveryShown, webhookListPage, webhookPage, webhookShown } from './webhooks.pages'
import { deliveriesOf, webhookOf, webhooksOf } from './webhooks.queries'

export const webhooksPolicy: Policy = {
  'GET /account/webhooks': 'reader',
  'POST /account/webhooks': 'reader',
  'GET /account/webhooks/:id': 'reader',
  'POST /account/webhooks/:id/state': 'reader',
  'POST /account/webhooks/:id/secret': 'reader',
  'POST /account/webhooks/:id/try': 'reader',
  'POST /account/webhooks/:id/removal': 'reader',
  'POST /account/webhooks/:id/deliveries/:number/retry': 'reader',
}

const LIST = '/account/webhooks'

/** Deliveries on one page. */
const PAGE_SIZE = 30

/** One’s own webhooks: what they tell of, and how that went. The list takes one query, a webhook’s page two. */
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
    showSecret(res.status(201), added.webhookId, added.secret)
  })

  router.get('/account/webhooks/:id', (req, res) => showOne(req, res))

  router.post('/account/webhooks/:id/state', async (req, res) => {
    const { state, version } = parsed(StateForm, req.body ?? {})
    const id = idOf(req)
    await changeWebhook(db, signedIn(res), { id, version }, { state }, parts)
    const text = state === 'paused' ? words.webhooks.paused : words.webhooks.goesOn
    await seeOther(req, res, `${LIST}/${id}`, { text })
  })

  router.post('/account/webhooks/:id/secret', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idOf(req)
    const { secret } = await rotateSecret(db, signedIn(res), { id, version }, parts)
    showSecret(res.status(201), id, secret)
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
    await seeOther(req, res, LIST, { text: words.webhooks.removed })
  })

  async function answerAsked(req: Request, res: Response, asked: AskedFor, text: string) {
    if ('problem' in asked) return showOne(req, res.status(422), { form: asked.problem })
    await seeOther(req, res, `${LIST}/${idOf(req)}`, { text })
  }

  async function showList(res: Response, problems: FieldProblems, typed: Record<string, string>) {
    const rows = await webhooksOf(db, signedIn(res).id, 0, MOST_WEBHOOKS)
    webhookListPage.render(res, {
      title: words.webhooks.title,
      section: '/account',
      webhooks: rows.map(webhookShown),
      mayAdd: rows.length < MOST_WEBHOOKS,
      typed,
      problems,
    })
  }

  async function showOne(req: Request, res: Response, problems: FieldProblems = {}) {
    const id = idOf(req)
    const before = req.query.before === undefined ? LARGEST_INTEGER : idFrom(req.query.before, words.these.pageOfList)
    const row = await webhookOf(db, signedIn(res).id, id)
    if (!row) throw notFound(words.these.webhook)
    const found = await deliveriesOf(db, id, before, PAGE_SIZE + 1)
    const shown = found.slice(0, PAGE_SIZE)
    const webhook = webhookShown(row)
    webhookPage.render(res, {
      title: new URL(row.address).host,
      section: '/account',
      webhook,
      deliveries: shown.map(deliveryShown),
      daysKept: DAYS_KEPT,
      next: found.length > shown.length ? `${LIST}/${id}?before=${shown.at(-1)?.id}` : null,
      isFirst: before === LARGEST_INTEGER,
      problems,
    })
  }

  return router
}

const idOf = (req: Request) => idFrom(req.params.id, words.these.webhook)

const showSecret = (res: Response, id: number, secret: string) =>
  shownOncePage.render(res, {
    title: words.webhooks.newSecret,
    lede: words.webhooks.accountMeans,
    label: words.webhooks.secretLabel,
    secret,
    note: words.webhooks.secretNote,
    back: { path: `${LIST}/${id}`, name: words.webhooks.toPage },
  })
