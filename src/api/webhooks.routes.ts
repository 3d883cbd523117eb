import { notFound, unprocessable } from '../web/problems'
import { type Watched, watchedChain, watchedPath, watchedSearch, watchedSpeaker } from '../webhooks/watched'
import {
  type AskedFor,
  addWebhook,
  askForRetry,
  askForTry,
  changeWebhook,
  removeWebhook,
  rotateSecret,
} from '../webhooks/webhooks.commands'
import {
  type DeliveryRow,
  deliveriesOf,
  deliveryOf,
  type WebhookRow,
  webhookOf,
  webhooksOf,
} from '../webhooks/webhooks.queries'
import { words } from '../words/words'
import { refusedFields } from './field-refusals'
import { type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues, valuesBefore } from './paging.schema'
import {
  NewWebhook,
  RemovedWebhook,
  Webhook,
  WebhookChanges,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookPage,
  WebhookWithSecret,
} from './webhook.schema'

const listWebhooks = operation({
  name: 'listWebhooks',
  method: 'get',
  path: '/api/v1/webhooks',
  audience: 'reader',
  summary: 'List your webhooks',
  query: PageQuery,
  success: 200,
  response: WebhookPage,
  async answer({ db, account, query, baseUrl }) {
    const [after, most] = pageValues(query)
    const { items, next } = pageFrom(await webhooksOf(db, account.id, after, most), query.limit)
    return { document: { items: items.map((row) => webhookDocument(baseUrl, row)), next }, next }
  },
})

const newWebhook = operation({
  name: 'addWebhook',
  method: 'post',
  path: '/api/v1/webhooks',
  audience: 'reader',
  summary: 'Have an address told of new denials',
  description:
    'Of a chain, a speaker or a search: a message for each link that denies, contradicts, corrects or walks back, once it is public. It is ' +
    'signed as Standard Webhooks has it (https://www.standardwebhooks.com): `webhook-signature` holds `v1,` and HMAC-SHA256 of ' +
    '`webhook-id.webhook-timestamp.body`, by the bytes behind `whsec_` of the secret that is answered here, once. Answer any 2xx within ten ' +
    'seconds; anything else is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, under the same `webhook-id`, no sooner than ' +
    'the `Retry-After` of a 429 or 503 asks for, up to a day. A ' +
    'message may come twice, and out of order. 410 pauses the webhook.',
  body: NewWebhook,
  example: { address: 'https://receiver.example.org/gainsay', search: 'q=bridge&medium=tweet' },
  success: 201,
  response: WebhookWithSecret,
  async answer(asked) {
    const { db, account, body, webhooks } = asked
    const added = await addWebhook(db, account, { address: body.address, watched: watchedOf(body) }, webhooks)
    if ('problems' in added) throw refusedFields(inMembers(added.problems, body))
    const document = { ...(await documentOf(asked, added.webhookId)), secret: added.secret }
    return { document, location: `/api/v1/webhooks/${added.webhookId}` }
  },
})

const readWebhook = operation({
  name: 'readWebhook',
  method: 'get',
  path: '/api/v1/webhooks/:id',
  audience: 'reader',
  summary: 'Read one of your webhooks',
  success: 200,
  response: Webhook,
  answer: async (asked) => ({ document: await documentOf(asked, asked.id) }),
})

const patchWebhook = operation({
  name: 'changeWebhook',
  method: 'patch',
  path: '/api/v1/webhooks/:id',
  audience: 'reader',
  summary: 'Pause a webhook, let it go on, or send elsewhere',
  description: 'What becomes public while it is paused is not told later; what waited for it then is sent at once.',
  body: WebhookChanges,
  example: { state: 'paused' },
  changes: true,
  success: 200,
  response: Webhook,
  async answer(asked) {
    const { db, account, id, version, body, webhooks } = asked
    const outcome = await changeWebhook(db, account, { id, version }, body, webhooks)
    if ('problems' in outcome) throw refusedFields(outcome.problems as Record<string, string>)
    return { document: await documentOf(asked, id) }
  },
})

const deleteWebhook = operation({
  name: 'removeWebhook',
  method: 'delete',
  path: '/api/v1/webhooks/:id',
  audience: 'reader',
  summary: 'Remove a webhook, with all that is known of what it was sent',
  success: 200,
  response: RemovedWebhook,
  async answer({ db, account, id }) {
    await removeWebhook(db, account, id)
    return { document: { id } }
  },
})

