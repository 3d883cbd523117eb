import { numbers } from './cue-features'
import { ANY, type Place } from './sequence-tagger'
import {
  closedBefore,
  kindOf,
  nearness,
  opensBehind,
  sentenceOf,
  sentencesAround,
  shapeOf,
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
  const [before, behind, behindThat] = [-1, 1, 2].map((by) => kindOf(tokenAt(text, cue + by))) as [
    string,
    string,
    string,
  ]
  const [left, right] = [nearness(cue - from), nearness(to - cue - 1)]
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
  const { cue, word, beside, behind, manner, left, right } = setting
  const side = at < cue ? 'L' : at > cue ? 'R' : 'Q'
  const far = `${side}${nearness(Math.abs(at - cue))}`
  const sentence = sentenceOf(text, at) - sentenceOf(text, cue)
  const where = `${side}${sentence}${text.line[at] === text.line[cue] ? '' : 'l'}`
  const quoted = text.quotation[at] ? (text.quotation[at] === text.quotation[cue] ? 'Q' : 'q') : '-'
  const tokens = [0, -1, -2, 1, 2].map((by) => tokenAt(text, at + by))
  const [w, w1, w2, n1, n2] = tokens.map(({ lower }) => lower) as [string, string, string, string, string]
  const [shape, shapeBefore, , shapeBehind] = tokens.map(shapeOf)
  const [kind, kindBefore] = tokens.map(kindOf)
  const many = `${side}${sentence}|${Math.min(3, commas)}`
  const own = [
    where,
    `q${where}|${quoted}`,
    `qm${where}|${quoted}|${manner}`,
    `b${where}|${beside}`,
    `bq${where}|${beside}|${quoted}`,
    `c${where}|${word}`,
    `cq${where}|${word}|${quoted}|${behind}`,
    `cm${where}|${word}|${manner}`,
    `cb${where}|${word}|${setting.behindThat}`,
    `f${far}|${sentence}`,
    `fb${far}|${sentence}|${beside}`,
    `fs${far}|${shape}`,
    `fw${far}|${w}`,
    `,m${many}|${manner}`,
    `,q${many}|${quoted}|${setting.before}`,
    `,k${many}|${kind}`,
    `w${where}|${w}`,
    `w1${where}|${w1}`,
    `w2${where}|${w2}`,
    `n1${where}|${n1}`,
    `n2${where}|${n2}`,
    `w1w${side}|${w1} ${w}`,
    `wn1${side}|${w} ${n1}`,
    `ss${side}|${shape}|${shapeBefore}`,
    `sn${side}|${shape}|${shapeBehind}`,
    `e3${side}|${w.slice(-3)}`,
    `lr${side}${sentence}|${left}|${right}`,
    `rq${side}${sentence}|${right}|${quoted}`,
  ]
  const begins = at === text.starts[sentenceOf(text, at)] ? 'F' : ''
  const turns = `${text.quotation[at] === text.quotation[at - 1] ? '' : 'x'}${begins}`
  const step = [
    side,
    `w${side}|${w}`,
    `w1${side}|${w1}`,
    `t${side}|${turns}|${quoted}`,
    `f${far}|${begins}`,
    `k${side}|${turns}|${kind}|${kindBefore}`,
    `w1w${side}|${w1} ${w}`,
    `s${side}|${shape}|${shapeBefore}`,
    `e${side}|${w.slice(-2)}|${w1.slice(-2)}`,
    `c${word}|${Math.abs(at - cue) < 2 ? at - cue : ''}`,
  ]
  return { own: numbers(own), step: numbers(step), allowed: at === cue ? 1 << ROLE.none : ANY }
}
