import { type PreparedQuery, prepared } from '../database/read-pool'
import { utcSql } from '../database/utc-sql'

/** A row of a part: its number, and when its page last changed where that is known at no cost. */
export interface SitemapRow {
  id: number
  changed: string | null
}

/**
 * Numbers that a part spans. A part is one range of an index and no page of a list: what is in it doesn't move as
 * others come. Sitemaps may have 50,000 addresses each; these are sent in a few hundredths of a second.
 */
export const IDS_IN_PART = 10_000

const range = (table: string) => `${table}.id > $1 AND ${table}.id <= $2`

/**
 * The pages of each kind that readers have, of a range of numbers (above `$1`, up to `$2`): the search's documents are of just
 * those. The page of a claim or an article changes with what it shows beside it too; their own change is what is known. Of
 * chains and speakers, whose pages change with each claim, nothing is said.
 */
export const SITEMAP_KINDS = {
  chains: prepared<SitemapRow>(
    'sitemap chains',
    `SELECT id, NULL AS changed FROM chains WHERE ${range('chains')} AND component_id IS NOT NULL ORDER BY id`,
  ),
  claims: prepared<SitemapRow>(
    'sitemap claims',
    `SELECT claims.id, ${utcSql('updated_at')} AS changed
     FROM claims WHERE ${range('claims')} AND state = 'published' ORDER BY claims.id`,
  ),
  speakers: prepared<SitemapRow>(
    'sitemap speakers',
    `SELECT id, NULL AS changed FROM search_speakers WHERE ${range('search_speakers')} ORDER BY id`,
  ),
  articles: prepared<SitemapRow>(
    'sitemap articles',
    `SELECT articles.id, ${utcSql('updated_at')} AS changed
     FROM search_articles JOIN articles ON articles.id = search_articles.id
     WHERE ${range('search_articles')} ORDER BY articles.id`,
  ),
} satisfies Record<string, PreparedQuery<SitemapRow>>

export type SitemapKind = keyof typeof SITEMAP_KINDS

/** The largest number of each kind that readers know of; null is none. */
export const largestIds = prepared<Record<SitemapKind, number | null>>(
  'sitemap largest ids',
  `SELECT (SELECT max(id) FROM chains WHERE component_id IS NOT NULL) AS chains,
          (SELECT max(id) FROM claims WHERE state = 'published') AS claims,
          (SELECT max(id) FROM search_speakers) AS speakers, (SELECT max(id) FROM search_articles) AS articles`,
)
