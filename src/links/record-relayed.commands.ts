import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { passageRange, rangesOverlap } from '../claims/passage-range-sql'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { type NewStatement, recordStatement, type StatementOutcome } from '../claims/statements.commands'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import { linkClaims } from './links.commands'

/**
 * Records a statement whose claim another one passes on ("Trump tweeted that Russia had told …"), and links the two:
 * both or neither. What is wrong with the link is a problem of the field `relayedBy`: so is a passage outside of the other
 * one's, of which no reader would be told who passes it on.
 */
export function recordRelayed(
  db: EntityManager,
  actor: Actor,
  input: NewStatement,
  relayedBy: number,
): Promise<StatementOutcome> {
  return inTransaction(db, async (db) => {
    await lockRevisionsOf(db, input.articleId)
    // Both at once and in order, before either is asked for alone; a new claim's lock nobody else can want yet.
    await lockChains(db, 'id' in input.claim ? [relayedBy, input.claim.id] : [relayedBy])
    const recorded = await recordStatement(db, actor, input)
    if ('problems' in recorded) return recorded
    const linked = await linkClaims(db, actor, {
      from: relayedBy,
      to: recorded.claimId,
      relation: 'relays',
      reason: null,
    })
    if ('problems' in linked) return { problems: { relayedBy: Object.values(linked.problems).join(' ') } }
    if (await standsWithin(db, recorded.statementId, relayedBy)) return recorded
    return { problems: { relayedBy: outside(relayedBy) } }
  })
}

const outside = (relayedBy: number) =>
  `These words stand outside of those that are recorded of claim ${relayedBy} in this article: give words within them, or record these without it.`

/** Whether a statement overlaps one of this claim; also true where its article has none of the claim. */
async function standsWithin(db: EntityManager, statementId: number, claimId: number): Promise<boolean> {
  const rows: { within: boolean | null }[] = await db.query(
    `SELECT bool_or(${rangesOverlap('told', 'range')}) AS within
     FROM statements
     JOIN statements outer_one ON outer_one.revision_id = statements.revision_id AND outer_one.claim_id = $2
       AND outer_one.state <> 'withdrawn'
     CROSS JOIN LATERAL ${passageRange('statements.id')} told CROSS JOIN LATERAL ${passageRange('outer_one.id')} range
     WHERE statements.id = $1`,
    [statementId, claimId],
  )
  return rows[0]?.within ?? true
}
