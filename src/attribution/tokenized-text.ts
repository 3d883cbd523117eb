import { CodePoints } from '../quotes/code-points'
import { sentences } from '../quotes/sentences'
import { type Token, tokensOf } from './tokens'

/** A range of tokens by their places, `to` exclusive. */
export interface TokenRange {
  from: number
  to: number
}

/** Whether a token lies in one of some ranges. */
export const isWithin = (ranges: readonly TokenRange[], at: number): boolean =>
  ranges.some(({ from, to }) => at >= from && at < to)

/** Whether one of some ranges shares a token with another. */
export const overlaps = (ranges: readonly TokenRange[], { from, to }: TokenRange): boolean =>
  ranges.some((one) => from < one.to && to > one.from)

/** A text in tokens, and what each stands in. */
export interface TokenizedText {
  points: CodePoints
  tokens: readonly Token[]
  /** The number of each token's sentence, from 0 and without gaps. */
  sentence: Int32Array
  /** The number of its line. */
  line: Int32Array
  /** The number of the quotation that it stands in, marks included; 0 outside of any. */
  quotation: Int32Array
  /** The first token of each sentence, and behind them the number of tokens. */
  starts: readonly number[]
}

/**
 * Cuts a text into tokens.
 *
 * @param language an article's language tag, by which sentences are told
 */
export function tokenizedText(text: string | CodePoints, language = 'en'): TokenizedText {
  const points = CodePoints.of(text)
  const tokens = tokensOf(points.text)
  const line = linesOf(points.text, tokens)
  const { sentence, starts } = sentencesOf(points, tokens, language)
  return { points, tokens, sentence, line, quotation: quotationsOf(tokens, line), starts }
}

function linesOf(text: string, tokens: readonly Token[]): Int32Array {
  const line = new Int32Array(tokens.length)
  tokens.forEach((token, at) => {
    const last = tokens[at - 1]
    line[at] = last ? (line[at - 1] as number) + (text.slice(last.end, token.start).includes('\n') ? 1 : 0) : 0
  })
  return line
}

/**
 * A sentence of more tokens is cut: news has none, and what is asked of each token about its sentence would take for ever
 * on a text of quotation marks alone.
 */
const LONGEST_SENTENCE = 250

function sentencesOf(points: CodePoints, tokens: readonly Token[], language: string) {
  const begin = sentences(points, language).map(({ start }) => points.indexAt(start))
  const sentence = new Int32Array(tokens.length)
  const starts: number[] = []
  let next = 0
  tokens.forEach(({ start }, at) => {
    let begins = at === 0 || at - (starts.at(-1) as number) >= LONGEST_SENTENCE
    while (next < begin.length && (begin[next] as number) <= start) {
      begins = true
      next += 1
    }
    if (begins) starts.push(at)
    sentence[at] = starts.length - 1
  })
  return { sentence, starts: [...starts, tokens.length] }
}

const OPENING = /^[“„«]$/
const CLOSING = /^[”»]$/
/** Opens where nothing is open, and closes what is. */
const STRAIGHT = /^["＂]$/

/** Followed from the beginning of each line; a quotation that is never closed ends with it. */
function quotationsOf(tokens: readonly Token[], line: Int32Array): Int32Array {
  const quotation = new Int32Array(tokens.length)
  let number = 0
  let isOpen = false
  tokens.forEach(({ text }, at) => {
    if (at > 0 && line[at] !== line[at - 1]) isOpen = false
    if (!isOpen && (OPENING.test(text) || STRAIGHT.test(text))) {
      isOpen = true
      number += 1
      quotation[at] = number
      return
    }
    if (isOpen) quotation[at] = number
    if (CLOSING.test(text) || STRAIGHT.test(text)) isOpen = false
  })
  return quotation
}
