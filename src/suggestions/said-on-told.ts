import { tokenAt } from '../attribution/surroundings'
import type { TokenRange } from '../attribution/tokenized-text'
import type { SaidOnGiven } from '../claims/said-on'
import { datesIn, type NamedDate } from './dates-in-text'
import { outerStatement, placeOf, sameOccasion, type Telling, whyNoOccasion } from './occasion'
import { isWithin, linesBetween, type StatementBefore, sentencesOf, wholeOf } from './passage'
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
  const isNested = outerStatement(asked) !== null
  const beside = isNested ? [] : datesBeside(asked).map(asProposal)
  const earlier = sameOccasion(asked)
    .filter(({ saidOn }) => saidOn !== null)
    .map(asBefore)
  const opening = opensReport(asked) ? datesBehind(asked).map(asProposal) : []
  const noOccasion = whyNoOccasion(asked)
  const notStated = { value: NOT_STATED, reason: noOccasion ?? 'no day beside the cue' }
  const first = noOccasion === null ? [...beside, ...earlier.slice(0, 1)] : []
  const nearby = datesNearby(asked).map(asProposal)
  return eachOnce([...first, ...opening, notStated, ...beside, ...earlier, ...nearby], ({ saidOn }) => saidOn ?? '')
}

const asProposal = ({ edtf, words, isCounted }: NamedDate): Proposal<SaidOnGiven> => ({
  value: { saidOn: edtf, basis: isCounted ? 'counted' : 'stated', words },
  reason: isCounted ? `${cited(words)}, counted from publication` : cited(words),
})

/** Dates of the passage's sentences that lie outside its content, the nearest to the cue first. */
function datesBeside(asked: Asked): NamedDate[] {
  const near = placeOf(asked)
  return datesOver(asked, sentencesOf(asked.text, wholeOf(asked)))
    .filter(({ at }) => !isWithin(asked.content, at))
    .sort((a, b) => Math.abs(a.at - near) - Math.abs(b.at - near))
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
    .filter(({ edtf }) => published === null || edtf.slice(0, published.length) <= published)
    .map((date) => ({ ...date, at: text.tokens.findIndex(({ end }) => end > begin + date.start) }))
}

const asBefore = ({ saidOn, basis, saidOnWords, speakers }: StatementBefore): Proposal<SaidOnGiven> => ({
  value: { saidOn, basis: basis as SaidOnGiven['basis'], words: saidOnWords },
  reason: `as ${speakers.join('; ')} shortly before`,
})

/** Whether it stands at the head of the report, where the day is told by a later sentence. */
const opensReport = (asked: Asked) =>
  asked.before.every(({ saidOn }) => saidOn === null) && (asked.text.line[placeOf(asked)] as number) < OPENING_LINES

function datesBehind(asked: Asked): NamedDate[] {
  const { text } = asked
  const { to: from } = sentencesOf(text, wholeOf(asked))
  let to = from
  while (to < text.tokens.length && linesBetween(text, to, from - 1) <= OPENING_LINES) to += 1
  return to > from ? datesOver(asked, { from, to }) : []
}

/** Headline, byline, caption and lede. */
const OPENING_LINES = 4
