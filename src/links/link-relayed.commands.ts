import type { EntityManager } from 'typeorm'
import { passageRange, rangesOverlap } from '../claims/passage-range-sql'
import type { Actor } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { linkClaims } from './links.commands'

/**
 * Links a claim just recorded to the one that passes it on ("Trump tweeted that Russia had told …"). What is wrong with
 * the link is a problem of the field `relayedBy`: so is a passage outside of the other one's, of which no reader would be
 * told who passes it on.
 */
export async function linkRelayed(
  db: EntityManager,
  actor: Actor,
  recorded: { statementId: number; claimId: number },
  relayedBy: number,
): Promise<FieldProblems> {
  const link = { from: relayedBy, to: recorded.claimId, relation: 'relays', reason: null } as const
  const linked = await linkClaims(db, actor, link)
  if ('problems' in linked) return { relayedBy: Object.values(linked.problems).join(' ') }
  return (await standsWithin(db, recorded.statementId, relayedBy)) ? {} : { relayedBy: outside(relayedBy) }
}

const outside = (relayedBy: number) => words.refusals.outsideOfRelaying(relayedBy)

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
