import type { EntityManager } from 'typeorm'
import { CodePoints } from '../quotes/code-points'
import { FoldedText } from '../quotes/folded-text'
import type { SpanPlace } from '../revising/carrying'
import { compareTexts, WHOEVER_SPEAKS } from '../revising/compare-texts'
import { textOfRevision } from '../revising/statements-to-carry.queries'
import { LONG_ENOUGH, type RangesOfText, type TextRange } from './redaction'

/** A place in a text that may be a redacted statement's: its words are others there, or too few to go by. */
export interface LikePlace extends TextRange {
  statementId: number
  revisionId: number
  words: string
}

/** Where redacted statements stand in texts of their articles that nobody has settled it for. */
export interface PlacesFound {
  /** Surely theirs, or with the very words of theirs: these go. */
  ranges: RangesOfText[]
  /** To be named: a person has to judge. */
  like: LikePlace[]
}

/** Statements of one text that are to be looked for in another. */
interface ToLookIn {
  fromId: number
  revisionId: number
  statements: { id: number; spans: SpanPlace[] }[]
}

/**
 * Looks for statements in those texts of their articles in which they have no settled place: older ones than the one that
 * they were recorded in, and newer ones in which they wait, or waited until a newer one came. Where an editor let one go it
 * is not looked for.
 *
 * @param whole articles whose texts go whole anyway
 */
export async function placesInOtherTexts(
  db: EntityManager,
  statements: readonly number[],
  whole: readonly number[],
): Promise<PlacesFound> {
  const found: PlacesFound = { ranges: [], like: [] }
  for (const { fromId, revisionId, statements: group } of await textsToLookIn(db, statements, whole)) {
    const [before, after] = [await textOfRevision(db, fromId), await textOfRevision(db, revisionId)].map(
      (text) => new CodePoints(text),
    ) as [CodePoints, CodePoints]
    // By the command, whose process has nobody else to answer: here, however long it takes.
    const compared = compareTexts(before, after, group, WHOEVER_SPEAKS)
    const ranges = group.flatMap(({ id, spans }, at) => {
      const { spans: sure, candidates } = compared[at] ?? { spans: null, candidates: [] }
      if (sure) return sure
      const own = contentIn(before, spans)
      return candidates.flatMap((places) => {
        const words = contentIn(after, places)
        if (isTheSame(own, words)) return places
        found.like.push({ statementId: id, revisionId, ...around(places), words })
        return []
      })
    })
    if (ranges.length > 0) found.ranges.push({ revisionId, ranges })
  }
  return found
}

/** Statements that were redacted before have no words to look for. */
function textsToLookIn(
  db: EntityManager,
  statements: readonly number[],
  whole: readonly number[],
): Promise<ToLookIn[]> {
  return db.query(
    `SELECT stands.id AS "fromId", other.id AS "revisionId",
       json_agg(json_build_object('id', statements.id, 'spans', (
         SELECT json_agg(json_build_object('part', part, 'position', position, 'start', start_offset, 'end', end_offset)
                         ORDER BY part, position)
         FROM spans WHERE statement_id = statements.id)) ORDER BY statements.id) AS statements
     FROM statements JOIN revisions stands ON stands.id = revision_id
     JOIN revisions other ON other.article_id = stands.article_id AND other.id <> stands.id
     WHERE statements.id = ANY($1) AND redacted_at IS NULL AND stands.article_id <> ALL($2) AND NOT EXISTS (
       SELECT FROM carryings
       WHERE statement_id = statements.id AND before_spans IS NOT NULL
         AND (from_revision_id = other.id OR carryings.revision_id = other.id))
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [statements, whole],
  )
}

const contentIn = (text: CodePoints, spans: readonly SpanPlace[]): string =>
  spans
    .filter(({ part }) => part === 'content')
    .map(({ start, end }) => text.slice(start, end))
    .join('\n')

/** Spaces, quotation marks and dashes don't make others of them. */
function isTheSame(words: string, others: string): boolean {
  const folded = new FoldedText(words).text
  return [...folded].length >= LONG_ENOUGH && folded === new FoldedText(others).text
}

const around = (places: readonly SpanPlace[]): TextRange => ({
  start: Math.min(...places.map(({ start }) => start)),
  end: Math.max(...places.map(({ end }) => end)),
})
