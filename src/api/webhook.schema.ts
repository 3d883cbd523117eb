import { z } from 'zod'
import { typed } from '../web/text-fields'
import { STOPPED_FOR, WEBHOOK_STATES } from '../webhooks/webhook.entity'
import { Address, WantedState } from '../webhooks/webhook.schema'
import { DELIVERY_STATES } from '../webhooks/webhook-delivery.entity'
import { words } from '../words/words'
import { ClaimInList } from './claim.schema'
import { Id, IdMember, NOTHING_NAMED, namesSomething, Page, rowMembers, Time, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { Link } from './link.schema'
import { pageOf } from './paging.schema'

const isOneOf = ({ chain, speaker, search }: { chain?: unknown; speaker?: unknown; search?: unknown }) =>
  [chain, speaker, search].filter((given) => given !== undefined).length === 1

/** As long as what is kept of a search. */
const LONGEST_SEARCH = 2_000

export const NewWebhook = z
  .strictObject({
    address: Address.describe('Of a public site, beginning with https://.'),
    chain: IdMember.exactOptional().describe('One of these three is named: what it tells of.'),
    speaker: IdMember.exactOptional().describe('Denials by them or of what they said, or of what was said for them.'),
    search: typed(LONGEST_SEARCH)
      .exactOptional()
      .describe('What stands behind the question mark of a search’s address: q=bridge&medium=tweet.'),
  })
  .refine(isOneOf, { path: ['watch'], message: words.webhooks.oneOfThree })
  .register(requestShapes, { id: 'NewWebhook' })

export const WebhookChanges = z
  .strictObject({ address: Address.exactOptional(), state: WantedState.exactOptional() })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'WebhookChanges' })

const webhookMembers = {
  ...rowMembers,
  address: z.string(),
  chain: Id.nullable(),
  speaker: Id.nullable(),
  search: z.string().nullable(),
  watched: z.url().describe('The page of what it tells of.'),
  state: z
    .enum(WEBHOOK_STATES)
    .describe('Paused and failing ones are told of nothing new; a failing one goes on as soon as a message is taken.'),
  stoppedFor: z
    .enum(STOPPED_FOR)
    .nullable()
    .describe(
      'gone: its receiver answered 410. failures: a message was given up. secret: give it a new one. Null: nothing, or you paused it.',
    ),
  formerUntil: Time.nullable().describe('Until when the secret before this one signs along.'),
  ...timeMembers,
}

export const Webhook = z.strictObject(webhookMembers).register(answerShapes, { id: 'Webhook' })
export const WebhookPage = pageOf(Webhook).register(answerShapes, { id: 'WebhookPage' })

export const WebhookWithSecret = z
  .strictObject({
    ...webhookMembers,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]+=*$/)
      .describe('What its messages are signed by; told this once.'),
  })
  .register(answerShapes, { id: 'WebhookWithSecret' })

export const RemovedWebhook = z.strictObject({ id: Id }).register(answerShapes, { id: 'RemovedWebhook' })

export const WebhookDelivery = z
  .strictObject({
    id: Id,
    message: z.string().describe('The header `webhook-id` of each of its tries.'),
    type: z.enum(['link.published', 'webhook.test']),
    link: Id.nullable().describe('What it tells of; null of a try.'),
    state: z
      .enum(DELIVERY_STATES)
      .describe('withdrawn: the link was, before it was told. given up: after ten tries, or as its webhook stopped.'),
    tries: z.int().min(0),
    answered: z.int().nullable().describe('The status that its last try was answered with.'),
    problem: z
      .string()
      .nullable()
      .describe('Why its last try had no answer, in a word: slow, unreachable, private, unmade.'),
    createdAt: Time,
    triedAt: Time.nullable(),
    nextAt: Time.nullable().describe(
      'When it is tried next; null where it waits for nothing, or is held: its webhook is paused, or has no secret that can be read.',
    ),
  })
  .register(answerShapes, { id: 'WebhookDelivery' })

export const WebhookDeliveryPage = pageOf(WebhookDelivery).register(answerShapes, { id: 'WebhookDeliveryPage' })

const happened = Time.describe('When it happened, not when it was sent.')

/** What receivers are sent; each is documented under `webhooks`, and a test holds what was sent against it. */
export const LinkPublished = z
  .strictObject({
    type: z.literal('link.published'),
    timestamp: happened,
    data: z.strictObject({
      link: Link,
      from: ClaimInList.describe('The answering claim.'),
      to: ClaimInList.describe('The claim it answers.'),
      chain: z.strictObject({ id: Id, page: Page }).nullable().describe('That the link is part of now.'),
    }),
  })
  .register(answerShapes, { id: 'LinkPublished' })

export const WebhookTest = z
  .strictObject({ type: z.literal('webhook.test'), timestamp: happened, data: z.strictObject({ webhook: Id }) })
  .register(answerShapes, { id: 'WebhookTest' })

/** Messages by their type, with what each tells. */
export const MESSAGES = {
  'link.published': {
    schema: LinkPublished,
    summary: 'A denial, contradiction, correction or step back became public',
  },
  'webhook.test': { schema: WebhookTest, summary: 'A try that its owner asked for' },
} as const
