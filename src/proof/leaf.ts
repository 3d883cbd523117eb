/** A history row as it is sealed. What may have to be erased lies in its payload, of which this has the commitment alone. */
export interface HistoryLeaf {
  id: number
  /** UTC with six decimals, as exports have it: a JavaScript Date would cut microseconds off. */
  at: string
  account_id: number | null
  action: string
  subject_kind: string
  subject_id: number
  /** SHA-256 of the payload's salt and bytes, in hexadecimal. */
  payload_commitment: string
}

/** SQL: the row of `history` as a leaf's members, in their order. */
export const LEAF_COLUMNS = `
  history.id, to_char(history.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, history.account_id,
  history.action, history.subject_kind, history.subject_id,
  encode(history.payload_commitment, 'hex') AS payload_commitment`

/**
 * What a leaf's hash is over: one line of JSON with these members in this order and no spaces, as programs in any
 * language write it. Nothing is ever left out or put in another place: what has been sealed would no longer fit.
 */
export function leafData({ id, at, account_id, action, subject_kind, subject_id, payload_commitment }: HistoryLeaf) {
  return JSON.stringify({ id, at, account_id, action, subject_kind, subject_id, payload_commitment })
}
