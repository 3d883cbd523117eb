import { type EntityManager, In } from 'typeorm'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { bearersOf } from './bearers-sql'
import { Speaker } from './speaker.entity'
import { SpeakerRole } from './speaker-role.entity'

/** More of one name than anybody chooses from; whoever it is then has to be told by number. */
const MOST_NAMED = 10

/**
 * Speakers who bear this very name, as their own, an alias, or that of somebody merged into them; upper and lower case
 * alike. Usually none or one.
 */
export async function speakersNamed(db: EntityManager, name: string): Promise<Speaker[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT DISTINCT id FROM ${bearersOf('$1')} named ORDER BY 1 LIMIT ${MOST_NAMED}`,
    [name],
  )
  return inOrder(db, rows)
}

/** Speakers with a name or alias like this one, or that has it in it, the likeliest first: "Trump" finds "Donald Trump". */
export async function speakersLike(db: EntityManager, name: string): Promise<Speaker[]> {
  const alike = (column: string) => `(lower(${column}) % lower($1) OR lower($1) <% lower(${column}))`
  const likeness = (column: string) =>
    `word_similarity(lower($1), lower(${column})) + similarity(lower($1), lower(${column})) AS likeness`
  const rows: { id: number }[] = await db.query(
    `SELECT coalesce(root_id, id) AS id FROM (
       SELECT id, root_id, ${likeness('name')} FROM speakers WHERE ${alike('name')}
       UNION ALL
       SELECT speakers.id, root_id, ${likeness('alias.name')}
       FROM speaker_aliases alias JOIN speakers ON speakers.id = speaker_id WHERE ${alike('alias.name')}
     ) found GROUP BY 1 ORDER BY max(likeness) DESC, 1 LIMIT 8`,
    [name],
  )
  return inOrder(db, rows)
}

async function inOrder(db: EntityManager, rows: { id: number }[]): Promise<Speaker[]> {
  if (rows.length === 0) return []
  const found = await db.findBy(Speaker, { id: In(rows.map((row) => row.id)) })
  const byId = new Map(found.map((speaker) => [speaker.id, speaker]))
  return rows.flatMap(({ id }) => byId.get(id) ?? [])
}

/** The speaker, merged or not; throws 404 when there is none. */
export async function speakerById(db: EntityManager, id: number): Promise<Speaker> {
  const speaker = await db.findOneBy(Speaker, { id })
  if (!speaker) throw notFound(words.these.speaker)
  return speaker
}

/** The roles of a speaker and of those merged into them. */
export function rolesOfTree(db: EntityManager, rootId: number): Promise<SpeakerRole[]> {
  return db
    .createQueryBuilder(SpeakerRole, 'role')
    .innerJoin(Speaker, 'holder', 'holder.id = role.speakerId')
    .where('holder.id = :rootId OR holder.rootId = :rootId', { rootId })
    .orderBy('role.id')
    .getMany()
}

/** A speaker and all who were merged into them, directly or through others. */
export async function subtreeOf(db: EntityManager, id: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `WITH RECURSIVE subtree (id) AS (
       SELECT $1::integer
       UNION -- not UNION ALL: should merged speakers ever lead in a circle, this ends
       SELECT speakers.id FROM subtree JOIN speakers ON merged_into_id = subtree.id
     ) SELECT id FROM subtree ORDER BY id`,
    [id],
  )
  return rows.map((row) => row.id)
}