const newSecret = operation({
  name: 'rotateWebhookSecret',
  method: 'post',
  path: '/api/v1/webhooks/:id/secret',
  audience: 'reader',
  summary: 'Give a webhook a new secret',
  description: 'It is told this once. For a day messages have two signatures, by it and by the one before.',
  changes: true,
  success: 200,
  response: WebhookWithSecret,
  async answer(asked) {
    const { db, account, id, version, webhooks } = asked
    const { secret } = await rotateSecret(db, account, { id, version }, webhooks)
    return { document: { ...(await documentOf(asked, id)), secret } }
  },
})

const STOPPED = 'The webhook is paused.'

const tryWebhook = operation({
  name: 'tryWebhook',
  method: 'post',
  path: '/api/v1/webhooks/:id/test',
  audience: 'reader',
  summary: 'Have a try sent, of the type webhook.test',
  description: 'Within a few seconds: its delivery tells what came of it.',
  success: 200,
  response: WebhookDelivery,
  refusals: { 422: STOPPED },
  answer: async (asked) => deliveryAnswer(asked, await askForTry(asked.db, asked.account, asked.id)),
})

const listDeliveries = operation({
  name: 'listWebhookDeliveries',
  method: 'get',
  path: '/api/v1/webhooks/:id/deliveries',
  audience: 'reader',
  summary: 'List what a webhook was sent within 30 days, the newest first',
  query: PageQuery,
  success: 200,
  response: WebhookDeliveryPage,
  async answer(asked) {
    const { id } = await documentOf(asked, asked.id)
    const found = await deliveriesOf(asked.db, id, ...valuesBefore(asked.query))
    const { items, next } = pageFrom(found, asked.query.limit)
    return { document: { items: items.map(deliveryDocument), next }, next }
  },
})

const retryDelivery = operation({
  name: 'retryWebhookDelivery',
  method: 'post',
  path: '/api/v1/webhooks/:id/deliveries/:number/retry',
  audience: 'reader',
  summary: 'Have a message sent once more, whatever became of it',
  success: 200,
  response: WebhookDelivery,
  refusals: { 422: STOPPED },
  answer: async (asked) => deliveryAnswer(asked, await askForRetry(asked.db, asked.account, asked.id, asked.number)),
})

type ByOwner = Pick<Asked<unknown, unknown>, 'db' | 'baseUrl'> & { id: number; account: { id: number } }

async function documentOf({ db, account, baseUrl }: Omit<ByOwner, 'id'>, id: number) {
  const row = await webhookOf(db, account.id, id)
  if (!row) throw notFound(words.these.webhook)
  return webhookDocument(baseUrl, row)
}

function webhookDocument(baseUrl: string, row: WebhookRow) {
  const { id, version, address, chainId, speakerId, search, state, stoppedFor, formerUntil, createdAt, updatedAt } = row
  return {
    ...{ id, page: `${baseUrl}/account/webhooks/${id}`, version, address },
    ...{ chain: chainId, speaker: speakerId, search, watched: `${baseUrl}${watchedPath(row)}` },
    ...{ state, stoppedFor, formerUntil, createdAt, updatedAt },
  }
}

async function deliveryAnswer({ db, id }: ByOwner, asked: AskedFor) {
  const delivery = 'problem' in asked ? null : await deliveryOf(db, id, asked.deliveryId)
  if (!delivery) throw unprocessable('problem' in asked ? asked.problem : words.webhooks.isPaused)
  return { document: deliveryDocument(delivery) }
}

function deliveryDocument({ messageId, linkId, ...row }: DeliveryRow) {
  const type = linkId === null ? 'webhook.test' : 'link.published'
  return { ...row, message: `msg_${messageId}`, type, link: linkId }
}

type Body = { chain?: number; speaker?: number; search?: string }

/** Exactly one is there: the schema has seen to it. */
function watchedOf({ chain, speaker, search = '' }: Body): Watched {
  if (chain !== undefined) return watchedChain(chain)
  if (speaker !== undefined) return watchedSpeaker(speaker)
  const watched = watchedSearch(search)
  if ('problem' in watched) throw refusedFields({ search: watched.problem })
  return watched
}

/** What is watched is one field of the form, and here the member that was named. */
function inMembers({ watch, ...problems }: Record<string, string>, body: Body): Record<string, string> {
  if (watch === undefined) return problems
  const member = body.chain !== undefined ? 'chain' : body.speaker !== undefined ? 'speaker' : 'search'
  return { ...problems, [member]: watch }
}

export const webhookOperations = [
  listWebhooks,
  newWebhook,
  readWebhook,
  patchWebhook,
  deleteWebhook,
  newSecret,
  tryWebhook,
  listDeliveries,
  retryDelivery,
]
