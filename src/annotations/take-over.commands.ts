import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from 'typeorm'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { inTransaction } from '../database/transaction'
import { type Actor, recordWithoutImage } from '../history/history.commands'
import { articlesMeant } from './articles-meant.queries'
import { count, type LeftOut, type PartOf, type ReadAnnotations } from './foreign-annotation'
import type { LineProblem } from './json-lines'
import { type Found, lookFor, newestTexts } from './look-for.queries'

/** What became of a file of annotations. */
export interface TakenOver {
  /** On which articles, by number, and how many were new there. */
  articles: { articleId: number; taken: number }[]
  taken: number
  /** Taken over before, whatever became of them since. */
  known: number
  leftOut: LeftOut
  /** Of how many the file is a part, where it says so. */
  partOf: PartOf | null
  /** Lines of those of which only their position told which of several places they are at: to be looked at. */
  byPosition: number[]
}

export interface TakingOver {
  /** The article that all of them are on; null where each tells its own by its address. */
  articleId: number | null
  baseUrl: string
  /** Told after each how many of all were looked for. */
  tell?: (done: number, of: number) => void
}

type Refused = { problems: LineProblem[] }

/**
 * Takes over annotations, each to wait for a speaker: all of a file, or none, with what is wrong by its line. What was taken over before
 * is left as it is.
 */
export function takeOver(
  db: EntityManager,
  actor: Actor,
  read: ReadAnnotations,
  taking: TakingOver,
): Promise<TakenOver | Refused> {
  return inTransaction(db, async (db): Promise<TakenOver | Refused> => {
    if (read.problems.length > 0) return { problems: read.problems }
    const looked = await foundAndHeld(db, read, taking)
    return 'problems' in looked ? looked : insertAll(db, actor, read, looked.found)
  })
}

/**
 * What is in the texts as they are while these are held. They are looked through first, and held only then: nobody who records in them
 * waits for that. A text that was changed, redacted or followed by another meanwhile is looked through once more, held.
 */
async function foundAndHeld(
  db: EntityManager,
  read: ReadAnnotations,
  taking: TakingOver,
): Promise<{ found: Found[] } | Refused> {
  const { byArticle, problems } = await articlesMeant(db, read.annotations, taking)
  if (problems.length > 0) return { problems }
  const articleIds = [...byArticle.keys()]
  const tell = (done: number) => taking.tell?.(done, read.annotations.length)
  for (;;) {
    const texts = await newestTexts(db, articleIds)
    const looked = await lookFor(db, byArticle, texts, read, tell)
    if ('problems' in looked) return looked
    await lockRevisionsOf(db, ...articleIds)
    if (isDeepStrictEqual(await newestTexts(db, articleIds), texts)) return looked
  }
}

async function insertAll(
  db: EntityManager,
  actor: Actor,
  read: ReadAnnotations,
  found: readonly Found[],
): Promise<TakenOver> {
  const [rows, leftOut] = rowsOf(read, found)
  // Who takes over the same at once waits for the revisions, which are held, and then finds it here.
  const inserted: { articleId: number; taken: number }[] = await db.query(
    `WITH added AS (
       INSERT INTO annotations (article_id, revision_id, identity, address, spans, start_offset, end_offset, note, tags, taken_by_id)
       SELECT article_id, revision_id, decode(identity, 'hex'), address, spans, start_offset, end_offset, note, tags, $2
       FROM jsonb_to_recordset($1::jsonb) given (article_id integer, revision_id integer, identity text, address text,
         spans jsonb, start_offset integer, end_offset integer, note text, tags jsonb)
       ORDER BY article_id, start_offset, end_offset, identity
       ON CONFLICT (article_id, identity) DO NOTHING
       RETURNING article_id
     ) SELECT article_id AS "articleId", count(*)::integer AS taken FROM added GROUP BY article_id ORDER BY article_id`,
    [JSON.stringify(rows), actor?.id ?? null],
  )
  for (const { articleId, taken } of inserted) {
    const payload = { format: read.format, taken }
    await recordWithoutImage(db, actor, { action: 'took annotations over', kind: 'article', id: articleId, payload })
  }
  const taken = inserted.reduce((sum, one) => sum + one.taken, 0)
  const articleIds = [...new Set(found.map(({ text }) => text.articleId))].toSorted((a, b) => a - b)
  return {
    articles: articleIds.map(
      (articleId) => inserted.find((one) => one.articleId === articleId) ?? { articleId, taken: 0 },
    ),
    taken,
    known: rows.length - taken,
    leftOut,
    partOf: read.partOf,
    byPosition: found.filter(({ byPosition }) => byPosition).map(({ annotation }) => annotation.line),
  }
}

/** As the table has them, each once: one that stands in the file twice is no other, and is counted apart from those here already. */
function rowsOf(read: ReadAnnotations, found: readonly Found[]): [object[], LeftOut] {
  const leftOut = { ...read.leftOut }
  const rows = new Map<string, object>()
  for (const { annotation, text, spans, identity: told } of found) {
    const identity = createHash('sha256').update(`${read.format} ${told}`).digest('hex')
    const key = `${text.articleId} ${identity}`
    if (rows.has(key)) {
      count({ leftOut }, 'repeated')
      continue
    }
    rows.set(key, {
      article_id: text.articleId,
      revision_id: text.revisionId,
      identity,
      address: annotation.address,
      spans,
      start_offset: spans[0]?.start,
      end_offset: spans.at(-1)?.end,
      note: annotation.note,
      tags: annotation.tags,
    })
  }
  return [[...rows.values()], leftOut]
}
