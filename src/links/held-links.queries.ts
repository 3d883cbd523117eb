import type { EntityManager } from 'typeorm'
import { words } from '../words/words'
import { type Linkable, linkProblem, RELATIONS, type Relation } from './relation'

/** Relations that ask something of who speaks at the two ends. */
export const relationsFor = (speakers: 'another' | 'same'): Relation[] =>
  (Object.keys(RELATIONS) as Relation[]).filter((name) => RELATIONS[name].speakers === speakers)

/** What the rules of a link ask of these claims: who speaks, and for whom. */
export async function linkablesOf(db: EntityManager, claimIds: readonly number[]): Promise<Map<number, Linkable>> {
  const rows: Linkable[] = await db.query(
    `SELECT claim_id AS id, array_agg(claim_speakers.speaker_id ORDER BY position) AS "speakerIds",
       array_remove(array_agg(coalesce(principal.root_id, principal.id)), NULL) AS "forIds"
     FROM claim_speakers
     LEFT JOIN speaker_roles role ON role.id = role_id
     LEFT JOIN speakers principal ON principal.id = role.speaks_for_id
     WHERE claim_id = ANY($1) GROUP BY claim_id`,
    [claimIds],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Why a link, a draft too, no longer holds, in words for the editor, or null: looked for at the claims that `claims` (SQL,
 * with `values`) selects, among `relations`. It reads every link there: a person's whole record, when two are merged.
 */
export async function brokenLinkAt(
  db: EntityManager,
  claims: string,
  values: unknown[],
  relations: readonly Relation[],
): Promise<string | null> {
  const links: { id: number; from: number; to: number; relation: Relation }[] = await db.query(
    `WITH said (id) AS (${claims})
     SELECT links.id, from_claim_id AS "from", to_claim_id AS "to", relation FROM links
     WHERE state <> 'withdrawn' AND relation = ANY($${values.length + 1}) AND links.id IN (
       SELECT links.id FROM links JOIN said ON from_claim_id = said.id
       UNION
       SELECT links.id FROM links JOIN said ON to_claim_id = said.id
     ) ORDER BY links.id`,
    [...values, relations],
  )
  const linkables = await linkablesOf(db, [...new Set(links.flatMap(({ from, to }) => [from, to]))])
  for (const { id, from, to, relation } of links) {
    const [answering, answered] = [linkables.get(from), linkables.get(to)]
    const problem = answering && answered && linkProblem(answering, answered, relation)
    if (problem) return words.refusals.wouldNotFitWithdraw(id, problem)
  }
  return null
}
