import { ANY, feature, type Place } from './sequence-tagger'
import {
  closedBefore,
  type Neighbours,
  neighboursOf,
  opensBehind,
  roughDistance,
  sentenceOf,
  sentencesAround,
  tokenAt,
} from './surroundings'
import type { TokenizedText, TokenRange } from './tokenized-text'

/** Tags of what a cue says was said, of what names who said it, and of all else. */
export const ROLE = { none: 0, content: 1, source: 2 } as const

/** Where content and source of a cue are looked for: its sentence, the one before and two behind. */
export const aroundCue = (text: TokenizedText, cue: number): TokenRange =>
  sentencesAround(text, { from: cue, to: cue + 1 }, 1, 2)

/** What speaks for each role at each token around a cue. */
export function rolePlaces(text: TokenizedText, cue: number, range: TokenRange): Place[] {
  const setting = settingOf(text, cue)
  const commas = commasBetween(text, cue, range)
  return Array.from({ length: range.to - range.from }, (_, place) =>
    rolePlace(text, range.from + place, commas[place] as number, setting),
  )
}

/** What is so for a cue wherever one looks from it. */
interface Setting {
  cue: number
  word: string
  /** Kinds of the tokens right beside it. */
  beside: string
  before: string
  behind: string
  behindThat: string
  /** Tokens from the beginning of its sentence, and to its end. */
  left: number
  right: number
  /** Whether quotations close before it and open behind it, whether its sentence begins or ends with it. */
  manner: string
}

function settingOf(text: TokenizedText, cue: number): Setting {
  const [from, to] = [sentenceOf(text, cue), sentenceOf(text, cue) + 1].map((one) => text.starts[one] as number) as [
    number,
    number,
  ]
  const [before, behind, behindThat] = [-1, 1, 2].map((by) => tokenAt(text, cue + by).kind) as [string, string, string]
  const [left, right] = [roughDistance(cue - from), roughDistance(to - cue - 1)]
  const manner = [
    closedBefore(text, cue, from) !== null && 'c',
    opensBehind(text, cue, to) !== null && 'o',
    right < 4 && 'e',
    left < 2 && 'b',
    text.quotation[cue] && 'q',
  ]
  return {
    cue,
    word: tokenAt(text, cue).lower,
    beside: `${before}|${behind}`,
    before,
    behind,
    behindThat,
    left,
    right,
    manner: manner.filter(Boolean).join(''),
  }
}

/** How many commas stand between each token and the cue. */
function commasBetween(text: TokenizedText, cue: number, { from, to }: TokenRange): Int32Array {
  const commas = new Int32Array(to - from)
  const isComma = (at: number) => (tokenAt(text, at).lower === ',' ? 1 : 0)
  for (let at = cue - 1; at >= from; at -= 1)
    commas[at - from] = at === cue - 1 ? 0 : (commas[at + 1 - from] as number) + isComma(at + 1)
  for (let at = cue + 1; at < to; at += 1) commas[at - from] = (commas[at - 1 - from] as number) + isComma(at)
  return commas
}

function rolePlace(text: TokenizedText, at: number, commas: number, setting: Setting): Place {
  const { cue } = setting
  const side = at < cue ? 'L' : at > cue ? 'R' : 'Q'
  const sentence = sentenceOf(text, at) - sentenceOf(text, cue)
  const view: View = {
    near: neighboursOf(text, at),
    side,
    sentence,
    far: `${side}${roughDistance(Math.abs(at - cue))}`,
    where: `${side}${sentence}${text.line[at] === text.line[cue] ? '' : 'l'}`,
    quoted: text.quotation[at] ? (text.quotation[at] === text.quotation[cue] ? 'Q' : 'q') : '-',
    many: `${side}${sentence}|${Math.min(3, commas)}`,
    begins: at === text.starts[sentenceOf(text, at)] ? 'F' : '',
    turns: text.quotation[at] === text.quotation[at - 1] ? '' : 'x',
    besideCue: Math.abs(at - cue) < 2 ? at - cue : '',
  }
  return {
    own: ownFeatures(view, setting),
    step: stepFeatures(view, setting),
    allowed: at === cue ? 1 << ROLE.none : ANY,
  }
}

/** What one sees from a token towards its cue. */
interface View {
  near: Neighbours
  /** Before the cue, behind it, or the cue itself. */
  side: string
  /** How many sentences away. */
  sentence: number
  far: string
  where: string
  /** Whether it stands in a quotation, and in that of the cue. */
  quoted: string
  /** How many commas are between. */
  many: string
  /** Whether its sentence begins with it. */
  begins: string
  /** Whether a quotation begins or ends with it. */
  turns: string
  besideCue: number | ''
}

function ownFeatures(view: View, setting: Setting): Int32Array {
  const { near, side, sentence, far, where, quoted, many } = view
  const { w, w1, w2, n1, n2, shape, shapeBefore, shapeBehind, kind } = near
  const { word, beside, before, behind, behindThat, manner, left, right } = setting
  return Int32Array.of(
    feature`${where}`,
    feature`q${where}|${quoted}`,
    feature`qm${where}|${quoted}|${manner}`,
    feature`b${where}|${beside}`,
    feature`bq${where}|${beside}|${quoted}`,
    feature`c${where}|${word}`,
    feature`cq${where}|${word}|${quoted}|${behind}`,
    feature`cm${where}|${word}|${manner}`,
    feature`cb${where}|${word}|${behindThat}`,
    feature`f${far}|${sentence}`,
    feature`fb${far}|${sentence}|${beside}`,
    feature`fs${far}|${shape}`,
    feature`fw${far}|${w}`,
    feature`,m${many}|${manner}`,
    feature`,q${many}|${quoted}|${before}`,
    feature`,k${many}|${kind}`,
    feature`w${where}|${w}`,
    feature`w1${where}|${w1}`,
    feature`w2${where}|${w2}`,
    feature`n1${where}|${n1}`,
    feature`n2${where}|${n2}`,
    feature`w1w${side}|${w1} ${w}`,
    feature`wn1${side}|${w} ${n1}`,
    feature`ss${side}|${shape}|${shapeBefore}`,
    feature`sn${side}|${shape}|${shapeBehind}`,
    feature`e3${side}|${w.slice(-3)}`,
    feature`lr${side}${sentence}|${left}|${right}`,
    feature`rq${side}${sentence}|${right}|${quoted}`,
  )
}

function stepFeatures(view: View, { word }: Setting): Int32Array {
  const { near, side, far, quoted, begins, besideCue } = view
  const { w, w1, shape, shapeBefore, kind, kindBefore } = near
  const turns = `${view.turns}${begins}`
  return Int32Array.of(
    feature`${side}`,
    feature`w${side}|${w}`,
    feature`w1${side}|${w1}`,
    feature`t${side}|${turns}|${quoted}`,
    feature`f${far}|${begins}`,
    feature`k${side}|${turns}|${kind}|${kindBefore}`,
    feature`w1w${side}|${w1} ${w}`,
    feature`s${side}|${shape}|${shapeBefore}`,
    feature`e${side}|${w.slice(-2)}|${w1.slice(-2)}`,
    feature`c${word}|${besideCue}`,
  )
}
