import type { TokenizedText, TokenRange } from './tokenized-text'
import type { Token } from './tokens'

const NOTHING: Token = { start: 0, end: 0, text: '', lower: '' }

/** The token at a place, or an empty one where there is none. */
export const tokenAt = ({ tokens }: TokenizedText, at: number): Token => tokens[at] ?? NOTHING

export const sentenceOf = ({ sentence }: TokenizedText, at: number): number => sentence[at] as number

/** The tokens of so many sentences around those of a range. */
export function sentencesAround(text: TokenizedText, range: TokenRange, before: number, behind: number): TokenRange {
  const last = text.starts.length - 1
  const from = text.starts[Math.max(0, sentenceOf(text, range.from) - before)] as number
  const to = text.starts[Math.min(last, sentenceOf(text, range.to - 1) + 1 + behind)] as number
  return { from, to }
}

/** How a word is written: Xx, XX, x, 0; a sign is itself. */
export function shapeOf({ text }: Token): string {
  if (/^\p{Lu}[\p{Lu}.]*$/u.test(text)) return text.length === 1 ? 'X' : 'XX'
  if (/^\p{Lu}/u.test(text)) return 'Xx'
  if (/^\p{Ll}/u.test(text)) return text.includes('-') ? 'x-x' : 'x'
  if (/^\p{N}/u.test(text)) return '0'
  return text
}

const SIGN = /^[,;:.?!()]$/
const QUOTATION_MARK = /^["“”«»„]$/
/** What opens or joins clauses and phrases, and who may speak without a name. */
const SMALL_WORDS = new Set(
  'that to if whether how what why by of in on about as for with against the a an he she it they who his her and but i we'.split(
    ' ',
  ),
)

/** A word that holds a sentence together, or a sign, as it is; w or 0 for others. */
export function kindOf({ lower }: Token): string {
  if (SIGN.test(lower) || SMALL_WORDS.has(lower)) return lower
  if (QUOTATION_MARK.test(lower)) return '"'
  return /^\p{N}/u.test(lower) ? '0' : 'w'
}

/** Distances that are told apart: one by one when near, then ever more coarsely. */
export const nearness = (tokens: number): number =>
  tokens < 4 ? tokens : tokens < 6 ? 4 : tokens < 10 ? 6 : tokens < 18 ? 10 : 18

/** In how many tokens a quotation mark is still beside. */
const BESIDE = 6

/** How far before a place a quotation has closed, in tokens, if beside. */
export function closedBefore({ quotation }: TokenizedText, at: number, from: number): number | null {
  for (let there = at - 1; there >= Math.max(from, at - BESIDE); there -= 1)
    if (quotation[there] && !quotation[there + 1]) return at - there
  return null
}

/** How far behind a place a quotation opens, in tokens, if beside. */
export function opensBehind({ quotation }: TokenizedText, at: number, to: number): number | null {
  for (let there = at + 1; there < Math.min(to, at + BESIDE + 1); there += 1)
    if (quotation[there] && !quotation[there - 1]) return there - at
  return null
}
