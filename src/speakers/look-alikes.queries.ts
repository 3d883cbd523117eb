import type { EntityManager } from 'typeorm'
import { words } from '../words/words'
import { bearersOf } from './bearers-sql'
import { mixedWord } from './mixed-scripts'

/**
 * What makes a name suspicious, in words for the editor, or null: it is written otherwise than another's and looks the
 * same ("Тrump" with a Cyrillic T), or mixes alphabets within a word. `name_skeleton` of the database says what looks the
 * same (migration 1764000000007).
 *
 * @param exceptId the speaker whose name this is; whoever is the same may bear it too
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
     WHERE lower(found.name) <> lower($1)
       AND coalesce(root_id, speakers.id) IS DISTINCT FROM (SELECT coalesce(root_id, id) FROM speakers WHERE id = $2::integer)
     ORDER BY 1 LIMIT 1`,
    [name, exceptId],
  )
  const [other] = rows
  if (other) return words.refusals.looksLike(name, other.name, other.id)
  const mixed = mixedWord(name)
  return mixed && words.refusals.mixesAlphabets(mixed.word, mixed.alphabets.join(' and '))
}

/**
 * Who bears this very name already, as their own or an alias, in words for the editor, or null. Two may: then it has to
 * be said.
 *
 * @param exceptId the speaker whose name this is to be; whoever is the same may bear it too
 */
export async function sameNameProblem(
  db: EntityManager,
  name: string,
  exceptId: number | null,
): Promise<string | null> {
  const rows: { id: number; name: string; what: string }[] = await db.query(
    `SELECT speakers.id, speakers.name, coalesce(
       (SELECT title FROM speaker_roles WHERE speaker_id = speakers.id
        ORDER BY until DESC NULLS FIRST, since DESC NULLS LAST, id DESC LIMIT 1),
       description, kind) AS what
     FROM ${bearersOf('$1')} found JOIN speakers ON speakers.id = found.id
     WHERE speakers.id IS DISTINCT FROM (SELECT coalesce(root_id, id) FROM speakers WHERE id = $2::integer)
     ORDER BY 1 LIMIT 1`,
    [name, exceptId],
  )
  const [other] = rows
  if (!other) return null
  const bears =
    other.name.toLowerCase() === name.toLowerCase()
      ? words.refusals.bearsThisName(other.id)
      : words.refusals.bearsTheName(other.name, other.id, name)
  return words.refusals.anotherOfThisName(bears, other.what)
}
