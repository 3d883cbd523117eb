import type { EntityManager } from 'typeorm'
import type { Rights } from './rights'
import { openArticle } from './withdrawn-article'

/** An article that has this very text. */
export interface KnownCopy {
  articleId: number
  number: number
  headline: string
  outlet: string | null
}

export function revisionsWithText(db: EntityManager, textSha256: Buffer): Promise<KnownCopy[]> {
  return db.query(
    `SELECT revisions.article_id AS "articleId", revisions.number, articles.headline, outlets.name AS outlet
     FROM revisions
     JOIN articles ON articles.id = revisions.article_id
     LEFT JOIN outlets ON outlets.id = articles.outlet_id
     WHERE revisions.text_sha256 = $1
     ORDER BY revisions.id LIMIT 10`,
    [textSha256],
  )
}

/** More at one address are hardly ever meant. */
export const MOST_AT_ADDRESS = 5

/** The numbers of the articles at one of these addresses, the newest first; withdrawn ones are none. */
export async function articlesAtAddresses(db: EntityManager, urls: readonly string[]): Promise<number[]> {
  if (urls.length === 0) return []
  const rows: { id: number }[] = await db.query(
    `SELECT id FROM articles WHERE url = ANY($1) AND withdrawn_reason IS NULL ORDER BY id DESC LIMIT ${MOST_AT_ADDRESS}`,
    [urls],
  )
  return rows.map(({ id }) => id)
}

/** An article with its newest revision, text and all. */
export interface ArticleWithText {
  id: number
  headline: string
  byline: string | null
  url: string | null
  language: string
  publishedOn: string | null
  outlet: string | null
  rights: Rights
  version: number
  withdrawnReason: string | null
  /** Whose it is to tag, and whether that is done. */
  assignedToId: number | null
  assignedTo: string | null
  isDone: boolean
  revisionId: number
  revision: number
  text: string
  textSha256: string
  /** In code points. */
  length: number
  capturedAt: Date
}

const WITH_TEXT = `
  SELECT articles.id, articles.headline, articles.byline, articles.url, articles.language,
         articles.published_on AS "publishedOn", outlets.name AS outlet,
         coalesce(articles.rights, outlets.rights, 'excerpts') AS rights, articles.version,
         articles.withdrawn_reason AS "withdrawnReason", articles.assigned_to_id AS "assignedToId", assigned.name AS "assignedTo", articles.tagging_done_at IS NOT NULL AS "isDone",
         revisions.id AS "revisionId", revisions.number AS revision, revisions.text,
         encode(revisions.text_sha256, 'hex') AS "textSha256", revisions.length, revisions.captured_at AS "capturedAt"
  FROM articles
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  LEFT JOIN accounts assigned ON assigned.id = articles.assigned_to_id
  JOIN revisions ON revisions.article_id = articles.id`

/** The article as it is now, or null. */
export async function articleWithText(db: EntityManager, articleId: number): Promise<ArticleWithText | null> {
  const rows: ArticleWithText[] = await db.query(
    `${WITH_TEXT} WHERE articles.id = $1 ORDER BY revisions.number DESC LIMIT 1`,
    [articleId],
  )
  return rows[0] ?? null
}

/** Which revision of an article is its newest, and whether it has been withdrawn; null where there is none. */
export async function newestRevision(
  db: EntityManager,
  articleId: number,
): Promise<{ revisionId: number; withdrawnReason: string | null } | null> {
  const rows: { revisionId: number; withdrawnReason: string | null }[] = await db.query(
    `SELECT revisions.id AS "revisionId", withdrawn_reason AS "withdrawnReason"
     FROM revisions JOIN articles ON articles.id = article_id WHERE articles.id = $1 ORDER BY revisions.number DESC LIMIT 1`,
    [articleId],
  )
  return rows[0] ?? null
}

/** The article as one of its revisions has it, or null. */
export async function articleAtRevision(db: EntityManager, revisionId: number): Promise<ArticleWithText | null> {
  const rows: ArticleWithText[] = await db.query(`${WITH_TEXT} WHERE revisions.id = $1`, [revisionId])
  return rows[0] ?? null
}

/** Throws 410 when the article of this revision has been withdrawn; asked by whoever holds the revision. */
export async function requireOpenArticle(db: EntityManager, revisionId: number): Promise<void> {
  const [article]: { id: number; withdrawnReason: string | null }[] = await db.query(
    `SELECT articles.id, withdrawn_reason AS "withdrawnReason"
     FROM revisions JOIN articles ON articles.id = article_id WHERE revisions.id = $1`,
    [revisionId],
  )
  if (article) openArticle(article.id, article)
}

/** What is said of an article beside its text, as an editor gives it; null is not known, and of rights the outlet's. */
export interface ArticleDetails {
  headline: string
  byline: string | null
  url: string | null
  language: string
  publishedOn: string | null
  outlet: string | null
  rights: Rights | null
}

/** What an editor opens to change it. */
export interface DetailsNow extends ArticleDetails {
  version: number
  withdrawnReason: string | null
}

/** An article's details with their version, or null. */
export async function articleDetails(db: EntityManager, articleId: number): Promise<DetailsNow | null> {
  const rows: DetailsNow[] = await db.query(
    `SELECT articles.headline, articles.byline, articles.url, articles.language, articles.published_on AS "publishedOn",
       outlets.name AS outlet, articles.rights, articles.version, articles.withdrawn_reason AS "withdrawnReason"
     FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = $1`,
    [articleId],
  )
  return rows[0] ?? null
}

export async function outletNames(db: EntityManager): Promise<string[]> {
  const rows: { name: string }[] = await db.query('SELECT name FROM outlets ORDER BY lower(name) LIMIT 500')
  return rows.map((row) => row.name)
}
