import { type EntityManager, In } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { inTransaction } from '../database/transaction'
import { type Distinction, endDistinction, keepDistinction } from '../distinctions/distinctions.commands'
import type { Actor } from '../history/history.commands'
import { words } from '../words/words'
import { Claim } from './claim.entity'
import { compareClaim } from './likenesses.commands'

/** An editor's word that two claims are not the same: the pair is not offered again. */
export function tellApart(
  db: EntityManager,
  actor: Actor,
  one: number,
  other: number,
): Promise<Distinction | { problem: string }> {
  return inTransaction(db, async (db): Promise<Distinction | { problem: string }> => {
    if (one === other) return { problem: words.refusals.sameAsItself }
    // Two editors who say so at once say it once.
    await lockChains(db, [one, other])
    const claims = await db.findBy(Claim, { id: In([one, other]) })
    if (claims.length < 2) return { problem: words.refusals.noClaim(claims[0]?.id === one ? other : one) }
    const hidden = claims.find((claim) => claim.state !== 'published')
    if (hidden) return { problem: words.refusals.claimNotPublished(hidden.id) }
    const distinction = await keepDistinction(db, actor, 'claim', one, other)
    await db.query('DELETE FROM claim_likenesses WHERE other_id = $1 AND claim_id = $2', distinction.pair)
    return distinction
  })
}

/** Takes that word back: the pair is offered again while it looks alike. Throws 404 when there is none. */
export function takeDistinctionBack(db: EntityManager, actor: Actor, id: number): Promise<Distinction> {
  return inTransaction(db, async (db) => {
    const distinction = await endDistinction(db, actor, 'claim', id)
    await compareClaim(db, distinction.pair[1])
    return distinction
  })
}
