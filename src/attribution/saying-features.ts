import { numbers } from './cue-features'
import { ANY, type Place } from './sequence-tagger'
import { kindOf, nearness, sentenceOf, sentencesAround, shapeOf, tokenAt } from './surroundings'
import type { TokenizedText, TokenRange } from './tokenized-text'

/** Tags of the word that says that a content was said, of what names who said it, and of all else. */
export const SAYING = { none: 0, cue: 1, source: 2 } as const

/** Where cue and source of a content are looked for: in its sentences and one on either side. */
export const aroundContent = (text: TokenizedText, content: readonly TokenRange[]): TokenRange =>
  sentencesAround(text, wholeOf(content), 1, 1)

/** From the first of the ranges to the last, gaps included. */
const wholeOf = (ranges: readonly TokenRange[]): TokenRange => ({
  from: (ranges[0] as TokenRange).from,
  to: (ranges.at(-1) as TokenRange).to,
})

/** What speaks for cue and source at each token around a content. */
export function sayingPlaces(text: TokenizedText, content: readonly TokenRange[], range: TokenRange): Place[] {
  const setting = settingOf(text, content)
  return Array.from({ length: range.to - range.from }, (_, place) => sayingPlace(text, range.from + place, setting))
}

/** What is so for a content wherever one looks from it. */
interface Setting {
  content: readonly TokenRange[]
  whole: TokenRange
  firstSentence: number
  lastSentence: number
  /** Whether it is quoted, split, begins a sentence or ends one. */
  manner: string
  /** The same, with the kinds of the tokens right beside it. */
  beside: string
  behind: string
  behindThat: string
  opens: string
  left: number
  right: number
}

function settingOf(text: TokenizedText, content: readonly TokenRange[]): Setting {
  const whole = wholeOf(content)
  const { from, to } = whole
  const [firstSentence, lastSentence] = [sentenceOf(text, from), sentenceOf(text, to - 1)]
  const [before, behind, opens] = [from - 1, to, from].map((at) => kindOf(tokenAt(text, at))) as [
    string,
    string,
    string,
  ]
  const left = nearness(from - (text.starts[firstSentence] as number))
  const right = nearness((text.starts[lastSentence + 1] as number) - to)
  const quotedEnds = [from, to - 1].filter((at) => text.quotation[at]).length
  const quoted = `${quotedEnds}${content.length > 1 ? 's' : ''}`
  return {
    content,
    whole,
    firstSentence,
    lastSentence,
    manner: `${quoted}${left < 2 ? 'b' : ''}${right < 3 ? 'e' : ''}`,
    beside: `${quoted}|${before}|${behind}`,
    behind,
    behindThat: shapeOf(tokenAt(text, to + 1)),
    opens,
    left,
    right,
  }
}

/** On which side of the content a token is (in a gap of it, too), how far, and how many sentences away. */
function placeBeside(text: TokenizedText, at: number, { content, whole, firstSentence, lastSentence }: Setting) {
  if (at < whole.from) return { side: 'L', away: whole.from - at, sentence: sentenceOf(text, at) - firstSentence }
  if (at >= whole.to) return { side: 'R', away: at - whole.to, sentence: sentenceOf(text, at) - lastSentence }
  const away = Math.min(...content.map(({ from, to }) => (at < from ? from - at : at >= to ? at - to : 0)))
  return { side: 'G', away, sentence: 0 }
}

function sayingPlace(text: TokenizedText, at: number, setting: Setting): Place {
  const { whole, manner, beside, left, right } = setting
  const { side, away, sentence } = placeBeside(text, at, setting)
  const far = nearness(away)
  const edge = side === 'R' ? whole.to - 1 : whole.from
  const where = `${side}${sentence}${text.line[at] === text.line[edge] ? '' : 'l'}`
  const tokens = [0, -1, -2, 1, 2].map((by) => tokenAt(text, at + by))
  const [w, w1, w2, n1, n2] = tokens.map(({ lower }) => lower) as [string, string, string, string, string]
  const [shape, shapeBefore, , shapeBehind] = tokens.map(shapeOf)
  const [kind, kindBefore, , kindBehind] = tokens.map(kindOf)
  const end = w.slice(-2)
  const begins = at === text.starts[sentenceOf(text, at)] ? 'F' : ''
  const own = [
    where,
    `m${where}|${manner}`,
    `b${where}|${beside}`,
    `fm${where}|${far}|${manner}`,
    `fb${where}|${far}|${beside}`,
    `fsm${where}|${far}|${shape}|${manner}`,
    `fw${where}|${far}|${w}`,
    `w${where}|${w}`,
    `wm${where}|${w}|${manner}`,
    `em${where}|${end}|${manner}`,
    `e3f${where}|${w.slice(-3)}|${far}`,
    `qf${side}|${text.quotation[at] ? 'q' : ''}|${far}`,
    `W${w}`,
    `W1${w1}`,
    `W2${w2}`,
    `N1${n1}`,
    `N2${n2}`,
    `w1${side}|${w1}`,
    `n1${side}|${n1}`,
    `W1W${w1} ${w}`,
    `WN1${w} ${n1}`,
    `wk${side}|${w} ${kindBehind}`,
    `E3${w.slice(-3)}`,
    `E2S${end}|${shapeBefore}`,
    `B4${w.slice(0, 4)}`,
    `ss${shape}|${shapeBefore}|${side}`,
    `sn${shape}|${shapeBehind}|${side}`,
    `s${where}|${begins}|${shape}`,
    `lr${side}|${left}|${right}|${far}`,
    `bb${side}|${setting.behind}|${setting.behindThat}|${far}`,
    `o${side}|${setting.opens}|${far}`,
  ]
  const step = [
    side,
    `w${side}|${w}`,
    `w1${side}|${w1}`,
    `w1w${side}|${w1} ${w}`,
    `s${side}|${shape}|${shapeBefore}`,
    `e${side}|${end}|${w1.slice(-2)}`,
    `f${where}|${far}`,
    `k${side}|${kind}|${kindBefore}`,
  ]
  const isContent = setting.content.some(({ from, to }) => at >= from && at < to)
  return { own: numbers(own), step: numbers(step), allowed: isContent ? 1 << SAYING.none : ANY }
}
