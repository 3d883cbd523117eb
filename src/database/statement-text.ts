/**
 * One pass over what in SQL may be a value or a remark, each kind whole, so that a quote inside of one begins no other: text
 * ('it''s', E'it\'s', $$…$$, $tag$…$tag$), remarks, names in double quotes, parameters, words (which may have digits), numbers.
 */
const PIECES =
  /(?<escaped>\be'(?:[^'\\]|''|\\.)*(?:'|$))|(?<text>(?:\b(?:u&|[bxn]))?'(?:[^']|'')*(?:'|$))|\$(?<tag>[a-z_]\w*)?\$[\s\S]*?(?:\$\k<tag>\$|$)|(?<remark>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<kept>"(?:[^"]|"")*"|\$\d+|[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\d.]*(?:e[+-]?\d+)?)/giu

/** Longer ones say no more to whoever looks for what is slow. */
const MOST_CHARACTERS = 1_000

/** A statement's text with `?` for each value that stands in it, without remarks, in one line and cut to what can be read. */
export function withoutValues(sql: string): string {
  const bare = sql.replace(PIECES, (piece, ...found) => {
    const { kept, remark } = found.at(-1) as { kept?: string; remark?: string }
    if (kept !== undefined) return piece
    return remark === undefined ? '?' : ' '
  })
  const line = bare.replace(/\s+/g, ' ').trim()
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line
}

/** The first word, and the first table that is read or written: "SELECT claims", of which there are few. */
export function summaryOf(sql: string): string {
  const line = withoutValues(sql)
  const operation = operationOf(line)
  const [, table] = line.match(/\b(?:FROM|INTO|UPDATE|COPY|TABLE)\s+"?([a-z_][a-z0-9_]*)/i) ?? []
  return table ? `${operation} ${table}` : operation
}

export const operationOf = (sql: string): string => sql.match(/[a-z]+/i)?.[0].toUpperCase() ?? 'NONE'
