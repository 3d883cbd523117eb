import type { EntityManager } from 'typeorm'
import { Article } from '../articles/article.entity'
import type { Rights } from '../articles/rights'
import { shownRights } from '../articles/shown-rights-sql'
import type { Tagging } from '../articles/tagging.commands'
import type { Zone } from '../articles/zone'
import { zonesAsJson } from '../articles/zones.queries'
import { copiesOf, type Kin, originOf } from '../copies/family-sql'
import { type PreparedQuery, prepared, unnamed } from '../database/read-pool'
import { times, utc } from './sql'

export interface ArticleRow {
  id: number
  version: number
  headline: string
  byline: string | null
  outlet: string | null
  url: string | null
  language: string
  publishedOn: string | null
  rights: Rights
  createdAt: string
  updatedAt: string
}

/** What the desk alone is told. */
export interface ArticleAtDeskRow extends ArticleRow {
  tagging: Tagging
  assignedTo: number | null
}

const COLUMNS = `
  articles.id, articles.version, articles.headline, articles.byline, outlets.name AS outlet, articles.url, articles.language,
  articles.published_on AS "publishedOn", coalesce(articles.rights, outlets.rights, 'excerpts') AS rights, ${times('articles')}`

const AT_DESK = `
  CASE WHEN tagging_done_at IS NOT NULL THEN 'done' WHEN tagging_begun_at IS NULL THEN 'untagged' ELSE 'half_done' END AS tagging,
  assigned_to_id AS "assignedTo"`

/** SQL: readers are told of articles with a published statement of a published claim, the desk of all that are not withdrawn. */
export const IS_PUBLIC_ARTICLE = `EXISTS (
  SELECT FROM revisions reported JOIN statements ON statements.revision_id = reported.id AND statements.state = 'published'
  JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
  WHERE reported.article_id = articles.id
)`

/** Readers' articles. Values: after which id, how many. */
export const articlePage = prepared<ArticleRow>(
  'api article page',
  `SELECT ${COLUMNS} FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE articles.id > $1 AND ${IS_PUBLIC_ARTICLE} ORDER BY articles.id LIMIT $2`,
)

const TAGGED: Record<Tagging, string> = {
  untagged: 'tagging_begun_at IS NULL AND tagging_done_at IS NULL',
  half_done: 'tagging_begun_at IS NOT NULL AND tagging_done_at IS NULL',
  done: 'tagging_done_at IS NOT NULL',
}

/** The desk's articles: all, or those so far tagged, or of this editor. Open ones are found by the desk's own indexes. */
export function articlesAtDesk(
  [after, limit]: [after: number, limit: number],
  tagging: Tagging | undefined,
  assignedTo: number | 'nobody' | undefined,
): { query: PreparedQuery<ArticleAtDeskRow>; values: number[] } {
  const isSomebody = typeof assignedTo === 'number'
  const conditions = [
    'articles.id > $1',
    'articles.withdrawn_reason IS NULL',
    ...(tagging ? [TAGGED[tagging]] : []),
    ...(assignedTo === 'nobody' ? ['assigned_to_id IS NULL'] : isSomebody ? ['assigned_to_id = $3'] : []),
  ]
  const query = unnamed<ArticleAtDeskRow>(
    `SELECT ${COLUMNS}, ${AT_DESK} FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
     WHERE ${conditions.join(' AND ')} ORDER BY articles.id LIMIT $2`,
  )
  return { query, values: isSomebody ? [after, limit, assignedTo] : [after, limit] }
}

/** Values: ids. In no order. */
export const articlesByIds = prepared<ArticleRow>(
  'api articles by ids',
  `SELECT ${COLUMNS} FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ANY($1)`,
)

export interface ArticleInFullRow extends ArticleAtDeskRow {
  revision: { number: number; sha256: string; length: number; capturedAt: string; zones: Zone[] }
  copyOf: Kin | null
  copies: Kin[]
  text: string | null
}

/** Values: id, whether the desk asks, which sees every text. A text that isn't shown never leaves the database. */
export const articleInFull = prepared<ArticleInFullRow>(
  'api article',
  `SELECT ${COLUMNS}, ${AT_DESK},
     json_build_object(
       'number', revisions.number, 'sha256', encode(revisions.text_sha256, 'hex'), 'length', revisions.length,
       'capturedAt', ${utc('revisions.captured_at')}, 'zones', ${zonesAsJson('revisions.id')}
     ) AS revision,
     ${originOf('articles')} AS "copyOf", ${copiesOf('articles')} AS copies,
     CASE WHEN $2::boolean OR ${shownRights('revisions')} = 'full' THEN revisions.text END AS text
   FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
   JOIN revisions ON revisions.article_id = articles.id
   WHERE articles.id = $1 AND articles.withdrawn_reason IS NULL AND ($2::boolean OR ${IS_PUBLIC_ARTICLE}) ORDER BY revisions.number DESC LIMIT 1`,
)

/** Why nothing can be recorded in this article, or null. */
export async function articleProblem(db: EntityManager, id: number): Promise<string | null> {
  const article = await db.findOneBy(Article, { id })
  if (!article) return `There is no article ${id}.`
  return article.withdrawnReason === null ? null : `Article ${id} has been withdrawn.`
}
