import { cardsByIds } from '../reading/cards.queries'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from '../reading/claim-card'
import { words } from '../words/words'
import type { DeskLine, DeskSection, Read } from './desk-section'
import { type DuplicateRow, duplicatesByIds, FOUND_DUPLICATES } from './duplicates.queries'
import { likenessReason } from './likeness-reason'

/** Two claims side by side, with the reason why they are offered. */
export interface DuplicatePair {
  id: number
  /** The older one, which stays unless the editor says otherwise. */
  older: ClaimCard
  younger: ClaimCard
  reason: string
}

/** These pairs with their claims' cards; without those of which one claim went meanwhile. */
export async function duplicatePairs(read: Read, rows: DuplicateRow[]): Promise<DuplicatePair[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.claimId, row.otherId]))]
  const cards = new Map((await read(cardsByIds, [ids])).map((row) => [row.id, row]))
  return rows.flatMap((row) => {
    const [younger, older] = [cards.get(row.claimId), cards.get(row.otherId)]
    return younger && older ? [pairOf(row, older, younger)] : []
  })
}

function pairOf({ id, likeness }: DuplicateRow, older: CardInChainRow, younger: CardInChainRow): DuplicatePair {
  return { id, older: claimCard(older), younger: claimCard(younger), reason: likenessReason(older, younger, likeness) }
}

function lineOf({ id, older, younger, reason }: DuplicatePair): DeskLine {
  return {
    id,
    href: `/claims/${younger.id}/join?into=${older.id}`,
    words: claimWords(younger),
    language: younger.summary ? null : (younger.quote?.language ?? null),
    meta: words.desk.pairLine(younger.names, older.id, younger.id, reason),
    button: null,
  }
}

/** Claims that two articles' tagging made twice. */
export const duplicatesSection: DeskSection = {
  name: 'duplicates',
  title: words.desk.mayBeOne,
  what: words.desk.duplicatesMean,
  empty: { words: words.desk.duplicatesEmpty, link: null },
  found: FOUND_DUPLICATES,
  lines: async (read, ids) => (await duplicatePairs(read, await read(duplicatesByIds, [ids]))).map(lineOf),
  pairsOf: 'claims',
}
