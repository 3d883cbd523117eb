import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { articleWithText } from '../articles/articles.queries'
import { inTransaction } from '../database/transaction'
import { type Actor, recordWithoutImage } from '../history/history.commands'
import { CodePoints } from '../quotes/code-points'
import { words } from '../words/words'
import { type Anchored, anchor } from './anchor'
import { articleAt } from './article-at.queries'
import type { ForeignAnnotation, LeftOut, ReadAnnotations } from './foreign-annotation'
import type { LineProblem } from './json-lines'

/** What became of a file of annotations. */
export interface TakenOver {
  /** On which articles, by number, and how many were new there. */
  articles: { articleId: number; taken: number }[]
  taken: number
  /** Taken over before, whatever became of them since. */
  known: number
  leftOut: LeftOut
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

/** Lets others in when it has looked for so long (ms): about as long as a page takes. */
const SLICE_MS = 10

/**
 * Takes over annotations, each to wait for a speaker: all of a file, or none, with what is wrong by its line. What was taken over before
 * is left as it is.
 */
export function takeOver(
  db: EntityManager,
  actor: Actor,
  read: ReadAnnotations,
  taking: TakingOver,
): Promise<TakenOver | { problems: LineProblem[] }> {
  return inTransaction(db, async (db): Promise<TakenOver | { problems: LineProblem[] }> => {
    if (read.problems.length > 0) return { problems: read.problems }
    const articles = new Articles(db, taking)
    const found: Found[] = []
    const problems: LineProblem[] = []
    let begun = performance.now()
    for (const [place, annotation] of read.annotations.entries()) {
      const article = await articles.of(annotation)
      const anchored = 'problem' in article ? article : anchor(article.points, annotation, read.positions)
      if ('problem' in anchored) problems.push({ line: annotation.line, problem: anchored.problem })
      else if ('points' in article) found.push({ annotation, article, anchored })
      taking.tell?.(place + 1, read.annotations.length)
      if (performance.now() - begun < SLICE_MS) continue
      await setImmediate()
      begun = performance.now()
    }
    if (problems.length > 0) return { problems }
    return insertAll(db, actor, read, found)
  })
}

interface OpenArticle {
  articleId: number
  revisionId: number
  points: CodePoints
}

interface Found {
  annotation: ForeignAnnotation
  article: OpenArticle
  anchored: Extract<Anchored, { spans: unknown }>
}

/** Articles with their texts, each read once. */
class Articles {
  private readonly known = new Map<string, Promise<OpenArticle | { problem: string }>>()

  constructor(
    private readonly db: EntityManager,
    private readonly taking: TakingOver,
  ) {}

  of({ source }: ForeignAnnotation): Promise<OpenArticle | { problem: string }> {
    const name = this.taking.articleId === null ? (source ?? '') : ''
    const known = this.known.get(name) ?? this.read(source)
    this.known.set(name, known)
    return known
  }

  private async read(source: string | null): Promise<OpenArticle | { problem: string }> {
    const { articleId, baseUrl } = this.taking
    const at = articleId === null ? await articleAt(this.db, source, baseUrl) : { articleId }
    if ('problem' in at) return at
    const article = await articleWithText(this.db, at.articleId)
    if (!article || article.withdrawnReason !== null) return { problem: words.annotations.noArticle(at.articleId) }
    return { articleId: article.id, revisionId: article.revisionId, points: CodePoints.of(article.text) }
  }
}

async function insertAll(
  db: EntityManager,
  actor: Actor,
  read: ReadAnnotations,
  found: readonly Found[],
): Promise<TakenOver> {
  const rows = found.map(({ annotation, article, anchored: { spans } }) => ({
    article_id: article.articleId,
    revision_id: article.revisionId,
    identity: createHash('sha256').update(`${read.format} ${annotation.identity}`).digest('hex'),
    address: annotation.address,
    spans,
    start_offset: spans[0]?.start,
    end_offset: spans.at(-1)?.end,
    note: annotation.note,
    tags: annotation.tags,
  }))
  // In one order, so that two who take over the same never wait for each other.
  const inserted: { articleId: number; taken: number }[] = await db.query(
    `WITH added AS (
       INSERT INTO annotations (article_id, revision_id, identity, address, spans, start_offset, end_offset, note, tags, taken_by_id)
       SELECT article_id, revision_id, decode(identity, 'hex'), address, spans, start_offset, end_offset, note, tags, $2
       FROM jsonb_to_recordset($1::jsonb) given (article_id integer, revision_id integer, identity text, address text,
         spans jsonb, start_offset integer, end_offset integer, note text, tags jsonb)
       ORDER BY article_id, identity
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
  const articleIds = [...new Set(found.map(({ article }) => article.articleId))].toSorted((a, b) => a - b)
  return {
    articles: articleIds.map(
      (articleId) => inserted.find((one) => one.articleId === articleId) ?? { articleId, taken: 0 },
    ),
    taken,
    known: found.length - taken,
    leftOut: read.leftOut,
    byPosition: found.filter(({ anchored }) => anchored.byPosition).map(({ annotation }) => annotation.line),
  }
}
