import { type Rows, unnamed } from '../database/read-pool'
import type { SearchQuery } from './search-query'
import { levelled, likeliest, respelt, swapped } from './spelling'

/** With fewer hits than these, a word that occurs nowhere is taken for misspelt. */
export const FEW_HITS = 3

/** Words compared letter by letter for each that is nowhere. */
const MOST_ALIKE = 20

/**
 * What was typed, with each word that is nowhere replaced by the likeliest that is somewhere. Null where all are right, and
 * where none is near one of them: every word of what is offered is somewhere, though perhaps not all in one place.
 */
export async function otherSpelling(rows: Rows, query: SearchQuery & { typed: string }): Promise<string | null> {
  const levelledWords = query.words.map(levelled)
  const swaps = levelledWords.map((word) => swapped(word).join(' '))
  const found = await rows(ALIKE, [query.words, levelledWords, swaps])
  const spellings = new Map<string, string>()
  for (const { word, alike } of found) {
    const spelling = likeliest(word, alike ?? [])
    if (!spelling) return null
    spellings.set(word, spelling)
  }
  const offered = respelt(query.typed, spellings)
  return offered === query.typed ? null : offered
}

const ALIKE = unnamed<{ word: string; alike: string[] | null }>(`
  SELECT typed.word, (
    SELECT array_agg(word ORDER BY alike DESC, word) FROM (
      (SELECT search_words.word, similarity(search_words.word, typed.levelled) AS alike
       FROM search_words WHERE search_words.word % typed.levelled ORDER BY 2 DESC, 1 LIMIT ${MOST_ALIKE})
      UNION
      SELECT search_words.word, similarity(search_words.word, typed.levelled)
      FROM search_words WHERE search_words.word = ANY(string_to_array(typed.swaps, ' '))
    ) likely
  ) AS alike
  FROM unnest($1::text[], $2::text[], $3::text[]) AS typed (word, levelled, swaps)
  WHERE ${['claims', 'articles', 'speakers']
    .map(
      (kind) => `NOT EXISTS (SELECT FROM search_${kind} WHERE words @@ plainto_tsquery('public.gainsay', typed.word))`,
    )
    .join(' AND ')}`)
