import { createHash } from 'node:crypto'

/** A row of history, as it is read to be sealed. */
export interface HistoryRowToSeal {
  id: number
  /** UTC with six decimals, as exports have it: a JavaScript Date would cut microseconds off. */
  at: string
  account_id: number | null
  action: string
  subject_kind: string
  subject_id: number
  version: number | null
  /** SHA-256 of the payload's salt, bytes and image, in hexadecimal. */
  payload_commitment: string
}

/** SQL: the row of `history`, with its members in this order. */
export const ROW_COLUMNS = `
  history.id, to_char(history.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, history.account_id,
  history.action, history.subject_kind, history.subject_id, history.version,
  encode(history.payload_commitment, 'hex') AS payload_commitment`

/**
 * What is sealed of a row, and may be shown to anybody. What may have to be erased lies in its payload, and who acted is
 * the desk's affair: of both this has a salted hash.
 */
export type HistoryLeaf = Omit<HistoryRowToSeal, 'account_id'> & {
  /** SHA-256 of 16 random bytes and the account's number in decimal, or nothing where nobody was signed in; hexadecimal. */
  author_commitment: string
}

export function leafOf({ account_id, ...row }: HistoryRowToSeal, authorSalt: Uint8Array): HistoryLeaf {
  const author = createHash('sha256')
    .update(authorSalt)
    .update(account_id === null ? '' : String(account_id))
  return { ...row, author_commitment: author.digest('hex') }
}

/**
 * What a leaf's hash is over: one line of JSON with these members in this order and no spaces, as programs in any
 * language write it. Nothing is ever left out or put in another place: what has been sealed would no longer fit.
 */
export function leafData(leaf: HistoryLeaf): string {
  const { id, at, author_commitment, action, subject_kind, subject_id, version, payload_commitment } = leaf
  return JSON.stringify({ id, at, author_commitment, action, subject_kind, subject_id, version, payload_commitment })
}
