import { XMLValidator } from 'fast-xml-parser'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** What makes a text no XML document; null where nothing does. */
export function notWellFormed(text: string): string | null {
  if (NOT_IN_XML.test(text)) return 'has a character that XML can’t have'
  const found = XMLValidator.validate(text)
  return found === true ? null : found.err.msg
}
