/**
 * SQL: a text as a literal of N-Triples and Turtle (RDF 1.1, STRING_LITERAL_QUOTE), its quotes included, on one line. JSON’s own
 * escapes (`\"`, `\\`, `\n`, `\u0007`, …) are all among those of the two, so PostgreSQL’s quickest way does the most of it.
 * What some readers take for a line’s end (U+0085, U+2028, U+2029) or for no character (U+FFFE, U+FFFF) is escaped as well; most
 * texts have none of these, which one look tells.
 */
export function rdfTextSql(text: string): string {
  const quoted = `to_json((${text})::text)::text`
  const escaped = ESCAPED.reduce((sql, code) => `replace(${sql}, U&'\\${code}', '\\u${code}')`, quoted)
  return `CASE WHEN ${text} ~ E'[${ESCAPED.map((code) => `\\u${code}`).join('')}]' THEN ${escaped} ELSE ${quoted} END`
}

const ESCAPED = ['007F', '0085', '2028', '2029', 'FFFE', 'FFFF']

/**
 * SQL: an address from outside as an IRI in angle brackets (RDF 1.1, IRIREF). What can’t stand there is percent-encoded, as
 * browsers do: an escape would be grammar, but no address.
 */
export const iriSql = (address: string): string => `'<' || ${encodedIriSql(address)} || '>'`

/** SQL: the same without brackets, for JSON-LD. Most addresses have nothing to encode, which one look tells. */
export const encodedIriSql = (address: string): string =>
  `CASE WHEN ${address} ~ E'[\\\\x01-\\\\x20<>"{}|^\`\\\\\\\\]' THEN ${NOT_IN_IRIS.reduce(
    (sql, code) => `replace(${sql}, chr(${code}), '%${code.toString(16).toUpperCase().padStart(2, '0')}')`,
    address,
  )} ELSE ${address} END`

/** Of the productions’ `[^#x00-#x20<>"{}|^\`\]`; PostgreSQL has no NUL. */
const NOT_IN_IRIS = [
  ...Array.from({ length: 0x20 }, (_, place) => place + 1),
  ...Array.from('<>"{}|^`\\', (sign) => sign.charCodeAt(0)),
]
