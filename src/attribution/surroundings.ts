import { countLeading } from '../quotes/binary-search'
import type { TokenizedText, TokenRange } from './tokenized-text'
import type { Token } from './tokens'

const NOTHING: Token = { start: 0, end: 0, text: '', lower: '', shape: '', kind: 'w' }

/** The token at a place, or an empty one where there is none. */
export const tokenAt = ({ tokens }: TokenizedText, at: number): Token => tokens[at] ?? NOTHING

/** A token and those around it, as features ask for them: `w1` is the word before it, `n1` the one behind. */
export interface Neighbours {
  w: string
  w1: string
  w2: string
  n1: string
  n2: string
  shape: string
  shapeBefore: string
  shapeBehind: string
  kind: string
  kindBefore: string
  kindBehind: string
}

/** @param bounds beyond which no token is looked at */
export function neighboursOf(
  text: TokenizedText,
  at: number,
  { from, to }: TokenRange = { from: 0, to: text.tokens.length },
): Neighbours {
  const token = (there: number) => (there < from || there >= to ? NOTHING : tokenAt(text, there))
  const [own, before, behind] = [token(at), token(at - 1), token(at + 1)]
  return {
    w: own.lower,
    w1: before.lower,
    w2: token(at - 2).lower,
    n1: behind.lower,
    n2: token(at + 2).lower,
    shape: own.shape,
    shapeBefore: before.shape,
    shapeBehind: behind.shape,
    kind: own.kind,
    kindBefore: before.kind,
    kindBehind: behind.kind,
  }
}

/** The first token that reaches beyond an index of the text; their number where none does. */
export const tokenBehind = ({ tokens }: TokenizedText, index: number): number =>
  countLeading(tokens.length, (at) => (tokens[at] as Token).end <= index)

/** The number of a token's sentence. */
export const sentenceOf = ({ sentence }: TokenizedText, at: number): number => sentence[at] as number

/** No more tokens than this are looked at on either side: what a sentence of news has hardly ever, and a list of words has. */
const MOST_AROUND = 250

/** The tokens of so many sentences around those of a range. */
export function sentencesAround(text: TokenizedText, range: TokenRange, before: number, behind: number): TokenRange {
  const last = text.starts.length - 1
  const from = text.starts[Math.max(0, sentenceOf(text, range.from) - before)] as number
  const to = text.starts[Math.min(last, sentenceOf(text, range.to - 1) + 1 + behind)] as number
  return { from: Math.max(from, range.from - MOST_AROUND), to: Math.min(to, range.to + MOST_AROUND) }
}

/** Distances that are told apart: one by one when near, then ever more coarsely. */
export const roughDistance = (tokens: number): number =>
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
