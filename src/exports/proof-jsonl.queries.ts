import type { Rows } from '../database/read-pool'
import { unnamed } from '../database/read-pool'
import { type HistoryRowToSeal, leafOf, ROW_COLUMNS } from '../proof/leaf'
import { inclusionPath } from '../proof/merkle'
import { toldToReaders } from '../proof/told-to-readers-sql'
import { rangeHashes } from '../proof/tree.queries'
import { words } from '../words/words'
import type { ExportFilters } from './export-filters.schema'
import { articleReportsChosen, claimChosen, linkWithinChosen, speakerInChosen } from './selection.queries'

const said = words.codebook.proofJsonl

/** The kinds of line in `proof.jsonl`. */
export const proofRows = [
  {
    type: 'sealed',
    meaning: said.sealed,
  },
  { type: 'unsealed', meaning: said.unsealed },
  { type: 'trailer', meaning: said.trailer },
] as const

/**
 * Acts whose payload has nothing in it but what the row says anyway, or numbers: there was nothing before, or it is not
 * told. That of a change tells what was there before, which may have been a draft that nobody outside ever saw.
 */
const TELLING_NOTHING_ELSE = [
  'added',
  'imported',
  'brought in',
  'recorded',
  'linked',
  'linked again',
  'published',
  'restored',
  'moved',
  'split off',
  'found as it is',
  'redacted',
  'partly redacted',
]

/** SQL: the rows that are in `claims.jsonl` with these filters, as history knows them; of what has no history none. */
const subjects = (filters: ExportFilters): string => `
  SELECT 'article' AS kind, id FROM articles WHERE ${articleReportsChosen(filters)}
  UNION ALL SELECT 'speaker', id FROM speakers WHERE ${speakerInChosen(filters)}
  UNION ALL SELECT 'claim', id FROM claims WHERE ${claimChosen('claims', filters)}
  UNION ALL SELECT 'statement', statements.id FROM statements JOIN claims ON claims.id = claim_id
    WHERE statements.state = 'published' AND ${claimChosen('claims', filters)}
  UNION ALL SELECT 'link', links.id FROM links
    JOIN claims from_claim ON from_claim.id = from_claim_id JOIN claims to_claim ON to_claim.id = to_claim_id
    WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}`

interface ToldRow extends HistoryRowToSeal {
  /** Null: not sealed yet. */
  position: number | null
  authorSalt: Buffer | null
  salt: string | null
  payload: string | null
  image: string | null
}

const declareProof = (filters: ExportFilters) =>
  unnamed(`
    DECLARE proof NO SCROLL CURSOR FOR
    SELECT ${ROW_COLUMNS}, position, author_salt AS "authorSalt", encode(told.salt, 'hex') AS salt,
      told.payload::text AS payload, told.image::text AS image
    FROM (
      -- Numbers alone are sorted; what they say comes after.
      SELECT last.id FROM (${subjects(filters)}) subject
      CROSS JOIN LATERAL (
        SELECT id FROM history
        WHERE subject_kind = subject.kind AND subject_id = subject.id
          -- What made the row what it is; an act that changed nothing of it is the desk's own affair.
          AND ${toldToReaders('history')}
        ORDER BY id DESC LIMIT 1
      ) last
      ORDER BY last.id
    ) last
    CROSS JOIN LATERAL (SELECT * FROM history WHERE id = last.id OFFSET 0) history
    LEFT JOIN seals ON history_id = history.id
    LEFT JOIN history_payloads told ON told.history_id = history.id AND action IN (${TELLING_NOTHING_ELSE.map((action) => `'${action}'`).join(', ')})
`)

/** Read and proved at once: some hundred proofs, neighbours mostly, have most of their hashes in common. */
const PAGE = 500

const fetchProof = unnamed<ToldRow>(`FETCH ${PAGE} FROM proof`)

/** The lines of `proof.jsonl` without its trailer, under a checkpoint of so many rows; 0 is none. */
export async function* proofJsonl(rows: Rows, filters: ExportFilters, treeSize: number): AsyncGenerator<string> {
  await rows(declareProof(filters), [])
  for (;;) {
    const page = await rows(fetchProof, [])
    if (page.length === 0) return
    const sealed = page.flatMap(({ position }) => (position !== null && position < treeSize ? [position] : []))
    const paths = sealed.map((position) => inclusionPath(position, treeSize))
    const hashes = await rangeHashes(rows, paths.flat())
    const proofs = new Map<number, string[]>()
    let used = 0
    for (const [place, position] of sealed.entries()) {
      const length = paths[place]?.length ?? 0
      proofs.set(
        position,
        hashes.slice(used, used + length).map((hash) => hash.toString('base64')),
      )
      used += length
    }
    for (const row of page) yield `${JSON.stringify(line(row, proofs))}\n`
  }
}

function line({ position, authorSalt, salt, payload, image, ...row }: ToldRow, proofs: Map<number, string[]>) {
  const path = position === null ? undefined : proofs.get(position)
  if (position === null || authorSalt === null || path === undefined) {
    const { subject_kind, subject_id, version } = row
    return { type: 'unsealed', subject_kind, subject_id, version }
  }
  const told = payload !== null && image !== null ? { salt, payload, image } : {}
  const { id, at, author_commitment, ...leaf } = leafOf(row, authorSalt)
  return { type: 'sealed', id, at, author_commitment, ...leaf, index: position, path, ...told }
}
