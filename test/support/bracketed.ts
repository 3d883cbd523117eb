import type { Words } from '../../src/words/words'

/** What says how a browser or `Intl` is to read and write, and is told to nobody. */
const SETTINGS = { language: 'el', locale: 'el-GR' }

/**
 * A language that nobody speaks: every word of a set in brackets, days and numbers as in Greek. With data that has no
 * Latin letter, any that a page shows outside of brackets is a word that stands in no catalogue.
 */
export const bracketed = (words: Words): Words => ({ ...(inBrackets(words) as Words), ...SETTINGS })

function inBrackets(word: unknown): unknown {
  if (typeof word === 'string') return `⟦${word}⟧`
  if (typeof word === 'function') return (...given: unknown[]) => inBrackets(word(...given))
  if (Array.isArray(word)) return word.map(inBrackets)
  if (typeof word !== 'object' || word === null) return word
  return Object.fromEntries(Object.entries(word).map(([name, member]) => [name, inBrackets(member)]))
}
