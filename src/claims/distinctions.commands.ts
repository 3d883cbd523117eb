import { type EntityManager, In, IsNull } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { Claim } from './claim.entity'
import { ClaimDistinction } from './claim-distinction.entity'
import { ClaimLikeness } from './claim-likeness.entity'
import { compareClaim } from './likenesses.commands'

/** An editor's word that two claims are not the same: the pair is not offered again. Said twice, it is one word. */
export function tellApart(
  db: EntityManager,
  actor: Actor,
  one: number,
  other: number,
): Promise<{ id: number } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ id: number } | { problem: string }> => {
    if (one === other) return { problem: words.refusals.sameAsItself }
    // Two editors who say so at once say it once.
    await lockChains(db, [one, other])
    const claims = await db.findBy(Claim, { id: In([one, other]) })
    if (claims.length < 2) return { problem: words.refusals.noClaim(claims[0]?.id === one ? other : one) }
    const hidden = claims.find((claim) => claim.state !== 'published')
    if (hidden) return { problem: words.refusals.claimNotPublished(hidden.id) }
    const pair = { claimId: Math.max(one, other), otherId: Math.min(one, other) }
    const known = await db.findOneBy(ClaimDistinction, { ...pair, takenBackAt: IsNull() })
    if (known) return { id: known.id }
    const inserted = await db.insert(ClaimDistinction, { ...pair, createdById: actor?.id ?? null })
    const id = inserted.identifiers[0]?.id as number
    await db.delete(ClaimLikeness, pair)
    await tell(db, actor, 'told apart', { id, ...pair })
    return { id }
  })
}

/** Takes that word back: the pair is offered again while it looks alike. Throws 404 when there is none. */
export function takeDistinctionBack(
  db: EntityManager,
  actor: Actor,
  id: number,
): Promise<{ claimId: number; otherId: number }> {
  return inTransaction(db, async (db) => {
    const taken: { claimId: number; otherId: number }[] = await db.query(
      `WITH taken AS (
         UPDATE claim_distinctions SET taken_back_at = now() WHERE id = $1 AND taken_back_at IS NULL
         RETURNING claim_id AS "claimId", other_id AS "otherId"
       ) SELECT * FROM taken`,
      [id],
    )
    const [pair] = taken
    if (!pair) throw notFound(words.these.distinction)
    await tell(db, actor, 'no longer told apart', { id, ...pair })
    await compareClaim(db, pair.claimId)
    return pair
  })
}

async function tell(
  db: EntityManager,
  actor: Actor,
  action: string,
  { id, claimId, otherId }: { id: number; claimId: number; otherId: number },
) {
  for (const [claim, from] of [
    [claimId, otherId],
    [otherId, claimId],
  ] as const) {
    await record(db, actor, { action, kind: 'claim', id: claim, payload: { distinction: id, from } })
  }
}
