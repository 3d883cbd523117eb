import type { EntityManager } from 'typeorm'
import type { Captured } from '../articles/articles.commands'
import { type ImportOutcome, importArticle, importAtNewAddress, type NewArticle } from '../articles/articles.commands'
import type { Zone } from '../articles/zone'
import { inTransaction } from '../database/transaction'
import type { SentFile } from '../extraction/extracted'
import { addRevision, type NewText, type RevisionOutcome } from '../revising/revise.commands'
import type { Given, ReadCapture } from './capture'
import { Capture } from './capture.entity'
import { captureToImport } from './captures.queries'

/** Something to take in: bytes that somebody sent, an address to fetch, or why it can't be taken. */
export type NewItem = { name: string; given: Given } & (
  | { sent: SentFile; capturedAt?: Date | null }
  | { askedUrl: string }
  | { problem: string }
)

/** Keeps what was read, for its editor to look at. Returns its number. */
export async function keepCapture(
  db: EntityManager,
  accountId: number,
  item: Extract<NewItem, { sent: SentFile }>,
  read: ReadCapture,
  notice: string | null = null,
): Promise<number> {
  const row = { ...rowOf(item), ...read, problem: notice }
  const inserted = await db.insert(Capture, { ...row, madeById: accountId, state: 'open' })
  return inserted.identifiers[0]?.id as number
}

/** Puts some of many where the next that has time reads them. */
export async function addItems(
  db: EntityManager,
  accountId: number,
  jobId: number,
  items: readonly NewItem[],
): Promise<void> {
  const state = (item: NewItem) => ('problem' in item ? 'refused' : 'waiting')
  await db.insert(
    Capture,
    items.map((item) => ({ ...rowOf(item), madeById: accountId, jobId, state: state(item) })),
  )
}

function rowOf(item: NewItem) {
  const name = [...storable(item.name)].slice(0, LONGEST_NAME).join('') || '?'
  if ('problem' in item) return { name, given: item.given, problem: item.problem }
  if ('askedUrl' in item) return { name, given: item.given, askedUrl: storable(item.askedUrl) }
  const { bytes, mediaType, fileName, url } = item.sent
  const fetched = item.capturedAt ? { capturedFrom: url, capturedAt: item.capturedAt } : {}
  return {
    name,
    given: item.given,
    raw: bytes,
    mediaType: storable(mediaType ?? '').slice(0, 200) || null,
    fileName: baseName(fileName),
    ...fetched,
  }
}

/** A name is no text that is quoted: what PostgreSQL can't keep of it is left out, and nothing refused for it. */
const storable = (name: string) => name.replace(/\0|\p{Surrogate}/gu, '')

/** Folders and all; longer ones are cut. */
const LONGEST_NAME = 500

/** File systems have no longer names; a form may send one. */
const baseName = (fileName: string | null) =>
  storable(fileName ?? '')
    .split(/[/\\]/)
    .at(-1)
    ?.slice(-255)
    .replace(/^\p{Surrogate}/u, '') || null

/** What an editor confirmed of a capture. */
export interface Confirmed extends Omit<NewArticle, 'raw' | 'capture' | 'zones'> {
  zones: readonly Zone[]
  /** The articles at its address that its editor was shown, by number. */
  shown: readonly number[]
}

/**
 * Makes the article of a capture, which lets go of its bytes: the revision has them. Its editor was shown what was read; null where
 * it is gone, somebody else's, or an article already.
 */
export function importCapture(
  db: EntityManager,
  accountId: number,
  captureId: number,
  { shown, ...confirmed }: Confirmed,
): Promise<ImportOutcome | { atAddress: number } | null> {
  return inTransaction(db, async (db): Promise<ImportOutcome | { atAddress: number } | null> => {
    const found = await captureToImport(db, accountId, captureId)
    if (!found) return null
    const article = { ...confirmed, ...articleOf(found) }
    const by = { id: accountId }
    const outcome = confirmed.again
      ? await importArticle(db, by, article)
      : await importAtNewAddress(db, by, article, shown)
    if ('articleId' in outcome) await settle(db, captureId, { state: 'imported', articleId: outcome.articleId })
    return outcome
  })
}

/**
 * Adds what was captured to an article as its next text; null where the capture is gone, somebody else's, or an article already.
 * Throws as `addRevision` does.
 */
export function reviseFromCapture(
  db: EntityManager,
  accountId: number,
  captureId: number,
  { articleId, version, ...marked }: { articleId: number; version: number } & Pick<NewText, 'withoutErased' | 'zones'>,
): Promise<RevisionOutcome | null> {
  return inTransaction(db, async (db): Promise<RevisionOutcome | null> => {
    const found = await captureToImport(db, accountId, captureId)
    if (!found) return null
    const text = { ...articleOf(found), ...marked }
    const outcome = await addRevision(db, { id: accountId }, articleId, version, text)
    if (!('problems' in outcome))
      await settle(db, captureId, { state: 'same' in outcome ? 'known' : 'imported', articleId })
    return outcome
  })
}

/** What a capture has of an article beside what is said of it. */
export const articleOf = ({ raw, ...captured }: Captured & { raw: Buffer }) => ({ raw, capture: captured })

export type Settled =
  | { state: 'imported' | 'known'; articleId: number; notice?: string | null }
  | { state: 'open' | 'refused'; problem: string | null }

/** Writes what became of a capture. What is an article needs its bytes no more, nor its text. */
export async function settle(db: EntityManager, captureId: number, settled: Settled): Promise<void> {
  if ('articleId' in settled) {
    await db.query(
      `UPDATE captures SET state = $2, article_id = $3, problem = $4, leased_until = NULL, raw = NULL, text = NULL, metadata = NULL,
         zones = NULL WHERE id = $1`,
      [captureId, settled.state, settled.articleId, settled.notice ?? null],
    )
  } else {
    await db.query('UPDATE captures SET state = $2, problem = $3, leased_until = NULL WHERE id = $1', [
      captureId,
      settled.state,
      settled.problem,
    ])
  }
}

/** So long something waits for its editor (days): one by itself a working day and the next, one of many a holiday. */
export const DAYS_KEPT = { alone: 2, ofMany: 30 }

/** Forgotten in one round of chores, so that it holds nothing up: each may be of 25 MiB. */
const FORGOTTEN_AT_ONCE = 200

/** Forgets captures that nobody came back to, and imports of many with all that is left of theirs. Returns how many. */
export async function forgetOldCaptures(db: EntityManager): Promise<number> {
  const forgotten: unknown[] = await db.query(
    `WITH old AS (
       SELECT id FROM captures WHERE job_id IS NULL AND created_at < now() - make_interval(days => $1)
       UNION ALL
       SELECT captures.id FROM captures JOIN import_jobs ON import_jobs.id = job_id
       WHERE import_jobs.created_at < now() - make_interval(days => $2)
       LIMIT ${FORGOTTEN_AT_ONCE}
     ), forgotten AS (
       DELETE FROM captures WHERE id IN (SELECT id FROM old) RETURNING 1
     ) SELECT FROM forgotten`,
    [DAYS_KEPT.alone, DAYS_KEPT.ofMany],
  )
  await db.query(
    `DELETE FROM import_jobs WHERE created_at < now() - make_interval(days => $1)
       AND NOT EXISTS (SELECT FROM captures WHERE job_id = import_jobs.id)`,
    [DAYS_KEPT.ofMany],
  )
  return forgotten.length
}
