import { tokenAt, tokenBehind } from '../attribution/surroundings'
import { isWithin, type TokenRange } from '../attribution/tokenized-text'
import type { SaidOnGiven } from '../claims/said-on'
import { type EdtfDate, parseEdtf } from '../claims/said-on-edtf'
import { datesIn, type NamedDate } from './dates-in-text'
import { outerStatement, placeOf, sameOccasion, type Telling, whyNoOccasion } from './occasion'
import { linesBetween, type StatementBefore, sentencesOf, wholeOf } from './passage'
import { cited, eachOnce, type Proposal } from './proposal'

interface Asked extends Telling {
  /** The ISO day on which the text was published; null where it is not known. */
  published: string | null
}

const NOT_STATED: SaidOnGiven = { saidOn: null, basis: 'not_stated', words: null }

/**
 * When it was said, the likeliest first; "not stated" is always among them. A date counts that stands beside the cue,
 * outside of what was said ("will return on Monday" is no date of the saying). Without one, what the same speaker said
 * shortly before was said on the same day, and a reply on the day of what it replies to; and what opens a report is
 * dated by the lines behind it. "Has denied" and "denials" have no day.
 */
export function saidOnTold(asked: Asked): Proposal<SaidOnGiven>[] {
  const beside = outerStatement(asked) === null ? datesBeside(asked) : []
  const earlier = sameOccasion(asked)
    .filter(({ saidOn }) => saidOn !== null)
    .map(asBefore)
  const opening = opensReport(asked) ? datesBehind(asked) : []
  const noOccasion = whyNoOccasion(asked)
  const notStated = { value: NOT_STATED, reason: noOccasion ?? 'no day beside the cue' }
  const told = beside.map(asProposal)
  const first = noOccasion === null ? [...closer(beside, opening).map(asProposal), ...told, ...earlier.slice(0, 1)] : []
  const others = [...told, ...earlier, ...datesNearby(asked).map(asProposal)]
  return eachOnce([...first, ...opening.map(asProposal), notStated, ...others], ({ saidOn }) => saidOn ?? '')
}

const asProposal = ({ edtf, words, isCounted }: NamedDate): Proposal<SaidOnGiven> => ({
  value: { saidOn: edtf, basis: isCounted ? 'counted' : 'stated', words },
  reason: isCounted ? `${cited(words)}, counted from publication` : cited(words),
})

/** Dates of the passage's sentences that lie outside its content: one in the source’s words, then the nearest to the cue. */
function datesBeside(asked: Asked): NamedDate[] {
  const near = placeOf(asked)
  const isInSource = ({ at }: { at: number }) => asked.source !== null && isWithin([asked.source], at)
  return datesOver(asked, sentencesOf(asked.text, wholeOf(asked)))
    .filter(({ at }) => !isWithin(asked.content, at))
    .sort((a, b) => Math.abs(a.at - near) - Math.abs(b.at - near))
    .sort((a, b) => Number(isInSource(b)) - Number(isInSource(a)))
}

/** What tells the nearest date more closely, beside it or where the report goes on: "over the weekend … on 2 March". */
function closer([nearest, ...beside]: readonly NamedDate[], opening: readonly NamedDate[]): NamedDate[] {
  const found = nearest && [...beside, ...opening].find((one) => liesIn(one, nearest))
  return found ? [found] : []
}

function liesIn(one: NamedDate, other: NamedDate): boolean {
  const [inner, outer] = [endsOf(one), endsOf(other)]
  return inner.from.earliest >= outer.from.earliest && inner.to.latest <= outer.to.latest && one.edtf !== other.edtf
}

/** The first day of it, and that of its end: a month under way was published in, a day to come was not. */
const beginOf = (date: NamedDate) => Object.values(endsOf(date)).map(({ earliest }) => earliest)

function endsOf({ edtf }: NamedDate): { from: EdtfDate; to: EdtfDate } {
  const read = parseEdtf(edtf)
  if ('problem' in read || !read.from || !read.to) throw new Error(`${edtf} is no date with two ends`)
  return { from: read.from, to: read.to }
}

/** All dates of the text, the nearest first. */
function datesNearby(asked: Asked): NamedDate[] {
  const near = placeOf(asked)
  return datesOver(asked, { from: 0, to: asked.text.tokens.length }).sort(
    (a, b) => Math.abs(a.at - near) - Math.abs(b.at - near),
  )
}

/** Each with the token at which it begins. */
function datesOver({ text, published }: Asked, { from, to }: TokenRange): (NamedDate & { at: number })[] {
  const begin = tokenAt(text, from).start
  return datesIn(text.points.text.slice(begin, tokenAt(text, to - 1).end), published)
    .filter((date) => published === null || beginOf(date).every((day) => day <= published))
    .map((date) => ({ ...date, at: tokenBehind(text, begin + date.start) }))
}

const asBefore = ({ saidOn, basis, saidOnWords, speakers }: StatementBefore): Proposal<SaidOnGiven> => ({
  value: { saidOn, basis: basis as SaidOnGiven['basis'], words: saidOnWords },
  reason: `as ${speakers.join('; ')} shortly before`,
})

/** Whether it stands at the head of the report, where the day is told by a later sentence. */
const opensReport = (asked: Asked) =>
  asked.before.every(({ saidOn }) => saidOn === null) && (asked.text.line[placeOf(asked)] as number) < OPENING_LINES

/** Days that the next lines tell; a month or a year there is rarely that of the saying. */
function datesBehind(asked: Asked): NamedDate[] {
  const { text } = asked
  const { to: from } = sentencesOf(text, wholeOf(asked))
  let to = from
  while (to < text.tokens.length && linesBetween(text, to, from - 1) <= OPENING_LINES) to += 1
  return to > from ? datesOver(asked, { from, to }).filter(({ edtf }) => OF_DAYS.test(edtf)) : []
}

const OF_DAYS = /^\d{4}-\d{2}-\d{2}/

/** Headline, byline, caption and lede. */
const OPENING_LINES = 4
