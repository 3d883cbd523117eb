/** The signature, flags, and the length of what may follow them (PostgreSQL documentation, COPY, “Binary Format”). */
const HEADER_BYTES = 11 + 4 + 4

/** In place of a row's number of fields. */
const NO_MORE_ROWS = -1

/** The one field of the one row that PostgreSQL copied in its binary form; null where there was none. */
export function copiedField(copied: Buffer): Buffer | null {
  const row = HEADER_BYTES + copied.readInt32BE(HEADER_BYTES - 4)
  if (copied.readInt16BE(row) === NO_MORE_ROWS) return null
  const field = row + 2 + 4
  return copied.subarray(field, field + copied.readInt32BE(row + 2))
}
