import { ANY, featureNumber, type Place } from './sequence-tagger'
import { closedBefore, nearness, opensBehind, shapeOf, tokenAt } from './surroundings'
import type { TokenizedText, TokenRange } from './tokenized-text'

/** Tags of a token that says that something was said ("said", "denial", "according"), and of all others. */
export const CUE = { none: 0, cue: 1 } as const

/** What speaks for a cue at each token of a sentence. */
export const cuePlaces = (text: TokenizedText, sentence: TokenRange): Place[] =>
  Array.from({ length: sentence.to - sentence.from }, (_, place) => cuePlace(text, sentence.from + place, sentence))

function cuePlace(text: TokenizedText, at: number, { from, to }: TokenRange): Place {
  const token = (by: number) => tokenAt(text, at + by < from || at + by >= to ? -1 : at + by)
  const [w, w1, w2, n1, n2] = [0, -1, -2, 1, 2].map((by) => token(by).lower) as [string, string, string, string, string]
  const [shape, shapeBefore, shapeBehind] = [0, -1, 1].map((by) => shapeOf(token(by)))
  const end = w.slice(-2)
  const closed = closedBefore(text, at, from)
  const opens = opensBehind(text, at, to)
  const isQuoted = text.quotation[at] ? 'q' : ''
  const own = [
    '',
    `w${w}`,
    `wq${w}|${isQuoted}`,
    `w1${w1}`,
    `w2${w2}`,
    `n1${n1}`,
    `n2${n2}`,
    `w1w${w1} ${w}`,
    `wn1${w} ${n1}`,
    `wn2${w} ${n1} ${n2}`,
    `w2w${w2} ${w1} ${w}`,
    `e3${w.slice(-3)}`,
    `e2w1${end}|${w1}`,
    `e2n1${end}|${n1}`,
    `b4${w.slice(0, 4)}`,
    `s${shape}`,
    `ss${shapeBefore} ${shape}`,
    `sn${shape} ${shapeBehind}|${end}`,
    `sw${shapeBefore} ${w}`,
    `ws${w} ${shapeBehind}`,
    `c${closed}`,
    `o${opens}`,
    `wc${w}|${closed}`,
    `ec${end}|${closed}|${opens}`,
    `q${isQuoted}`,
    `f${nearness(at - from)}|${shape}`,
  ]
  return { own: numbers(own), step: numbers(['', `w${w}`, `w1${w1}`, `e${end}`]), allowed: ANY }
}

export const numbers = (names: readonly string[]): Int32Array => Int32Array.from(names, featureNumber)
