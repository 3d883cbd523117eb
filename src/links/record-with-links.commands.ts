import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { type NewStatement, recordStatement, type StatementOutcome } from '../claims/statements.commands'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { linkRelayed } from './link-relayed.commands'
import { linkClaims } from './links.commands'
import type { Relation } from './relation'

/** A claim that the new one is linked to: which answers which, and how. */
export interface LinkWithNew {
  claimId: number
  relation: Relation
  direction: 'answers' | 'answered'
}

/** What a new statement is linked to at once. */
export interface LinksOfNew {
  /** The claim that passes it on. */
  relayedBy?: number
  links: readonly LinkWithNew[]
}

/**
 * Records a statement and links its claim to others: all or nothing, so that no half of a quarrel is public for a moment.
 * What is wrong with a link is a problem of the field `link-` and the other claim's number.
 */
export function recordWithLinks(
  db: EntityManager,
  actor: Actor,
  input: NewStatement,
  { relayedBy, links }: LinksOfNew,
): Promise<StatementOutcome> {
  const others = [...links.map(({ claimId }) => claimId), ...(relayedBy === undefined ? [] : [relayedBy])]
  if (others.length === 0) return recordStatement(db, actor, input)
  return inTransaction(db, async (db) => {
    await lockRevisionsOf(db, input.articleId)
    // All at once and in order, before any is asked for alone; a new claim's lock nobody else can want yet.
    await lockChains(db, 'id' in input.claim ? [...others, input.claim.id] : others)
    const recorded = await recordStatement(db, actor, input)
    if ('problems' in recorded) return recorded
    const problems: FieldProblems = {}
    if (relayedBy !== undefined) Object.assign(problems, await linkRelayed(db, actor, recorded, relayedBy))
    for (const { claimId, relation, direction } of links) {
      const [from, to] = direction === 'answers' ? [recorded.claimId, claimId] : [claimId, recorded.claimId]
      const linked = await linkClaims(db, actor, { from, to, relation, reason: null })
      if ('problems' in linked) problems[`link-${claimId}`] = Object.values(linked.problems).join(' ')
    }
    return Object.keys(problems).length > 0 ? { problems } : recorded
  })
}
