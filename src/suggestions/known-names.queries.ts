import type { EntityManager } from 'typeorm'
import type { NamesKnown } from './name-in-full'
import type { ReadableText } from './readable-text'

/** Bearers of one surname that are looked at: more are told apart by nobody but an editor. */
const MOST_OF_A_SURNAME = 5
/** Different names that are asked for: an article has some dozens, and a list of thousands is no article. */
const MOST_NAMES = 1_000
/** Of these by their last word, which costs more to plan. */
const MOST_SURNAMES = 100

/**
 * The speakers whom a text may name: those who bear one of its names, as their own or as an alias, and those whose name
 * ends with one ("Pompeo"). A merged one is whom it was merged into.
 */
export async function knownNames(db: EntityManager, read: ReadableText): Promise<NamesKnown[]> {
  const names = new Set(read.names().map(({ name }) => name.toLowerCase()))
  const single = read.names().filter(({ parts }) => parts.length === 1)
  const surnames = [...new Set(single.map(({ name }) => name.toLowerCase()))].slice(0, MOST_SURNAMES)
  const endings = surnames.map((_, place) => `lower(name) LIKE $${place + 2}`)
  const rows: { name: string; also: string }[] = await db.query(
    // Each surname a parameter of its own: joined to a list, PostgreSQL would look through all speakers once for each.
    `WITH borne AS (
       SELECT coalesce(root_id, id) AS id, name FROM speakers WHERE lower(name) = ANY($1)
       UNION
       SELECT coalesce(bearer.root_id, bearer.id), alias.name
       FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = alias.speaker_id WHERE lower(alias.name) = ANY($1)
       UNION
       SELECT id, name FROM (
         SELECT coalesce(root_id, id) AS id, name,
           row_number() OVER (PARTITION BY substring(lower(name) FROM '[^ ]+$') ORDER BY id) AS place
         FROM speakers WHERE ${endings.join(' OR ') || 'false'}
       ) ending WHERE place <= ${MOST_OF_A_SURNAME}
     )
     SELECT speakers.name, borne.name AS also FROM borne JOIN speakers USING (id) ORDER BY speakers.id, borne.name`,
    [
      [...names].slice(0, MOST_NAMES).flatMap((name) => [name, `the ${name}`]),
      ...surnames.map((name) => `% ${withoutWildcards(name)}`),
    ],
  )
  const known = new Map<string, string[]>()
  for (const { name, also } of rows) known.set(name, [...(known.get(name) ?? []), ...(also === name ? [] : [also])])
  return Array.from(known, ([name, aliases]) => ({ name, aliases }))
}

const withoutWildcards = (word: string) => word.replace(/[\\%_]/g, '\\$&')
