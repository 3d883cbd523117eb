import type { SpanPart } from '../claims/claim'

/** The words of one span of a statement. */
export interface WordsOfPart {
  part: SpanPart
  position: number
  words: string
}

/** Columns of rows that are shown, with a list of places in a text. */
interface PlacesOfText {
  /** By which the words are asked for. */
  name: string
  /** SQL: the revision, and the places, a list of `{part, position, start, end}`; null has none. */
  revision: string
  places: string
  /** SQL: which of these places, by the columns of `place`; all where it is left out. */
  only?: string
}

/**
 * SQL: the words at the places of all rows of `shown` (a table of `WITH`, with an `id`), as tables of `WITH` behind it. Each text
 * is read once, however many places of it are asked for. `candidates` names a list of lists of places, each with what stands
 * around its content, so many code points on either side.
 */
export function withWords(
  shown: string,
  texts: readonly PlacesOfText[],
  { candidates, around = 0 }: { candidates?: { revision: string; places: string }; around?: number } = {},
): string {
  const placed = texts.map(
    ({ name, revision, places, only = 'true' }) => `
    SELECT shown.id, '${name}', 0::bigint, ${revision}, part, position, start, "end"
    FROM ${shown} shown CROSS JOIN LATERAL jsonb_to_recordset(${places}) AS place (${PLACE}) WHERE ${only}`,
  )
  if (candidates) {
    const each = `FROM ${shown} shown
    CROSS JOIN LATERAL jsonb_array_elements(${candidates.places}) WITH ORDINALITY AS candidate (places, choice)`
    const found = `CROSS JOIN LATERAL jsonb_to_recordset(candidate.places) AS place (${PLACE})`
    placed.push(`
    SELECT shown.id, 'candidate', choice, ${candidates.revision}, part, position, start, "end" ${each} ${found}`)
    const edge = `SELECT min(start) AS starts_at, max("end") AS ends_at
      FROM jsonb_to_recordset(candidate.places) AS place (${PLACE}) WHERE part = 'content'`
    if (around > 0)
      placed.push(`
    SELECT shown.id, 'candidate', choice, ${candidates.revision}, beside.* ${each} CROSS JOIN LATERAL (${edge}) edge
    CROSS JOIN LATERAL (VALUES ('lead', 0, greatest(starts_at - ${around}, 0), starts_at),
      ('tail', 0, ends_at, ends_at + ${around})) AS beside`)
  }
  return `
  places (of_row, name, choice, revision_id, part, position, start, "end") AS MATERIALIZED (${placed.join(' UNION ALL ')}
  ), asked AS (
    SELECT revision_id, array_agg(start) AS starts, array_agg("end") AS ends
    FROM (SELECT DISTINCT revision_id, start, "end" FROM places) place GROUP BY revision_id
  ), read AS MATERIALIZED (
    -- By itself: joined in one go with the places, each text would be read once for each of them.
    SELECT revision_id, found.* FROM asked CROSS JOIN LATERAL words_at(revision_id, starts, ends) found
  ), words AS MATERIALIZED (
    SELECT places.*, words FROM places
    JOIN read ON read.revision_id = places.revision_id AND start = starts_at AND "end" = ends_at
  )`
}

const PLACE = 'part text, position integer, start integer, "end" integer'

/** SQL: spans whose words readers are shown of an edit; what names the speaker where that is what was changed. */
export const TOLD_PARTS = `part = 'content' OR effect = 'reattributed'`

/** SQL: the words of row `id` under a name, as a list of `WordsOfPart`; null where it has none. */
export const wordsOf = (name: string, id: string): string => `(
  SELECT json_agg(${WORDS_OF_PART} ORDER BY part, position) FROM words WHERE of_row = ${id} AND name = '${name}')`

const WORDS_OF_PART = `json_build_object('part', part, 'position', position, 'words', words)`

/** SQL: the candidates of row `id`, each with its words, and with what stands before and behind its content. */
export const candidatesOf = (id: string): string => `(
  SELECT coalesce(json_agg(candidate.told ORDER BY choice), '[]') FROM (
    SELECT choice, json_build_object(
      'words', json_agg(${WORDS_OF_PART} ORDER BY part, position) FILTER (WHERE part NOT IN ('lead', 'tail')),
      'lead', coalesce(min(words) FILTER (WHERE part = 'lead'), ''),
      'tail', coalesce(min(words) FILTER (WHERE part = 'tail'), '')) AS told
    FROM words WHERE of_row = ${id} AND name = 'candidate' GROUP BY choice
  ) candidate)`

/** The words of the content, its parts joined as everywhere. */
export const contentIn = (words: readonly WordsOfPart[]): string =>
  words
    .filter(({ part }) => part === 'content')
    .map(({ words }) => words)
    .join(' […] ')

export const partIn = (words: readonly WordsOfPart[], part: 'source' | 'cue'): string | null =>
  words.find((one) => one.part === part)?.words ?? null
