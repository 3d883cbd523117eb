import { prepared, type Rows } from '../database/read-pool'
import type { PublishedCheckpoint } from './checkpoints.queries'
import { type HistoryLeaf, type HistoryRowToSeal, leafData, leafOf, ROW_COLUMNS } from './leaf'
import { consistencyPath, inclusionPath } from './merkle'
import { toldToReaders } from './told-to-readers-sql'
import { rangeHashes } from './tree.queries'

/**
 * That history of `first` rows is how the one of the checkpoint begins, as text: what c2sp.org/tlog-witness has sent to a
 * witness. `first` is from 1 to the checkpoint's size.
 */
export async function consistencyProof(rows: Rows, first: number, checkpoint: PublishedCheckpoint): Promise<string> {
  const hashes = await rangeHashes(rows, consistencyPath(first, checkpoint.treeSize))
  return `old ${first}\n${linesOf(hashes)}\n${checkpoint.note}`
}

/** Where a history row is in the tree, and what may be told of it. */
export interface PlacedRow {
  position: number
  /** The row as it is sealed; null where readers are not told of it. */
  leaf: HistoryLeaf | null
}

/** That a history row is under the checkpoint, as text: c2sp.org/tlog-proof, with the row itself as extra data if readers may know it. */
export async function inclusionProof(rows: Rows, row: PlacedRow, checkpoint: PublishedCheckpoint): Promise<string> {
  const hashes = await rangeHashes(rows, inclusionPath(row.position, checkpoint.treeSize))
  const extra = row.leaf ? `extra ${Buffer.from(leafData(row.leaf)).toString('base64')}\n` : ''
  return `c2sp.org/tlog-proof@v1\n${extra}index ${row.position}\n${linesOf(hashes)}\n${checkpoint.note}`
}

const linesOf = (hashes: readonly Buffer[]) => hashes.map((hash) => `${hash.toString('base64')}\n`).join('')

/**
 * A row of history, and whether readers may be told which: what it is about is public now, and the act changed what they see
 * of it. Of any other they learn that it is there and under its seal, and no more: its numbers could be asked one by one.
 */
const placedRow = prepared<{ position: number; authorSalt: Buffer; isTold: boolean } & HistoryRowToSeal>(
  'placed_row',
  `SELECT position, author_salt AS "authorSalt", ${ROW_COLUMNS},
     ${toldToReaders('history')} AND CASE subject_kind
       WHEN 'claim' THEN EXISTS (SELECT FROM search_claims WHERE id = subject_id)
       WHEN 'article' THEN EXISTS (SELECT FROM search_articles WHERE id = subject_id)
       WHEN 'speaker' THEN EXISTS (
         SELECT FROM speakers JOIN search_speakers public ON public.id = coalesce(root_id, speakers.id)
         WHERE speakers.id = subject_id)
       WHEN 'statement' THEN EXISTS (
         SELECT FROM statements JOIN search_claims public ON public.id = claim_id
         WHERE statements.id = subject_id AND state = 'published')
       WHEN 'link' THEN EXISTS (
         SELECT FROM links JOIN search_claims one ON one.id = from_claim_id JOIN search_claims other ON other.id = to_claim_id
         WHERE links.id = subject_id AND state = 'published')
       WHEN 'chain' THEN EXISTS (SELECT FROM chains WHERE id = subject_id AND component_id IS NOT NULL)
       ELSE false
     END AS "isTold"
   FROM history JOIN seals ON history_id = history.id WHERE history.id = $1`,
)

/** A history row by its number; null where there is none, or it has no seal yet. */
export async function sealedRow(rows: Rows, historyId: number): Promise<PlacedRow | null> {
  const [found] = await rows(placedRow, [historyId])
  if (!found) return null
  const { position, authorSalt, isTold, ...row } = found
  return { position, leaf: isTold ? leafOf(row, authorSalt) : null }
}
