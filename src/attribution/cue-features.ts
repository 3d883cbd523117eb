import { ANY, feature, type Place } from './sequence-tagger'
import { closedBefore, neighboursOf, opensBehind, roughDistance } from './surroundings'
import type { TokenizedText, TokenRange } from './tokenized-text'

/** Tags of a token that says that something was said ("said", "denial", "according"), and of all others. */
export const CUE = { none: 0, cue: 1 } as const

/** What speaks for a cue at each token of a sentence. */
export const cuePlaces = (text: TokenizedText, sentence: TokenRange): Place[] =>
  Array.from({ length: sentence.to - sentence.from }, (_, place) => cuePlace(text, sentence.from + place, sentence))

function cuePlace(text: TokenizedText, at: number, sentence: TokenRange): Place {
  const { from, to } = sentence
  const { w, w1, w2, n1, n2, shape, shapeBefore, shapeBehind } = neighboursOf(text, at, sentence)
  const end = w.slice(-2)
  const closed = closedBefore(text, at, from)
  const opens = opensBehind(text, at, to)
  const isQuoted = text.quotation[at] ? 'q' : ''
  const own = Int32Array.of(
    feature``,
    feature`w${w}`,
    feature`wq${w}|${isQuoted}`,
    feature`w1${w1}`,
    feature`w2${w2}`,
    feature`n1${n1}`,
    feature`n2${n2}`,
    feature`w1w${w1} ${w}`,
    feature`wn1${w} ${n1}`,
    feature`wn2${w} ${n1} ${n2}`,
    feature`w2w${w2} ${w1} ${w}`,
    feature`e3${w.slice(-3)}`,
    feature`e2w1${end}|${w1}`,
    feature`e2n1${end}|${n1}`,
    feature`b4${w.slice(0, 4)}`,
    feature`s${shape}`,
    feature`ss${shapeBefore} ${shape}`,
    feature`sn${shape} ${shapeBehind}|${end}`,
    feature`sw${shapeBefore} ${w}`,
    feature`ws${w} ${shapeBehind}`,
    feature`c${closed}`,
    feature`o${opens}`,
    feature`wc${w}|${closed}`,
    feature`ec${end}|${closed}|${opens}`,
    feature`q${isQuoted}`,
    feature`f${roughDistance(at - from)}|${shape}`,
  )
  return { own, step: Int32Array.of(feature``, feature`w${w}`, feature`w1${w1}`, feature`e${end}`), allowed: ANY }
}
