import type { EntityManager } from 'typeorm'
import { wordsInBytes } from './words-in-bytes'

/** Told of how many bytes of texts and captures were looked through. */
export type Telling = (looked: number) => void

export interface InBytes {
  /** By the words, what to call the texts and captures whose bytes have them. */
  found: Map<string, string[]>
  /** Those that are packed. */
  packed: string[]
}

/**
 * Looks through the bytes that texts and captures came as, but for those of revisions that go anyway: a page has more than the text
 * that was read out of it. Bytes that are the text were looked through as that. One after the other, for each may have 25 MiB.
 */
export async function bytesWith(
  db: EntityManager,
  sought: readonly string[],
  going: readonly number[],
  tell: Telling,
): Promise<InBytes> {
  const result: InBytes = { found: new Map(), packed: [] }
  if (sought.length === 0) return result
  const kept: { name: string; table: string; id: number }[] = await db.query(
    `SELECT format('revision %s of article %s', id, article_id) AS name, 'revisions' AS table, id FROM revisions
     WHERE extractor IS NOT NULL AND octet_length(raw) > 0 AND id <> ALL($1)
     UNION ALL
     SELECT format('capture %s of account %s', id, made_by_id) || CASE WHEN text IS NULL THEN ', which nobody has read' ELSE '' END,
       'captures', id FROM captures WHERE raw IS NOT NULL
     ORDER BY "table" DESC, id`,
    [going],
  )
  for (const [looked, { name, table, id }] of kept.entries()) {
    tell(looked)
    const [row] = await db.query(
      `SELECT raw AS bytes, media_type AS "mediaType", file_name AS "fileName" FROM ${table} WHERE id = $1`,
      [id],
    )
    // A capture may have become an article meanwhile.
    if (!row?.bytes) continue
    const there = wordsInBytes(row, sought)
    if (there === null) result.packed.push(name)
    for (const words of there ?? []) result.found.set(words, [...(result.found.get(words) ?? []), `${name}, its bytes`])
  }
  return result
}
