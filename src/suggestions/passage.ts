import { sentencesAround, tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'

/** A passage that says that something was said, in tokens of its text. */
export interface Passage {
  text: TokenizedText
  content: readonly TokenRange[]
  /** The word that says so; null where none does. */
  cue: number | null
  /** What names who said it. */
  source: TokenRange | null
}

/** A statement that stands before the passage in the same text, as its editor has recorded it. */
export interface StatementBefore {
  /** The token where its content begins. */
  at: number
  content: readonly TokenRange[]
  /** The words that name them there; empty where none do. */
  source: string
  speakers: readonly string[]
  saidOn: string | null
  basis: string
  saidOnWords: string | null
  medium: string
}

/** The words of a range, as they are written. */
export function wordsOf(text: TokenizedText, { from, to }: TokenRange): string {
  return to > from ? text.points.text.slice(tokenAt(text, from).start, tokenAt(text, to - 1).end) : ''
}

/** The same on one line. */
export const onOneLine = (text: TokenizedText, range: TokenRange): string => wordsOf(text, range).replace(/\s+/g, ' ')

/** From the first to the last token of a passage's content, cue and source. */
export function wholeOf({ content, cue, source }: Passage): TokenRange {
  const ranges = [...content, ...(cue === null ? [] : [{ from: cue, to: cue + 1 }]), ...(source ? [source] : [])]
  return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) }
}

/** A range drawn out to the bounds of its sentences. */
export const sentencesOf = (text: TokenizedText, range: TokenRange): TokenRange => sentencesAround(text, range, 0, 0)

/** Lines between two places: 0 on the same one. */
export const linesBetween = ({ line }: TokenizedText, one: number, other: number): number =>
  Math.abs((line[one] as number) - (line[other] as number))
