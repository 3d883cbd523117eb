import type { EntityManager } from 'typeorm'
import { type Actor, record } from '../history/history.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'

/** What is told apart in pairs: each has a table of distinctions, and one of the pairs that look alike. */
type Kind = 'article' | 'claim'

/** An editor's word that two rows are not one, however alike they look. */
export interface Distinction {
  id: number
  pair: [lower: number, higher: number]
}

/** Keeps that word of two rows, which whoever asks holds, and then offers no more. Said twice, it is one word. */
export async function keepDistinction(
  db: EntityManager,
  actor: Actor,
  kind: Kind,
  one: number,
  other: number,
): Promise<Distinction> {
  const pair: Distinction['pair'] = [Math.min(one, other), Math.max(one, other)]
  const [known]: { id: number }[] = await db.query(
    `SELECT id FROM ${kind}_distinctions WHERE other_id = $1 AND ${kind}_id = $2 AND taken_back_at IS NULL`,
    pair,
  )
  if (known) return { id: known.id, pair }
  const [{ id }]: [{ id: number }] = await db.query(
    `INSERT INTO ${kind}_distinctions (other_id, ${kind}_id, created_by_id) VALUES ($1, $2, $3) RETURNING id`,
    [...pair, actor?.id ?? null],
  )
  await tellBoth(db, actor, kind, 'told apart', { id, pair })
  return { id, pair }
}

/** Takes that word back; whoever asks compares the two again. Throws 404 when there is none. */
export async function endDistinction(db: EntityManager, actor: Actor, kind: Kind, id: number): Promise<Distinction> {
  const [taken]: { lower: number; higher: number }[] = await db.query(
    `WITH taken AS (
       UPDATE ${kind}_distinctions SET taken_back_at = now() WHERE id = $1 AND taken_back_at IS NULL
       RETURNING other_id AS lower, ${kind}_id AS higher
     ) SELECT * FROM taken`,
    [id],
  )
  if (!taken) throw notFound(words.these.distinction)
  const distinction: Distinction = { id, pair: [taken.lower, taken.higher] }
  await tellBoth(db, actor, kind, 'no longer told apart', distinction)
  return distinction
}

/** In the history of each row, with the other one: the higher number first. */
async function tellBoth(db: EntityManager, actor: Actor, kind: Kind, action: string, { id, pair }: Distinction) {
  const [lower, higher] = pair
  await record(db, actor, { action, kind, id: higher, payload: { distinction: id, from: lower } })
  await record(db, actor, { action, kind, id: lower, payload: { distinction: id, from: higher } })
}
