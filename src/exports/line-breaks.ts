/** END OF TEXT: a control character, which RDF's literals and addresses have escaped, as JSON's texts have. */
const BREAK = 0x03
const LF = 0x0a

/** SQL: where a line ends within a row. A line feed itself would make COPY put the row in quotes. */
export const LINE_BREAK_SQL = `E'\\x03'`

/**
 * Makes line ends of `LINE_BREAK_SQL`, chunk after chunk, in place: nobody but the file that is written has the chunk.
 * `within`: how many there were, which are lines that PostgreSQL has counted as none.
 */
export function lineBreaks(): { reshape: (chunk: Buffer) => Buffer; within: () => number } {
  let count = 0
  return {
    reshape: (chunk) => {
      for (let at = chunk.indexOf(BREAK); at >= 0; at = chunk.indexOf(BREAK, at + 1)) {
        chunk[at] = LF
        count += 1
      }
      return chunk
    },
    within: () => count,
  }
}
