import type { EntityManager } from 'typeorm'
import { Article } from '../articles/article.entity'
import type { Rights } from '../articles/rights'
import type { Zone } from '../articles/zone'
import { zonesAsJson } from '../articles/zones.queries'
import { prepared } from '../database/read-pool'
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

const COLUMNS = `
  articles.id, articles.version, articles.headline, articles.byline, outlets.name AS outlet, articles.url, articles.language,
  articles.published_on AS "publishedOn", coalesce(articles.rights, outlets.rights, 'excerpts') AS rights, ${times('articles')}`

/** Readers are told of articles with a published statement; the desk (value $n is true) of all. */
const seenBy = (value: string) => `(${value}::boolean OR EXISTS (
  SELECT FROM revisions reported JOIN statements ON statements.revision_id = reported.id AND statements.state = 'published'
  JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
  WHERE reported.article_id = articles.id
))`

/** Values: after which id, how many, whether the desk asks. */
export const articlePage = prepared<ArticleRow>(
  'api article page',
  `SELECT ${COLUMNS} FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE articles.id > $1 AND ${seenBy('$3')} ORDER BY articles.id LIMIT $2`,
)

/** Values: ids. In no order. */
export const articlesByIds = prepared<ArticleRow>(
  'api articles by ids',
  `SELECT ${COLUMNS} FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ANY($1)`,
)

export interface ArticleInFullRow extends ArticleRow {
  revision: { number: number; sha256: string; length: number; capturedAt: string; zones: Zone[] }
  text: string | null
}

/** Values: id, whether the desk asks, which sees every text. A text that isn't shown never leaves the database. */
export const articleInFull = prepared<ArticleInFullRow>(
  'api article',
  `SELECT ${COLUMNS},
     json_build_object(
       'number', revisions.number, 'sha256', encode(revisions.text_sha256, 'hex'), 'length', revisions.length,
       'capturedAt', ${utc('revisions.captured_at')}, 'zones', ${zonesAsJson('revisions.id')}
     ) AS revision,
     CASE WHEN $2::boolean OR coalesce(articles.rights, outlets.rights) = 'full' THEN revisions.text END AS text
   FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id
   JOIN revisions ON revisions.article_id = articles.id
   WHERE articles.id = $1 AND ${seenBy('$2')} ORDER BY revisions.number DESC LIMIT 1`,
)

export const articleExists = (db: EntityManager, id: number): Promise<boolean> => db.existsBy(Article, { id })
