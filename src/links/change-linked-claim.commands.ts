import { type EntityManager, In, Not } from 'typeorm'
import { ClaimSpeaker } from '../claims/claim-speaker.entity'
import { changeClaim, type NewClaim } from '../claims/claims.commands'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { Link } from './link.entity'
import { linkProblem } from './relation'

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
    const problem = await brokenLink(db, id)
    return problem === null ? changed : { problems: { speakers: problem } }
  })
}

async function brokenLink(db: EntityManager, claimId: number): Promise<string | null> {
  const links = await db.find(Link, {
    where: [
      { fromClaimId: claimId, state: Not('withdrawn') },
      { toClaimId: claimId, state: Not('withdrawn') },
    ],
    order: { id: 'ASC' },
  })
  const ends = [...new Set(links.flatMap((link) => [link.fromClaimId, link.toClaimId]))]
  const speaking = await db.findBy(ClaimSpeaker, { claimId: In(ends) })
  const claims = new Map(ends.map((id) => [id, { id, speakerIds: [] as number[] }]))
  for (const { claimId, speakerId } of speaking) claims.get(claimId)?.speakerIds.push(speakerId)
  for (const { id, fromClaimId, toClaimId, relation } of links) {
    const [from, to] = [claims.get(fromClaimId), claims.get(toClaimId)]
    const problem = from && to && linkProblem(from, to, relation)
    if (problem) return `Link ${id} would no longer fit. ${problem} Withdraw it first.`
  }
  return null
}
