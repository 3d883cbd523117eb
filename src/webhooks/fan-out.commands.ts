import type { EntityManager } from 'typeorm'
import { rowsOf } from '../database/read-pool'
import { inTransaction } from '../database/transaction'
import { isPassing, ranOut } from '../database/violations'
import { foundAmong } from '../search/newly-recorded.queries'
import { existingOfEach } from '../search/results.queries'
import { WAITS, waitAfter } from './retry-schedule'
import { filtersOf } from './watched'

/** Links of one transaction: two thousand watched searches are compared with their claims some eighty thousand times, which takes well under a second. */
const AT_ONCE = 20

/** A link that became public. */
interface NewLink {
  eventId: number
  linkId: number
  /** Before this one, that failed. */
  tries: number
  at: Date
  /** When readers were first shown it: no news to a webhook that came later, whichever way it became public again. */
  newSince: Date
  /** Whether it is public by now, or still. */
  isPublic: boolean
  from: number
  to: number
  componentId: number | null
}

/** Who is to be told of which link. */
interface Match {
  webhookId: number
  linkId: number
}

/**
 * Works out who is to be told of the links that became public, some at a time; each is forgotten in the same transaction in which its
 * deliveries come to be. Several processes may do so at once. Where some can’t be worked out together each is by itself: one that fails
 * then waits for its next try, and the others go on. Answers how many links were looked at; throws the first trouble once all have been,
 * and how many links wait.
 */
export async function fanOut(db: EntityManager): Promise<number> {
  const troubles: unknown[] = []
  for (let all = 0; ; ) {
    const looked = await fanOutNext(db, troubles)
    all += looked
    if (looked === AT_ONCE) continue
    if (troubles.length > 0) throw await untold(db, troubles[0])
    return all
  }
}

/** Some together, or else the next ones one by one. */
async function fanOutNext(db: EntityManager, troubles: unknown[]): Promise<number> {
  try {
    return await inTransaction(db, (db) => fanOutSome(db, IS_DUE))
  } catch (error) {
    // A database that is away comes back: no link has its part in that. Where time or room ran out, one alone may have enough.
    if (isPassing(error) && !ranOut(error)) throw error
  }
  const next: { id: number; tries: number }[] = await db.query(
    `SELECT id, tries FROM webhook_events WHERE ${IS_DUE} ${IN_TURN} LIMIT ${AT_ONCE}`,
  )
  for (const { id, tries } of next) {
    await inTransaction(db, (db) => fanOutSome(db, `id = ${id} AND ${IS_DUE}`)).catch(async (error) => {
      if (isPassing(error) && !ranOut(error)) throw error
      troubles.push(error)
      await putOff(db, id, tries)
    })
  }
  return next.length
}

const IS_DUE = 'next_at <= now()'

/** What never failed first: it waits for nothing that does. */
const IN_TURN = 'ORDER BY tries > 0, id'

/** Of those that had failed, tried again at once where one gets through: as many as are worked out together. Each of them that does brings on as many more. */
const HURRIED = AT_ONCE

/** For the log, of whoever has to mend what fails: until then these links are told to nobody. */
async function untold(db: EntityManager, trouble: unknown): Promise<Error> {
  const [{ waiting }] = await db.query('SELECT count(*)::integer AS waiting FROM webhook_events WHERE tries > 0')
  const reason = trouble instanceof Error ? trouble.message : String(trouble)
  return new Error(`${reason} (links that wait for another try: ${waiting})`, { cause: trouble })
}

/**
 * Tried again when its time comes, as a delivery is, and then once a day for as long as it fails: it is a fault of ours, and may be one of
 * all links alike. None is given up, which would lose them all.
 */
