import type { EntityManager } from 'typeorm'
import type { Rights } from './rights'

/** An outlet in the list of its desk. */
export interface OutletInList {
  id: number
  name: string
  rights: Rights
  /** At most `MOST_ARTICLES` are counted. */
  articles: number
  /** Of these, how many say themselves what may be seen of them. */
  ownRights: number
}

/** Outlets on a page. */
export const OUTLETS_ON_PAGE = 50

/** Beyond so many articles the list says "1,000 or more". */
export const MOST_ARTICLES = 1_000

/** Outlets by name behind outlet `after` (0 is the start), whose name has these words in it; one more than a page has. */
export function outletsByName(db: EntityManager, words: string, after: number): Promise<OutletInList[]> {
  return db.query(
    `SELECT outlets.id, outlets.name, outlets.rights, counted.articles, counted.own AS "ownRights"
     FROM outlets
     CROSS JOIN LATERAL (
       SELECT count(*) AS articles, count(rights) AS own
       FROM (SELECT rights FROM articles WHERE outlet_id = outlets.id LIMIT ${MOST_ARTICLES}) few
     ) counted
     WHERE strpos(lower(outlets.name), lower($1)) > 0
       AND (lower(outlets.name), outlets.id) > (coalesce((SELECT lower(name) FROM outlets WHERE id = $2), ''), $2::integer)
     ORDER BY lower(outlets.name), outlets.id LIMIT ${OUTLETS_ON_PAGE + 1}`,
    [words, after],
  )
}
