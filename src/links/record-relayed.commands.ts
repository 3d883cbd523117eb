import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { type NewStatement, recordStatement, type StatementOutcome } from '../claims/statements.commands'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import { linkClaims } from './links.commands'

/**
 * Records a statement whose claim another one passes on ("Trump tweeted that Russia had told …"), and links the two:
 * both or neither. What is wrong with the link is a problem of the field `relayedBy`.
 */
export function recordRelayed(
  db: EntityManager,
  actor: Actor,
  input: NewStatement,
  relayedBy: number,
): Promise<StatementOutcome> {
  return inTransaction(db, async (db) => {
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
    if (!('problems' in linked)) return recorded
    return { problems: { relayedBy: Object.values(linked.problems).join(' ') } }
  })
}