async function putOff(db: EntityManager, eventId: number, triesBefore: number): Promise<void> {
  const wait = waitAfter(Math.min(triesBefore + 1, WAITS.length), Math.random())
  await inTransaction(db, (db) =>
    db.query(
      // Once, of however many processes that tried it at this time.
      'UPDATE webhook_events SET tries = tries + 1, next_at = now() + make_interval(secs => $3) WHERE id = $1 AND tries = $2',
      [eventId, triesBefore, wait],
    ),
  )
}

/** One that had failed gets through: what was broken may be mended, so the others are not all left to wait for up to a day. */
const hurryOthers = (db: EntityManager) =>
  db.query(
    `UPDATE webhook_events SET next_at = now() WHERE id IN (
       SELECT id FROM webhook_events WHERE tries > 0 AND next_at > now() ORDER BY id LIMIT ${HURRIED} FOR UPDATE SKIP LOCKED)`,
  )

/** SQL: when a row was first public, as history has it. What that tells was erased of a redacted one, which is never public again. */
const firstPublic = (kind: 'link' | 'claim', row: string): string => `coalesce((
  SELECT min(at) FROM history JOIN history_payloads ON history_id = history.id
  WHERE subject_kind = '${kind}' AND subject_id = ${row}.id AND image->>'state' = 'published'), ${row}.created_at)`

/** SQL: since when readers could see a link: it, and both its claims. */
const FIRST_SHOWN = `greatest(${firstPublic('link', 'links')}, ${firstPublic('claim', 'answer')}, ${firstPublic('claim', 'answered')})`

async function fanOutSome(db: EntityManager, which: string): Promise<number> {
  const events: NewLink[] = await db.query(
    `SELECT events.id AS "eventId", links.id AS "linkId", events.tries, events.created_at AS at,
       ${FIRST_SHOWN} AS "newSince", from_claim_id AS "from", to_claim_id AS "to",
       links.state = 'published' AND answer.state = 'published' AND answered.state = 'published' AS "isPublic",
       (SELECT component_id FROM chain_members WHERE claim_id = from_claim_id) AS "componentId"
     FROM (SELECT * FROM webhook_events WHERE ${which} ${IN_TURN} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) events
     JOIN links ON links.id = link_id JOIN claims answer ON answer.id = from_claim_id JOIN claims answered ON answered.id = to_claim_id
     ORDER BY events.id`,
  )
  if (events.length === 0) return 0
  const links = events.filter(({ isPublic }) => isPublic)
  if (links.length > 0) {
    const matches = [...(await byChain(db, links)), ...(await bySpeaker(db, links)), ...(await bySearch(db, links))]
    await addDeliveries(db, matches, links)
  }
  await db.query('DELETE FROM webhook_events WHERE id = ANY($1)', [events.map(({ eventId }) => eventId)])
  if (links.some(({ tries }) => tries > 0)) await hurryOthers(db)
  return events.length
}

/** Those that watch the link’s chain, by whichever number it had when they began: chains merge (decision 0003). */
const byChain = (db: EntityManager, links: NewLink[]): Promise<Match[]> =>
  db.query(
    `SELECT webhooks.id AS "webhookId", told.link_id AS "linkId"
     FROM unnest($1::integer[], $2::integer[]) told (link_id, component_id)
     CROSS JOIN LATERAL (
       WITH RECURSIVE same (id) AS (
         SELECT id FROM chains WHERE component_id = told.component_id
         UNION
         SELECT chains.id FROM same JOIN chains ON merged_into_id = same.id
       ) SELECT id FROM same
     ) same JOIN webhooks ON chain_id = same.id AND state = 'active'`,
    [links.map(({ linkId }) => linkId), links.map(({ componentId }) => componentId)],
  )

