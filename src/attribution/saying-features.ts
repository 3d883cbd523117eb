import { ANY, feature, type Place } from './sequence-tagger'
import { type Neighbours, neighboursOf, roughDistance, sentenceOf, sentencesAround, tokenAt } from './surroundings'
import { isWithin, type TokenizedText, type TokenRange } from './tokenized-text'

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
  const [before, behind, opens] = [from - 1, to, from].map((at) => tokenAt(text, at).kind) as [string, string, string]
  const left = roughDistance(from - (text.starts[firstSentence] as number))
  const right = roughDistance((text.starts[lastSentence + 1] as number) - to)
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
    behindThat: tokenAt(text, to + 1).shape,
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
  const { content, whole } = setting
  const { side, away, sentence } = placeBeside(text, at, setting)
  const edge = side === 'R' ? whole.to - 1 : whole.from
  const view: View = {
    near: neighboursOf(text, at),
    side,
    far: roughDistance(away),
    where: `${side}${sentence}${text.line[at] === text.line[edge] ? '' : 'l'}`,
    quoted: text.quotation[at] ? 'q' : '',
    begins: at === text.starts[sentenceOf(text, at)] ? 'F' : '',
  }
  return {
    own: ownFeatures(view, setting),
    step: stepFeatures(view),
    allowed: isWithin(content, at) ? 1 << SAYING.none : ANY,
  }
}

/** What one sees from a token towards the content. */
interface View {
  near: Neighbours
  /** Before the content, behind it, or in a gap of it. */
  side: string
  far: number
  where: string
  quoted: string
  /** Whether its sentence begins with it. */
  begins: string
}

function ownFeatures(view: View, setting: Setting): Int32Array {
  const { near, side, far, where, quoted, begins } = view
  const { w, w1, w2, n1, n2, shape, shapeBefore, shapeBehind, kindBehind } = near
  const { manner, beside, behind, behindThat, opens, left, right } = setting
  const end = w.slice(-2)
  return Int32Array.of(
    feature`${where}`,
    feature`m${where}|${manner}`,
    feature`b${where}|${beside}`,
    feature`fm${where}|${far}|${manner}`,
    feature`fb${where}|${far}|${beside}`,
    feature`fsm${where}|${far}|${shape}|${manner}`,
    feature`fw${where}|${far}|${w}`,
    feature`w${where}|${w}`,
    feature`wm${where}|${w}|${manner}`,
    feature`em${where}|${end}|${manner}`,
    feature`e3f${where}|${w.slice(-3)}|${far}`,
    feature`qf${side}|${quoted}|${far}`,
    feature`W${w}`,
    feature`W1${w1}`,
    feature`W2${w2}`,
    feature`N1${n1}`,
    feature`N2${n2}`,
    feature`w1${side}|${w1}`,
    feature`n1${side}|${n1}`,
    feature`W1W${w1} ${w}`,
    feature`WN1${w} ${n1}`,
    feature`wk${side}|${w} ${kindBehind}`,
    feature`E3${w.slice(-3)}`,
    feature`E2S${end}|${shapeBefore}`,
    feature`B4${w.slice(0, 4)}`,
    feature`ss${shape}|${shapeBefore}|${side}`,
    feature`sn${shape}|${shapeBehind}|${side}`,
    feature`s${where}|${begins}|${shape}`,
    feature`lr${side}|${left}|${right}|${far}`,
    feature`bb${side}|${behind}|${behindThat}|${far}`,
    feature`o${side}|${opens}|${far}`,
  )
}

function stepFeatures({ near, side, far, where }: View): Int32Array {
  const { w, w1, shape, shapeBefore, kind, kindBefore } = near
  return Int32Array.of(
    feature`${side}`,
    feature`w${side}|${w}`,
    feature`w1${side}|${w1}`,
    feature`w1w${side}|${w1} ${w}`,
    feature`s${side}|${shape}|${shapeBefore}`,
    feature`e${side}|${w.slice(-2)}|${w1.slice(-2)}`,
    feature`f${where}|${far}`,
    feature`k${side}|${kind}|${kindBefore}`,
  )
}
