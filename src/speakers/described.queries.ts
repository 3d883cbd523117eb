import type { EntityManager } from 'typeorm'
import { bearersOf } from './bearers-sql'
import type { Speaker } from './speaker.entity'

/** SQL: whether speaker `found.id` speaks, or passes something on, in a statement that is so. */
const speaksWhere = (condition: string) => `(
  EXISTS (
    SELECT FROM claim_speakers said JOIN statements ON statements.claim_id = said.claim_id
    JOIN revisions ON revisions.id = revision_id
    WHERE said.speaker_id = found.id AND ${condition})
  OR EXISTS (
    SELECT FROM speakers named JOIN hops ON hops.speaker_id = named.id
    JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id
    WHERE (named.id = found.id OR named.root_id = found.id) AND ${condition}))`

/** The described sources of this very name that these articles have already. A description tells nobody beyond its article. */
export async function describedIn(db: EntityManager, name: string, articleIds: readonly number[]): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT found.id FROM (SELECT DISTINCT id FROM ${bearersOf('$1')} bearers) found
     JOIN speakers ON speakers.id = found.id AND kind = 'described'
     WHERE ${speaksWhere(`statements.state <> 'withdrawn' AND article_id = ANY($2)`)}
     ORDER BY 1 LIMIT 2`,
    [name, articleIds],
  )
  return rows.map(({ id }) => id)
}

/** Whether any of these has spoken anywhere; whoever has not was added for what is recorded now. */
export async function hasSpoken(db: EntityManager, speakers: readonly Speaker[]): Promise<boolean> {
  const rows: object[] = await db.query(
    `SELECT FROM unnest($1::integer[]) AS found (id) WHERE ${speaksWhere('true')} LIMIT 1`,
    [speakers.map(({ id }) => id)],
  )
  return rows.length > 0
}
