/** The last line of `claims.jsonl`. `rows` counts the lines before it, `sha256` is of all their bytes. */
export function jsonlTrailer(rows: number, sha256: string): string {
  return `${JSON.stringify({ type: 'trailer', rows, sha256 })}\n`
}
