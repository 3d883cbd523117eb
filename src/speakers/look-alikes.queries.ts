import type { EntityManager } from 'typeorm'
import { mixedWord } from './mixed-scripts'

/**
 * What makes a name suspicious, in words for the editor, or null: it is written otherwise than another's and looks the
 * same ("Тrump" with a Cyrillic T), or mixes alphabets within a word. `name_skeleton` of the database says what looks the
 * same (migration 1764000000007).
 *
 * @param exceptId the speaker whose name this is
 */
export async function lookAlikeProblem(
  db: EntityManager,
  name: string,
  exceptId: number | null = null,
): Promise<string | null> {
  const rows: { id: number; name: string }[] = await db.query(
    `SELECT speakers.id, found.name FROM (
       SELECT id, name FROM speakers WHERE name_skeleton(name) = name_skeleton($1)
       UNION ALL
       SELECT speaker_id, name FROM speaker_aliases WHERE name_skeleton(name) = name_skeleton($1)
     ) found JOIN speakers ON speakers.id = found.id
     WHERE lower(found.name) <> lower($1) AND found.id IS DISTINCT FROM $2::integer
     ORDER BY 1 LIMIT 1`,
    [name, exceptId],
  )
  const [other] = rows
  if (other) return `“${name}” looks like “${other.name}” (speaker ${other.id}), but is written with other letters.`
  const mixed = mixedWord(name)
  return mixed && `“${mixed.word}” mixes ${mixed.alphabets.join(' and ')} letters.`
}
