/**
 * SQL: a text as it stands in XML 1.0, between tags and within quotes alike, on one line. What XML can't have at all,
 * most control characters and the two that are no characters (section 2.2), becomes U+FFFD; tabs and line ends are kept
 * as references, for a reader of an attribute would make spaces of them (section 3.3.3), and U+0085 and U+2028 as well, which
 * are line ends to readers of XML 1.1. Most texts have none of all these, which one look tells in a tenth of the time.
 */
export function xmlSql(text: string): string {
  const impossible = `translate(${text}, E'${FORBIDDEN}', '${'\uFFFD'.repeat(FORBIDDEN_COUNT)}')`
  const escaped = ESCAPES.reduce((sql, [sign, as]) => `replace(${sql}, ${sign}, '${as}')`, impossible)
  return `CASE WHEN ${text} ~ E'[${FORBIDDEN}&<>"\\t\\n\\r\\u0085\\u2028]' THEN ${escaped} ELSE ${text} END`
}

const CONTROLS = Array.from({ length: 31 }, (_, place) => place + 1).filter((code) => ![9, 10, 13].includes(code))
const NO_CHARACTERS = [0xfffe, 0xffff]
const FORBIDDEN = [...CONTROLS, ...NO_CHARACTERS].map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('')
const FORBIDDEN_COUNT = CONTROLS.length + NO_CHARACTERS.length

/** The ampersand first, which the others bring in. */
const ESCAPES = [
  [`'&'`, '&amp;'],
  [`'<'`, '&lt;'],
  [`'>'`, '&gt;'],
  [`'"'`, '&quot;'],
  [`E'\\t'`, '&#9;'],
  [`E'\\n'`, '&#10;'],
  [`E'\\r'`, '&#13;'],
  [`E'\\u0085'`, '&#133;'],
  [`E'\\u2028'`, '&#8232;'],
] as const
