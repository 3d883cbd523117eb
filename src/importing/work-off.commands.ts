import type { EntityManager } from 'typeorm'
import { stillMay } from '../accounts/still-may.commands'
import { importAtNewAddress } from '../articles/articles.commands'
import { inTransaction } from '../database/transaction'
import type { SentFile } from '../extraction/extracted'
import type { Fetched, Fetcher } from '../fetching/fetcher.client'
import { words } from '../words/words'
import { detailsOf, type Given, type ReadCapture } from './capture'
import { articleOf, type Settled, settle } from './captures.commands'
import { type Extract, readSent } from './read-sent'
import { saidOf } from './said-of.schema'
import { saysOtherwise } from './unseen'

export interface Readers {
  db: EntityManager
  fetcher: Fetcher
  extract: Extract
}

/**
 * So long whoever took something has to read it (s), before somebody else may: a fetch with its waiting (90), a reading with its (60), and
 * as much again.
 */
const LEASE = 300

/** What ends the process that reads it, or takes longer than that, is not tried for ever. */
const MOST_TRIES = 3

interface Taken {
  id: number
  madeById: number
  /** Whose number of this take: another has another. */
  tries: number
  jobId: number | null
  raw: Buffer | null
  mediaType: string | null
  fileName: string | null
  askedUrl: string | null
  capturedFrom: string | null
  capturedAt: Date | null
  /** What its editor should know besides, as the fetch before told. */
  notice: string | null
  given: Given
  /** Of its job. */
  defaults: Given
}

/**
 * Takes the next capture that waits, or that was left lying, reads it, and makes an article of it where all is known that has to be. False:
 * there is none. Any process may do it, and any number at once; whatever was done twice counts once.
 */
export async function workOffNext(readers: Readers): Promise<boolean> {
  const { db } = readers
  const taken = await takeNext(db)
  if (!taken) return false
  if (taken.tries > MOST_TRIES) {
    await settleTaken(db, taken, async () => ({ state: 'refused', problem: words.importing.triedTooOften }))
    return true
  }
  const captured = await broughtOf(readers, taken)
  if ('problem' in captured) {
    await settleTaken(db, taken, async () => ({ state: 'refused', problem: captured.problem }))
    return true
  }
  const { sent, capturedAt, notice } = captured
  const read = await readSent(readers.extract, sent, { ...taken.defaults, ...taken.given })
  await settleTaken(db, taken, async (db, job) => {
    if ('problem' in read) return { state: 'refused', problem: read.problem }
    await keepRead(db, taken.id, read)
    return withNotice(await importRead(db, taken, { sent, capturedAt, read, job }), notice)
  })
  return true
}

/** What its editor should know besides is told with whatever became of it. */
const withNotice = (settled: Settled, notice: string | null): Settled =>
  'articleId' in settled
    ? { ...settled, notice }
    : { ...settled, problem: [settled.problem, notice].filter(Boolean).join(' ') || null }

async function takeNext(db: EntityManager): Promise<Taken | null> {
  const [rows]: [Taken[]] = await db.query(
    `UPDATE captures SET state = 'reading', leased_until = now() + make_interval(secs => ${LEASE}), tries = tries + 1
     WHERE id = (
       SELECT id FROM captures WHERE state = 'waiting' OR (state = 'reading' AND leased_until < now())
       ORDER BY (job_id IS NOT NULL), id LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, made_by_id AS "madeById", tries, job_id AS "jobId", raw, media_type AS "mediaType", file_name AS "fileName",
       asked_url AS "askedUrl", captured_from AS "capturedFrom", captured_at AS "capturedAt", problem AS notice, given,
       coalesce((SELECT defaults FROM import_jobs WHERE import_jobs.id = job_id), '{}') AS defaults`,
  )
  return rows[0] ?? null
}

