import type { CodePoints } from '../quotes/code-points'
import { quotations } from '../quotes/quotations'
import { type Feature, type Lexicon, type Word, wordsOf } from './lexicon'

/** A phrase of the lexicon, as it stands in a line. */
export interface Hit {
  feature: Feature
  /** Numbers of the first of its words and of the one behind its last. */
  first: number
  behind: number
  /** In UTF-16 units of the line. */
  from: number
  /** As it is written. */
  words: string
  /** It begins the line or a sentence, so that a verb is an imperative. */
  opens: boolean
}

/** A line with something on it, and what can be seen of it alone. */
export interface Line {
  /** Without the spaces around it, and where that stands, in UTF-16 units of the text. */
  text: string
  from: number
  to: number
  /** There are empty lines above it. */
  apart: boolean
  /** Words, numbers and signs of money in it; of a line too long to be looked at, more than any rule takes. */
  size: number
  /** Phrases outside of quotation marks. */
  hits: readonly Hit[]
  /** Words stand in double quotation marks. */
  quotes: boolean
  /** It ends as a sentence does. */
  ends: boolean
}

/**
 * Beyond so many words a line is not looked at for phrases. The longest paragraph of an appeal that we saw has 90; a
 * text without line ends would otherwise keep as many hits as it has words.
 */
const LONGEST_LOOKED_AT = 250

/** A line of fewer words is as long where its script has no spaces, or where it is no text at all. */
const LONGEST_IN_UNITS = 4_000

/** The lines of a text that have something on them. */
export function linesOf({ text }: CodePoints, lexicon: Lexicon): Line[] {
  const lines: Line[] = []
  let behind = -1
  for (const { 0: whole, index } of text.matchAll(/[^\n]+/g)) {
    const words = whole.trim()
    if (words === '') continue
    const from = index + whole.indexOf(words)
    // One line end between two lines is none that stands apart.
    const apart = behind >= 0 && index - behind > 1
    lines.push(lineOf(words, from, apart, lexicon))
    behind = index + whole.length
  }
  return lines
}

function lineOf(text: string, from: number, apart: boolean, lexicon: Lexicon): Line {
  const words = wordsOf(text)
  const isLong = words.length > LONGEST_LOOKED_AT || text.length > LONGEST_IN_UNITS
  const quoted = !isLong && /["＂“„«]/.test(text) ? quotedIn(text) : []
  return {
    text,
    from,
    to: from + text.length,
    apart,
    size: isLong ? Math.max(words.length, LONGEST_LOOKED_AT + 1) : words.length,
    hits: isLong ? [] : hitsIn(text, words, quoted, lexicon),
    quotes: quoted.length > 0,
    ends: /[.!?…]["”»’')\]]*$/.test(text),
  }
}

/** In UTF-16 units: the line is given to `quotations` unit by unit. */
const quotedIn = (text: string) => quotations(text.split(''))

function hitsIn(
  text: string,
  words: readonly Word[],
  quoted: readonly { start: number; end: number }[],
  lexicon: Lexicon,
): Hit[] {
  const hits: Hit[] = []
  for (const [first, word] of words.entries()) {
    const phrases = lexicon.get(word.key)
    if (!phrases || quoted.some(({ start, end }) => start <= word.from && word.from < end)) continue
    for (const phrase of phrases) {
      if (phrase.words.some((key, place) => words[first + place]?.key !== key)) continue
      const behind = first + phrase.words.length
      const last = words[behind - 1] as Word
      const before = text.slice(words[first - 1]?.to ?? 0, word.from)
      const opens = first === 0 || /[.!?…:;(•|/]/.test(before)
      if (phrase.capital && (opens || !/^\p{Lu}/u.test(text.slice(word.from, word.to)))) continue
      hits.push({
        feature: phrase.feature,
        first,
        behind,
        from: word.from,
        words: text.slice(word.from, last.to),
        opens,
      })
    }
  }
  return hits
}

export const hitOf = (line: Line, feature: Feature): Hit | undefined => line.hits.find((hit) => hit.feature === feature)

export const has = (line: Line, feature: Feature): boolean => hitOf(line, feature) !== undefined

export const count = (line: Line, feature: Feature): number =>
  line.hits.reduce((sum, hit) => (hit.feature === feature ? sum + 1 : sum), 0)

/** A phrase that is all of a line: “Subscribe”, “Most viewed:”. */
export const isAll = (line: Line, feature: Feature): boolean =>
  line.hits.some((hit) => hit.feature === feature && hit.first === 0 && hit.behind === line.size)

/** A phrase that a line begins with. */
export const beginsWith = (line: Line, feature: Feature): Hit | undefined =>
  line.hits.find((hit) => hit.feature === feature && hit.first === 0)

/** Lines of nothing but such phrases, and numbers between them: “12  Reply  Share”. */
export function isMadeOf(line: Line, features: readonly Feature[]): boolean {
  let at = 0
  while (at < line.size) {
    // The longest of those that begin there: “like this” before “like”.
    const behind = Math.max(
      0,
      ...line.hits.filter((hit) => hit.first === at && features.includes(hit.feature)).map((hit) => hit.behind),
    )
    if (behind === 0) return false
    at = behind
  }
  return line.size > 0
}

/**
 * Prose of an article, as it goes on: somebody speaks in it, or it is too long for a title. News has titles of up to 18
 * words; its paragraphs are rarely shorter than that.
 */
export const isProse = (line: Line): boolean =>
  (has(line, 'saying') && (line.quotes || endsWithStop(line))) ||
  line.size > 18 ||
  (endsWithStop(line) && line.size > 5)

/** It ends as what is told does; a title may end with a question. */
export const endsWithStop = ({ text }: Line): boolean => /[.…]["”»’')\]]*$/.test(text)
