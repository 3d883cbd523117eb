import { sealHistory } from '../../../src/proof/sealing.commands'
import type { Rows } from './rows'
import type { Served } from './site'

/** Seals all that was done so far, what is nobody's business outside the desk among it; the proofs are for anyone. */
export async function seal({ db, context }: Served, rows: Rows): Promise<void> {
  const { checkpoint } = await sealHistory(db, context.signingKeys)
  rows.checkpoint.known = checkpoint?.treeSize
  const [{ id }] = await db.query('SELECT max(history_id)::integer AS id FROM seals')
  rows.sealedRow.known = id
}
