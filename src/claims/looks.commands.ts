import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { type Actor, record } from '../history/history.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import type { Lack } from './claim-look.entity'
import { claimById } from './claims.commands'

/** An editor has looked: the claim is right as it is. Said twice, it is one word. Throws 404 when there is no such claim. */
export function findRight(db: EntityManager, actor: Actor, claimId: number, lack: Lack): Promise<void> {
  return inTransaction(db, async (db) => {
    await claimById(db, claimId)
    const made: unknown[] = await db.query(
      `WITH made AS (
         INSERT INTO claim_looks (claim_id, lack, created_by_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING lack
       ) SELECT FROM made`,
      [claimId, lack, actor?.id ?? null],
    )
    if (made.length > 0) await tell(db, actor, 'found right', claimId, lack)
  })
}

/** Takes that word back: the desk lists the claim again. Throws 404 when nobody said so. */
export function takeLookBack(db: EntityManager, actor: Actor, claimId: number, lack: Lack): Promise<void> {
  return inTransaction(db, async (db) => {
    const gone: unknown[] = await db.query(
      'WITH gone AS (DELETE FROM claim_looks WHERE claim_id = $1 AND lack = $2 RETURNING lack) SELECT FROM gone',
      [claimId, lack],
    )
    if (gone.length === 0) throw notFound(words.these.word)
    await tell(db, actor, 'no longer found right', claimId, lack)
  })
}

const tell = (db: EntityManager, actor: Actor, action: string, id: number, lack: Lack) =>
  record(db, actor, { action, kind: 'claim', id, payload: { lack } })
