import { setImmediate } from 'node:timers/promises'
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

/**
 * The texts with most in common are read and compared word by word: some two milliseconds each for the news of a day, some 25 for the longest
 * of which `MOST_CHARACTERS` are read.
 */
const COMPARED = 8

/**
 * Where a text changes, so many that were found to be like it, the most alike first, are compared again: some have found it
 * themselves, and are not among those that it has most in common with. A story has that many copies hardly ever; of the
 * others stays what was found. At most, of the longest texts, it takes two seconds and a half, in which captures wait for each other.
 */
const COMPARED_AGAIN = 100

/** Of each, in code points: what is compared of a text, and menus of some length before it. */
const READ = 2 * MOST_CHARACTERS

/** How alike the newest text of an article is. */
export interface ComparedWith extends Likeness {
  articleId: number
}

interface CandidateRow {
  articleId: number
  text: string
  zones: TextPositionSelector[]
}

/**
 * How alike a text is to those that it may be nearly the same as: to the newest texts of other articles with most in common,
 * and to those that `articleId`, whose text it is, was found to be like so far. Withdrawn ones among them: they may come
 * back.
 */
export async function comparedWith(
  db: EntityManager,
  text: string,
  zones: readonly TextPositionSelector[],
  articleId: number | null,
): Promise<ComparedWith[]> {
  const candidates: CandidateRow[] = await db.query(CANDIDATES, [fingerprintsOf(text, zones), articleId])
  if (candidates.length === 0) return []
  const mine = comparable(text, zones)
  const compared: ComparedWith[] = []
  for (const { articleId, text, zones } of candidates) {
    // A hundred long texts take seconds; between two of them others are answered.
    await setImmediate()
    compared.push({ articleId, ...likeness(mine, comparable(text, zones)) })
  }
  return compared
}

/** Articles whose newest text is nearly this one, the most alike first; withdrawn ones among them. */
export async function nearCopies(
  db: EntityManager,
  text: string,
  zones: readonly TextPositionSelector[],
): Promise<ComparedWith[]> {
  return (await comparedWith(db, text, zones, null))
    .filter((other) => isCopy(other))
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
    SELECT article_id AS id
    FROM found JOIN revisions ON revisions.id = revision_id
    WHERE article_id IS DISTINCT FROM $2::integer
      AND number = (SELECT max(number) FROM revisions newest WHERE newest.article_id = revisions.article_id)
    ORDER BY shared DESC, article_id LIMIT ${COMPARED}
  ), known AS MATERIALIZED (
    SELECT other_id AS id FROM text_likenesses WHERE article_id = $2::integer
    ORDER BY containment DESC, other_id LIMIT ${COMPARED_AGAIN}
  )
  SELECT compared.id AS "articleId", left(newest.text, ${READ}) AS text, (
      SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
      FROM zones WHERE zones.revision_id = newest.id) AS zones
  FROM (SELECT id FROM closest UNION SELECT id FROM known) compared
  CROSS JOIN LATERAL (SELECT id, text FROM revisions WHERE article_id = compared.id ORDER BY number DESC LIMIT 1) newest
  ORDER BY compared.id`
