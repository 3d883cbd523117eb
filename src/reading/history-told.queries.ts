import { prepared, type Rows } from '../database/read-pool'
import { namesIn } from '../versions/events.queries'
import { type EventGiven, type Telling, type ToldEvent, toldEvents, wentAlong } from './history.pages'

/** Events read at once beyond the first page's, and how often: of 2,000 events in a row that are nobody's to read, a page ends. */
const READ_AT_ONCE = 500
const MOST_READS = 5

export interface HistoryRead {
  events: ToldEvent[]
  /** The event before which the next page begins; null where nothing is left. */
  next: number | null
}

/**
 * A page of changes that whoever asks may be told of. Read on until it is full: how much of a history is not for readers,
 * its pages don't tell.
 */
export async function pageOfHistory(
  read: Rows,
  telling: Asking,
  eventsBefore: (event: number | null, limit: number) => Promise<EventGiven[]>,
  before: number | null,
  size: number,
): Promise<HistoryRead> {
  const told: ToldEvent[] = []
  let from = before
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const limit = reads === 0 ? size + 1 : READ_AT_ONCE
    const events = await eventsBefore(from, limit)
    told.push(...(await tell(read, events, telling)))
    if (told.length > size) return pageFrom(told, size)
    if (events.length < limit) return { events: told, next: null }
    from = events.at(-1)?.historyId ?? null
  }
  return { events: told, next: from }
}

function pageFrom(told: ToldEvent[], size: number): HistoryRead {
  const events = told.slice(0, size)
  return { events, next: events.at(-1)?.id ?? null }
}

type Asking = Omit<Telling, 'names' | 'acts'>

async function tell(read: Rows, events: readonly EventGiven[], telling: Asking): Promise<ToldEvent[]> {
  const names = await namesIn(
    read,
    events.flatMap((event) => [event.before, event.after]),
  )
  const moves = events.flatMap(wentAlong)
  const acts =
    moves.length === 0
      ? []
      : await read(actsOfClaims, [
          moves.map(({ event }) => event),
          moves.map(({ from }) => from),
          moves.map(({ to }) => to),
        ])
  return toldEvents(events, { ...telling, names, acts: new Map(acts.map((act) => [act.event, act])) })
}

/** Longer than a transaction may last. */
const SAME_ACT = `interval '1 minute'`

/** The joinings and takings apart of claims by which rows came from claims `$2` to claims `$3`, in events `$1`. */
const actsOfClaims = prepared<{ event: number; id: number; claimId: number }>(
  'history acts of claims',
  `SELECT moved.event, act.id, act.subject_id AS "claimId"
   FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS moved (event, from_claim, to_claim)
   JOIN history ON history.id = moved.event
   CROSS JOIN LATERAL (
     SELECT act.id, act.subject_id FROM history act
     WHERE act.subject_kind = 'claim' AND act.id > moved.event AND act.at < history.at + ${SAME_ACT}
       AND ((act.subject_id = from_claim AND act.action = 'joined') OR (act.subject_id = to_claim AND act.action = 'taken apart'))
     ORDER BY act.id LIMIT 1
   ) act`,
)
