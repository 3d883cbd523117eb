import type { EntityManager } from 'typeorm'
import type { NamesKnown } from './name-in-full'
import type { ReadableText } from './readable-text'

/** Bearers of one surname that are looked at: more are told apart by nobody but an editor. */
const MOST_OF_A_SURNAME = 5

/**
 * The speakers whom a text may name: those who bear one of its names, as their own or as an alias, and those whose name
 * ends with one ("Pompeo"). A merged one is whom it was merged into.
 */
export async function knownNames(db: EntityManager, read: ReadableText): Promise<NamesKnown[]> {
  const names = new Set(read.names().flatMap(({ name }) => [name.toLowerCase(), `the ${name.toLowerCase()}`]))
  const surnames = new Set(
    read.names().flatMap(({ parts }) => (parts.length === 1 ? [parts.join('').toLowerCase()] : [])),
  )
  const rows: { name: string; also: string }[] = await db.query(
    `WITH borne AS (
       SELECT coalesce(root_id, id) AS id, name FROM speakers WHERE lower(name) = ANY($1)
       UNION ALL
       SELECT coalesce(bearer.root_id, bearer.id), alias.name
       FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = alias.speaker_id WHERE lower(alias.name) = ANY($1)
       UNION ALL
       SELECT ending.id, ending.name FROM unnest($2::text[]) surname CROSS JOIN LATERAL (
         SELECT coalesce(root_id, id) AS id, name FROM speakers WHERE lower(name) LIKE '% ' || surname
         ORDER BY id LIMIT ${MOST_OF_A_SURNAME}
       ) ending
     )
     SELECT speakers.name, borne.name AS also FROM borne JOIN speakers USING (id) ORDER BY speakers.id, borne.name`,
    [[...names], [...surnames].map(withoutWildcards)],
  )
  const known = new Map<string, string[]>()
  for (const { name, also } of rows) known.set(name, [...(known.get(name) ?? []), ...(also === name ? [] : [also])])
  return Array.from(known, ([name, aliases]) => ({ name, aliases }))
}

const withoutWildcards = (word: string) => word.replace(/[\\%_]/g, '\\$&')
