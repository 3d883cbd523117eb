import type { EntityManager } from 'typeorm'
import { MOST_AT_ADDRESS } from '../articles/articles.queries'
import { nearCopies } from '../fingerprints/near-copies.queries'
import type { TextPositionSelector } from '../quotes/selector'

/** An article that a text may be the next text of: it has its address, or nearly its words. */
export interface HereAlready {
  articleId: number
  version: number
  headline: string
  outlet: string | null
  publishedOn: string | null
  /** The number of its newest text. */
  revision: number
  /** The numbers of its texts from which words were erased; null where none were. */
  erased: number[] | null
  because: 'address' | 'text'
}

/** Articles at one of these addresses, and such whose newest text is nearly this one; withdrawn ones are none. */
export async function hereAlready(
  db: EntityManager,
  urls: readonly string[],
  text: string,
  zones: readonly TextPositionSelector[],
): Promise<HereAlready[]> {
  const atAddress = await articlesAt(db, urls)
  const near = (await nearCopies(db, text, zones)).map(({ articleId }) => articleId)
  const others = near.filter((id) => !atAddress.some(({ articleId }) => articleId === id)).slice(0, MOST_AT_ADDRESS)
  const rows: HereAlready[] = await db.query(
    `${WITH_NEWEST} WHERE articles.id = ANY($1) AND withdrawn_reason IS NULL`,
    [others],
  )
  const alike = others.flatMap((id) => rows.find(({ articleId }) => articleId === id) ?? [])
  return [...atAddress, ...alike.map((row) => ({ ...row, because: 'text' as const }))].slice(0, MOST_AT_ADDRESS)
}

/** Articles that are at one of these addresses, the newest first. */
export async function articlesAt(db: EntityManager, urls: readonly string[]): Promise<HereAlready[]> {
  if (urls.length === 0) return []
  const rows: HereAlready[] = await db.query(
    `${WITH_NEWEST} WHERE url = ANY($1) AND withdrawn_reason IS NULL ORDER BY articles.id DESC LIMIT ${MOST_AT_ADDRESS}`,
    [urls],
  )
  return rows.map((row) => ({ ...row, because: 'address' }))
}

const WITH_NEWEST = `
  SELECT articles.id AS "articleId", articles.version, headline, outlets.name AS outlet, published_on AS "publishedOn",
    (SELECT max(number) FROM revisions WHERE article_id = articles.id) AS revision,
    (SELECT array_agg(number ORDER BY number) FROM revisions
     WHERE article_id = articles.id AND redacted_sha256 IS NOT NULL) AS erased
  FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id`
