import type { SpanPart } from '../claims/claim'

/** The words of one span of a statement. */
export interface WordsOfPart {
  part: SpanPart
  position: number
  words: string
}

/** SQL: the words at places kept as JSON, as their revision's text has them; null where there are none. */
export const wordsAtPlaces = (places: string, text: string) => `(
  SELECT json_agg(json_build_object('part', place.part, 'position', place.position,
    'words', substr(${text}, place.start + 1, place."end" - place.start))
                  ORDER BY place.part, place.position)
  FROM jsonb_to_recordset(${places}) AS place (part text, position integer, start integer, "end" integer))`

/** The words of the content, its parts joined as everywhere. */
export const contentIn = (words: readonly WordsOfPart[]): string =>
  words
    .filter(({ part }) => part === 'content')
    .map(({ words }) => words)
    .join(' […] ')

export const partIn = (words: readonly WordsOfPart[], part: 'source' | 'cue'): string | null =>
  words.find((one) => one.part === part)?.words ?? null
