import { words } from '../words/words'
import { folded } from './folding'

/** What somebody looks for, out of what they typed. */
export interface SearchQuery {
  /** For `websearch_to_tsquery`: every part folded and in quotation marks. */
  websearch: string
  /** The words that are to be found, for marking them and for offering another spelling. */
  words: string[]
}

/** Longer than any question; a search costs by its words. */
export const LONGEST_QUERY = 200
const MOST_WORDS = 20

const ANY_DOUBLE_QUOTES = /[“”„‟«»＂]/g
const PART = /(-?)(?:"([^"]*)"?|([^\s"]\S*))/g

interface Part {
  leftOut: boolean
  words: string[]
  isOr: boolean
}

/**
 * Reads a query as web searches do: all words, "a phrase" in its order, `or` between two, and a minus before what has to
 * be missing. Whatever else is typed stands for nothing.
 */
export function readQuery(typed: string): SearchQuery | { problem: string } {
  const parts = partsOf(typed)
  const wanted = parts.filter((part) => !part.leftOut && !part.isOr)
  if (parts.every((part) => part.isOr)) return { problem: words.search.noWord }
  if (wanted.length === 0) return { problem: words.search.onlyLeftOut }
  if (parts.reduce((sum, part) => sum + part.words.length, 0) > MOST_WORDS)
    return { problem: words.search.tooManyWords(MOST_WORDS) }
  const websearch = parts
    .map((part, place) => {
      if (part.isOr) return joins(parts[place - 1]) && joins(parts[place + 1]) ? 'or' : ''
      return `${part.leftOut ? '-' : ''}"${part.words.join(' ')}"`
    })
    .filter((part) => part !== '')
    .join(' ')
  return { websearch, words: [...new Set(wanted.flatMap((part) => part.words))] }
}

function partsOf(typed: string): Part[] {
  const parts: Part[] = []
  for (const [, minus, phrase, word = ''] of typed.replace(ANY_DOUBLE_QUOTES, '"').matchAll(PART)) {
    const words = folded(phrase ?? word)
      .split(' ')
      .filter((part) => part !== '')
    const isOr = minus === '' && phrase === undefined && word.toLowerCase() === 'or'
    if (words.length > 0) parts.push({ leftOut: minus === '-', words, isOr })
  }
  return parts
}

/** "or" has a meaning between two things to be found: "a or not b" is nearly everything. */
const joins = (part: Part | undefined) => part !== undefined && !part.leftOut && !part.isOr