/** Those that watch a speaker of either claim, or whom one of them speaks for; so does the speaker’s feed. */
const bySpeaker = (db: EntityManager, links: NewLink[]): Promise<Match[]> =>
  db.query(
    `SELECT webhooks.id AS "webhookId", told.link_id AS "linkId"
     FROM unnest($1::integer[], $2::integer[], $3::integer[]) told (link_id, from_id, to_id)
     JOIN search_voices ON claim_id IN (told.from_id, told.to_id)
     JOIN speakers watched ON watched.id = search_voices.speaker_id OR watched.root_id = search_voices.speaker_id
     JOIN webhooks ON webhooks.speaker_id = watched.id AND state = 'active'`,
    [links.map(({ linkId }) => linkId), links.map(({ from }) => from), links.map(({ to }) => to)],
  )

/**
 * Those whose search finds one of the two claims: three queries, however many searches are watched. One whose speaker or outlet is not public any more
 * finds nothing, as its page.
 */
async function bySearch(db: EntityManager, links: NewLink[]): Promise<Match[]> {
  const watched: { search: string; webhookIds: number[] }[] = await db.query(
    `SELECT search, array_agg(id ORDER BY id) AS "webhookIds" FROM webhooks
     WHERE state = 'active' AND search IS NOT NULL GROUP BY search ORDER BY search`,
  )
  const asked = watched.flatMap(({ search, webhookIds }) => {
    const filters = filtersOf(search)
    return 'problem' in filters ? [] : [{ filters, webhookIds }]
  })
  if (asked.length === 0) return []
  const rows = rowsOf(db)
  const existing = await existingOfEach(
    rows,
    asked.map(({ filters }) => filters),
  )
  const searches = existing.flatMap((filters, place) =>
    filters === null ? [] : [{ filters, webhookIds: asked[place]?.webhookIds ?? [] }],
  )
  const found = await foundAmong(
    rows,
    searches.map(({ filters }) => filters),
    [...new Set(links.flatMap(({ from, to }) => [from, to]))],
  )
  return links.flatMap(({ linkId, from, to }) => {
    const places = new Set(found.filter(({ id }) => id === from || id === to).map(({ place }) => place))
    return [...places].flatMap((place) =>
      (searches[place]?.webhookIds ?? []).map((webhookId) => ({ webhookId, linkId })),
    )
  })
}

/**
 * One delivery of a link to a webhook. What was told, or is about to be, is not told again when a link was withdrawn and restored; what was
 * withdrawn before anybody was told is. A link that is public again is new to those that began before it was first shown.
 */
async function addDeliveries(db: EntityManager, matches: Match[], links: NewLink[]): Promise<void> {
  // One that is removed at this moment is gone before, or waits until this is done.
  await db.query('SELECT FROM webhooks WHERE id = ANY($1) ORDER BY id FOR KEY SHARE', [
    matches.map(({ webhookId }) => webhookId),
  ])
  await db.query(
    `INSERT INTO webhook_deliveries (webhook_id, link_id, message_id, created_at)
     SELECT webhooks.id, link_id, gen_random_uuid(), max(became.at) FROM unnest($1::integer[], $2::integer[]) match (webhook_id, link_id)
     JOIN unnest($3::integer[], $4::timestamptz[], $5::timestamptz[]) became (link_id, at, new_since) USING (link_id)
     JOIN webhooks ON webhooks.id = match.webhook_id AND webhooks.state = 'active'
       AND new_since >= webhooks.created_at
     JOIN accounts ON accounts.id = account_id AND disabled_at IS NULL
     WHERE NOT EXISTS (SELECT FROM webhook_told told WHERE told.webhook_id = webhooks.id AND told.link_id = match.link_id)
     GROUP BY webhooks.id, link_id ORDER BY link_id, webhooks.id
     ON CONFLICT (webhook_id, link_id) DO UPDATE SET state = 'waiting', tries = 0, next_at = now(), created_at = excluded.created_at
       WHERE webhook_deliveries.state = 'withdrawn'`,
    [
      matches.map(({ webhookId }) => webhookId),
      matches.map(({ linkId }) => linkId),
      links.map(({ linkId }) => linkId),
      links.map(({ at }) => at),
      links.map(({ newSince }) => newSince),
    ],
  )
}
