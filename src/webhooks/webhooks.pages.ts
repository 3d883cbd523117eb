import { type Moment, moment } from '../accounts/moments'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { failedFor } from './refused-address'
import { watchedPath } from './watched'
import type { WebhookState } from './webhook.entity'
import type { DeliveryRow, WebhookRow } from './webhooks.queries'

interface WebhookShown {
  id: number
  address: string
  watched: { path: string; name: string }
  state: WebhookState
  stateName: string
  /** Why it was stopped. */
  stopped: string | null
  version: number
  made: Moment
  formerUntil: Moment | null
}

interface DeliveryShown {
  id: number
  /** Null: a try. */
  linkId: number | null
  /** In words: taken, answered 200, tried twice. */
  told: string
  at: Moment
  next: Moment | null
}

interface WebhookListPage extends PageHead {
  webhooks: WebhookShown[]
  mayAdd: boolean
  typed: Record<string, string>
  problems: FieldProblems
}

interface WebhookPage extends PageHead {
  webhook: WebhookShown
  deliveries: DeliveryShown[]
  daysKept: number
  next: string | null
  isFirst: boolean
  problems: FieldProblems
}

export const webhookListPage = page<WebhookListPage>('webhooks/list')
export const webhookPage = page<WebhookPage>('webhooks/webhook')

/** The list’s address; each one’s page is below it. */
export const WEBHOOKS = '/account/webhooks'

/** A secret, which is shown once (`shownOncePage`). */
export const secretModel = (id: number, secret: string) => ({
  title: words.webhooks.newSecret,
  lede: words.webhooks.accountMeans,
  label: words.webhooks.secretLabel,
  secret,
  note: words.webhooks.secretNote,
  back: { path: `${WEBHOOKS}/${id}`, name: words.webhooks.toPage },
})

/** Somebody’s webhooks, with what they typed into the form for another one. */
export const webhookListModel = (
  rows: WebhookRow[],
  { mayAdd, typed, problems }: Pick<WebhookListPage, 'mayAdd' | 'typed' | 'problems'>,
): WebhookListPage => ({
  title: words.webhooks.title,
  section: '/account',
  webhooks: rows.map(webhookShown),
  ...{ mayAdd, typed, problems },
})

/** One of them, with what it was sent. */
export const webhookModel = (
  row: WebhookRow,
  deliveries: DeliveryRow[],
  place: Pick<WebhookPage, 'daysKept' | 'next' | 'isFirst' | 'problems'>,
): WebhookPage => ({
  title: new URL(row.address).host,
  section: '/account',
  webhook: webhookShown(row),
  deliveries: deliveries.map(deliveryShown),
  ...place,
})

const { stoppedFor, states, deliveryStates } = words.webhooks

function webhookShown(row: WebhookRow): WebhookShown {
  const { id, address, state, version, formerUntil } = row
  return {
    ...{ id, address, state, version },
    watched: { path: watchedPath(row), name: nameOf(row) },
    stateName: states[state],
    stopped: row.stoppedFor && stoppedFor[row.stoppedFor],
    made: moment(new Date(row.createdAt)),
    formerUntil: formerUntil === null ? null : moment(new Date(formerUntil)),
  }
}

/** What is watched, in a line; of a search the words, and its other filters as its address has them. */
function nameOf({ chainId, chainTitle, speakerName, search }: WebhookRow): string {
  if (chainId !== null) return words.webhooks.chain(chainId, chainTitle)
  if (speakerName !== null) return words.webhooks.speaker(speakerName)
  const { q, ...others } = Object.fromEntries(new URLSearchParams(search ?? ''))
  const filters = Object.entries(others).map(([name, value]) => `${name}=${value}`)
  return words.webhooks.search([q, ...filters].filter(Boolean).join(' '))
}

function deliveryShown({ id, linkId, createdAt, nextAt, ...row }: DeliveryRow): DeliveryShown {
  const { state, tries, answered, problem } = row
  const told = [
    deliveryStates[state],
    ...(answered === null ? [] : [words.webhooks.answered(answered)]),
    ...(problem === null ? [] : [failedFor(problem)]),
    ...(tries === 0 ? [] : [words.webhooks.tries(tries)]),
  ]
  return {
    id,
    linkId,
    told: told.join(' · '),
    at: moment(new Date(createdAt)),
    next: nextAt === null || tries === 0 ? null : moment(new Date(nextAt)),
  }
}
