import type { EntityManager } from 'typeorm'
import { changeClaim, type NewClaim } from '../claims/claims.commands'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import { holdSpeakersOf } from '../speakers/holding.commands'
import type { FieldProblems } from '../web/parse'
import { brokenLinkAt } from './held-links.queries'
import { RELATIONS, type Relation } from './relation'

/**
 * Changes a claim, and refuses speakers with whom one of its links would no longer hold: a "walks back"
 * between two people, a "denies" of one's own words. Throws 409 when the claim has changed since `version`.
 */
export function changeLinkedClaim(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  input: NewClaim,
): Promise<{ claimId: number } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    const changed = await changeClaim(db, actor, id, version, input)
    if ('problems' in changed) return changed
    await holdSpeakersOf(db, await linkedClaims(db, id))
    const problem = await brokenLinkAt(db, 'SELECT $1::integer', [id], Object.keys(RELATIONS) as Relation[])
    return problem === null ? changed : { problems: { speakers: problem } }
  })
}

async function linkedClaims(db: EntityManager, claimId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT to_claim_id AS id FROM links WHERE from_claim_id = $1 AND state <> 'withdrawn'
     UNION SELECT from_claim_id FROM links WHERE to_claim_id = $1 AND state <> 'withdrawn'`,
    [claimId],
  )
  return rows.map((row) => row.id)
}
