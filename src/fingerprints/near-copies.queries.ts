import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../quotes/selector'
import { MOST_CHARACTERS } from './compared-words'
import { fingerprintsOf } from './fingerprints.commands'
import { comparable, isCopy, type Likeness, likeness } from './likeness'
import { LEAST_FOUND_BY } from './winnowing'

/**
 * Of those that have a fingerprint the newest so many are looked at: the same story runs within days. What more have is a
 * stock phrase, "Reporting by" or an appeal that nobody has marked, and would be read in vain.
 */
const NEWEST = 100

/** The texts with most in common are read and compared word by word, some two milliseconds each. */
const COMPARED = 8

/** Of each, in code points: what is compared of a text, and menus of some length before it. */
const READ = 2 * MOST_CHARACTERS

/** An article whose text is nearly the same. */
export interface NearCopy extends Likeness {
  articleId: number
  /** Its origin, where it is known to be a copy; else itself. */
  originId: number
  headline: string
  outlet: string | null
  publishedOn: string | null
}

interface CandidateRow extends Pick<NearCopy, 'articleId' | 'originId' | 'headline' | 'outlet' | 'publishedOn'> {
  text: string
  zones: TextPositionSelector[]
}

/** Articles whose newest text is nearly this one, the most alike first, without `except`; withdrawn ones are none. */
export async function nearCopies(
  db: EntityManager,
  text: string,
  zones: readonly TextPositionSelector[] = [],
  except: number | null = null,
): Promise<NearCopy[]> {
  const fingerprints = fingerprintsOf(text, zones)
  const candidates: CandidateRow[] = await db.query(CANDIDATES, [fingerprints, except])
  if (candidates.length === 0) return []
  const mine = comparable(text, zones)
  return candidates
    .map(({ text, zones, ...article }) => ({ ...article, ...likeness(mine, comparable(text, zones)) }))
    .filter((pair) => isCopy(pair))
    .sort((a, b) => b.containment - a.containment || a.articleId - b.articleId)
}

/** Each fingerprint is asked for by itself, so that as few rows are read of one that all have. */
export const CANDIDATES = `
  WITH found AS MATERIALIZED (
    SELECT holder.revision_id, count(*) AS shared
    FROM unnest($1::integer[]) AS mine (fingerprint)
    CROSS JOIN LATERAL (
      SELECT revision_id FROM revision_fingerprints
      WHERE fingerprint = mine.fingerprint ORDER BY revision_id DESC LIMIT ${NEWEST}
    ) holder
    GROUP BY holder.revision_id HAVING count(*) >= least(${LEAST_FOUND_BY}, cardinality($1::integer[]))
  ), closest AS MATERIALIZED (
    SELECT articles.id, revision_id, shared
    FROM found JOIN revisions ON revisions.id = revision_id JOIN articles ON articles.id = article_id
    WHERE articles.id IS DISTINCT FROM $2::integer AND withdrawn_reason IS NULL
      AND revisions.number = (SELECT max(number) FROM revisions newest WHERE newest.article_id = articles.id)
    ORDER BY shared DESC, articles.id LIMIT ${COMPARED}
  )
  SELECT articles.id AS "articleId", coalesce(copy_of_id, articles.id) AS "originId", headline, outlets.name AS outlet,
    published_on AS "publishedOn", left(text, ${READ}) AS text, (
      SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
      FROM zones WHERE zones.revision_id = closest.revision_id) AS zones
  FROM closest JOIN articles ON articles.id = closest.id JOIN revisions ON revisions.id = revision_id
  LEFT JOIN outlets ON outlets.id = outlet_id
  ORDER BY shared DESC, articles.id`