/** What is to be read; an address is fetched first, and what came is kept, so that it is not asked for again. */
async function broughtOf(
  { db, fetcher }: Readers,
  { id, raw, mediaType, fileName, askedUrl, capturedFrom, capturedAt, notice }: Taken,
): Promise<{ sent: SentFile; capturedAt: Date | null; notice: string | null } | { problem: string }> {
  if (raw) return { sent: { bytes: raw, mediaType, fileName, url: capturedFrom }, capturedAt, notice }
  const fetched = await fetcher.fetchPage(askedUrl ?? '')
  if ('problem' in fetched) return fetched
  const sent = sentOf(fetched)
  const told = noticeOf(fetched.headers)
  await db.query(
    `UPDATE captures SET raw = $2, media_type = $3, file_name = $4, captured_from = $5, captured_at = $6,
       problem = $7
     WHERE id = $1 AND state = 'reading'`,
    [id, sent.bytes, sent.mediaType, sent.fileName, sent.url, fetched.fetchedAt, told],
  )
  return { sent, capturedAt: fetched.fetchedAt, notice: told }
}

/** What was fetched, as a file; its name is the address's last part. */
export function sentOf({
  url,
  headers,
  bytes,
}: {
  url: string
  headers: { 'content-type'?: string }
  bytes: Buffer
}): SentFile {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return { bytes, mediaType: headers['content-type']?.slice(0, 200) ?? null, fileName: last.slice(-255) || null, url }
}

/** `noarchive`, or `none`, which has it in it, is about copies that are shown: the desk decides what it shows, and is told. */
export const noticeOf = (headers: Fetched['headers']): string | null =>
  /\b(noarchive|none)\b/i.test(headers['x-robots-tag'] ?? '') ? words.importing.noArchive : null

interface Job {
  defaults: Given
  acceptsZones: boolean
}

/** Writes what became of it, unless it was cancelled or taken by somebody else meanwhile. */
async function settleTaken(
  db: EntityManager,
  { id, tries }: Taken,
  outcome: (db: EntityManager, job: Job | null) => Promise<Settled>,
): Promise<void> {
  await inTransaction(db, async (db) => {
    const [mine] = await db.query(
      `SELECT job_id AS "jobId" FROM captures WHERE id = $1 AND state = 'reading' AND tries = $2 FOR UPDATE`,
      [id, tries],
    )
    if (!mine) return
    const [job = null] = await db.query(
      'SELECT defaults, accepts_zones AS "acceptsZones" FROM import_jobs WHERE id = $1',
      [mine.jobId],
    )
    await settle(db, id, await outcome(db, job))
  })
}

const keepRead = (db: EntityManager, id: number, { text, metadata, zones, extractor }: ReadCapture) =>
  db.query('UPDATE captures SET text = $2, metadata = $3, zones = $4, extractor = $5 WHERE id = $1', [
    id,
    text,
    JSON.stringify(metadata),
    JSON.stringify(zones),
    extractor,
  ])

/** One by itself waits for its editor; one of many becomes an article if its outlet and day are known. */
async function importRead(
  db: EntityManager,
  { madeById, given, mediaType, fileName }: Taken,
  { sent, capturedAt, read, job }: { sent: SentFile; capturedAt: Date | null; read: ReadCapture; job: Job | null },
): Promise<Settled> {
  if (!job) return { state: 'open', problem: null }
  if (!(await stillMay(db, madeById, 'editor'))) return { state: 'refused', problem: words.problems.accountMayNot }
  const capturedFrom = capturedAt ? sent.url : null
  const { said, counted } = saidOf(read.metadata, capturedFrom)
  const { outlet, publishedOn, language, ...details } = detailsOf(given, counted, job.defaults)
  if (outlet === undefined || publishedOn === undefined) {
    return { state: 'open', problem: words.importing.needs(outlet === undefined, publishedOn === undefined) }
  }
  if (saysOtherwise(said, counted, given, job.defaults))
    return { state: 'open', problem: words.importing.saysOtherwise }
  const outcome = await importAtNewAddress(
    db,
    { id: madeById },
    {
      ...details,
      ...articleOf({
        ...{ raw: sent.bytes, text: read.text, extractor: read.extractor, capturedFrom, capturedAt },
        ...{ mediaType: sent.mediaType ?? mediaType, fileName: sent.fileName ?? fileName },
      }),
      outlet,
      publishedOn,
      language: language ?? 'und',
      zones: job.acceptsZones ? read.zones : [],
    },
  )
  if ('atAddress' in outcome) return { state: 'open', problem: words.importing.addressKnown(outcome.atAddress) }
  if ('problem' in outcome) return { state: 'refused', problem: outcome.problem }
  if ('copies' in outcome) return { state: 'known', articleId: outcome.copies[0]?.articleId as number }
  return { state: 'imported', articleId: outcome.articleId }
}
