import { type AttributionModel, attributionsIn, cuesIn, sayingOf } from '../attribution/attribution'
import { sentenceOf, tokenAt } from '../attribution/surroundings'
import { isWithin, overlaps, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import { isWord } from '../attribution/tokens'
import { atOnce } from './in-slices'
import { withJoined } from './joined-names'
import { sentencesOf } from './passage'
import { subjectOfCue } from './subject-of-cue'
import { wordsLikeCues } from './words-like-cues'

/** One way to read a passage: what was said in it, by which word, and what names who said it. */
export interface Reading {
  content: TokenRange[]
  cue: number | null
  source: TokenRange | null
}

/** What the model finds in some sentences, in the order of the text. */
export const readingsFound = (text: TokenizedText, sentences: TokenRange, model: AttributionModel): Reading[] =>
  atOnce(findReadings(text, sentences, model))

/** The same, sentence by sentence and reading by reading. */
export function* findReadings(
  text: TokenizedText,
  sentences: TokenRange,
  model: AttributionModel,
): Generator<void, Reading[]> {
  const [first, last] = [sentenceOf(text, sentences.from), sentenceOf(text, sentences.to - 1)]
  const found: Reading[] = []
  for (let sentence = first; sentence <= last; sentence += 1) {
    found.push(...attributionsIn(text, sentence, model))
    yield
  }
  const cues = found.flatMap(({ cue }) => (cue === null ? [] : [cue]))
  const readings: Reading[] = []
  for (const reading of eachContentOnce(found)) {
    readings.push(withSource(text, reading, cues, model))
    yield
  }
  return readings
}

/**
 * The source as the content tells it where both find the same cue: of marked news, that is right more often. A word that
 * owns something is no source by itself; and across another cue, the subject of the cue itself comes first.
 */
function withSource(text: TokenizedText, reading: Reading, cues: readonly number[], model: AttributionModel): Reading {
  const { cue } = reading
  const saying = sayingOf(text, reading.content, model)
  const found = saying.cue === cue && saying.source ? saying.source : reading.source
  const told = besideCue(text, withJoined(text, upToCue(found, cues)), cue)
  const subject = cue === null ? null : subjectOfCue(text, cue)
  const isFree = subject !== null && !overlaps(reading.content, subject)
  const isOwner = told && told.to - told.from === 1 && OWNERS.has(tokenAt(text, told.from).lower)
  const isAcross = told && cue !== null && cues.some((other) => other >= told.to && other < cue)
  if (told && !isOwner && !(isAcross && isFree && subject.from > told.to)) return { ...reading, source: told }
  return { ...reading, source: isFree ? subject : null }
}

/** A source without the cue of another clause that it ran into. */
function upToCue(source: TokenRange | null, cues: readonly number[]): TokenRange | null {
  const within = source ? cues.find((cue) => cue > source.from && cue < source.to) : undefined
  return source && within !== undefined ? { from: source.from, to: within } : source
}

/** Of names that follow on each other without an "and" the one beside the cue: “with Pompeo, Lavrov said”. */
function besideCue(text: TokenizedText, source: TokenRange | null, cue: number | null): TokenRange | null {
  if (!source || cue === null) return source
  const words = text.tokens.slice(source.from, source.to)
  const comma = words.findIndex(({ lower }) => lower === ',')
  const isListed = words.some(({ lower }) => lower === 'and' || lower === 'or')
  const areNames = words.every(({ text, lower }) => lower === ',' || /^\p{Lu}/u.test(text))
  if (comma < 1 || isListed || !areNames) return source
  return cue < source.from
    ? { from: source.from, to: source.from + comma }
    : { from: source.from + comma + 1, to: source.to }
}

const OWNERS = new Set(['his', 'its', 'their', 'my', 'our', 'your'])

/** So many ways to read a passage are worth stepping through. */
const MOST_READINGS = 12
/** In tokens: who has marked a page and more did not mean a clause of it, and each of its readings takes long to read. */
const LONGEST_PASSAGE = 500

/**
 * Other ways to read some sentences than a given one, the likeliest first: its content longer or shorter by a clause,
 * what else the model finds, clauses behind "that" and around a cue, the quotations, the sentences whole.
 */
export function otherReadings(
  text: TokenizedText,
  sentences: TokenRange,
  given: Reading | null,
  model: AttributionModel,
): Reading[] {
  if (sentences.to - sentences.from > LONGEST_PASSAGE) return []
  const found = readingsFound(text, sentences, model)
  const cues = found.flatMap(({ cue }) => (cue === null ? [] : [cue]))
  const bound = { text, sentences, cues }
  const close = given ? contentsLike(given.content, bound).map((content) => ({ ...given, content })) : []
  const quotations = quotationsIn(text, sentences)
  const contents = [
    ...clausesBehindThat(bound).map((one) => [one]),
    quotations,
    ...quotations.map((one) => [one]),
    ...found.flatMap((reading) => aroundCue(bound, reading)),
    [withoutEnd(text, sentences)],
  ]
  const others = contents.filter(({ length }) => length > 0).map((content): Unread => ({ content }))
  // The model hardly ever finds what a relative clause denies.
  const spokenOf = wordsLikeCues(text, sentences).flatMap((cue) => beforeWhich(text, sentences.from, cue) ?? [])
  const first = spokenOf.map((one): Unread => ({ content: [one] }))
  const all = eachContentOnce<Reading | Unread>([...(given ? [given] : []), ...first, ...close, ...found, ...others])
  return all
    .slice(given ? 1 : 0)
    .filter(({ content }) => content.every((range) => wordsIn(text, range) > 0))
    .slice(0, MOST_READINGS)
    .map((one) => (isRead(one) ? one : readingOf(text, one.content, model)))
}

/** A content as an editor chose it, with who says it and by which word, as far as that is told. */
export function readingOf(text: TokenizedText, content: TokenRange[], model: AttributionModel): Reading {
  const whole = sentencesOf(text, { from: (content[0] as TokenRange).from, to: (content.at(-1) as TokenRange).to })
  return withSource(text, { content, ...sayingOf(text, content, model) }, cuesIn(text, whole, model), model)
}

/** The clause behind the cue, and the one before it, where that is of several words. */
function aroundCue({ text, sentences: { from, to } }: Bounds, { cue, source }: Reading): TokenRange[][] {
  if (cue === null || cue < from || cue >= to) return []
  const isSource = (at: number) => source !== null && isWithin([source], at)
  let begin = cue + 1
  // "Is said by friends to be tired": what is said stands behind who says it.
  if (tokenAt(text, begin).lower === 'by') begin = behindBy(text, begin, to)
  while (begin < to && (LEADS_TO.has(tokenAt(text, begin).lower) || isSource(begin))) begin += 1
  let end = source && source.to <= cue ? source.from : cue
  while (end > from && LEADS_TO.has(tokenAt(text, end - 1).lower)) end -= 1
  const clauses = [withoutEnd(text, { from: begin, to }), { from, to: end }].filter(
    (range) => wordsIn(text, range) >= FEWEST_WORDS,
  )
  const spokenOf = beforeWhich(text, from, cue)
  return [...(spokenOf ? [spokenOf] : []), ...clauses].map((range) => [range])
}

/** "Newspaper reports, which officials have denied": what a relative clause says something of; null where it is none. */
function beforeWhich(text: TokenizedText, from: number, cue: number): TokenRange | null {
  const which = [...Array(LONGEST_AGENT).keys()]
    .map((back) => cue - 1 - back)
    .find((at) => tokenAt(text, at).lower === 'which')
  if (which === undefined || which <= from || text.sentence[which] !== text.sentence[cue]) return null
  const to = tokenAt(text, which - 1).lower === ',' ? which - 1 : which
  let begin = to
  while (begin > from && isWord(tokenAt(text, begin - 1)) && !BEFORE_PHRASE.has(tokenAt(text, begin - 1).lower))
    begin -= 1
  return begin < to ? { from: begin, to } : null
}

/** What stands before a noun phrase and is none of it. */
const BEFORE_PHRASE = new Set('of in on at to for from with by as and or that about into over'.split(' '))

/** The first "to" or "that" shortly behind a "by"; the "by" itself, where none is. */
function behindBy(text: TokenizedText, by: number, limit: number): number {
  for (let at = by + 1; at < Math.min(limit, by + LONGEST_AGENT); at += 1)
    if (/^(?:to|that)$/.test(tokenAt(text, at).lower)) return at
  return by
}

/** Tokens that name who says something, behind "by". */
const LONGEST_AGENT = 8

const LEADS_TO = new Set(['that', ',', ':', ';', '-', '–', '—'])
/** Fewer words around a cue are rather who said it. */
const FEWEST_WORDS = 4

/** Sentences, and the cues in them. */
interface Bounds {
  text: TokenizedText
  sentences: TokenRange
  cues: readonly number[]
}

/** The content longer up to the next clause or the end, then shorter clause by clause, at its last range. */
function contentsLike(content: readonly TokenRange[], bounds: Bounds): TokenRange[][] {
  const { text, sentences } = bounds
  const last = content.at(-1) as TokenRange
  const ends = clauseEnds(bounds, last.from)
  const longer = [ends.find((end) => end > last.to), withoutEnd(text, { from: last.from, to: sentences.to }).to]
  const shorter = ends.filter((end) => end < last.to).toReversed()
  const withEnd = [...longer, ...shorter]
    .filter((end): end is number => end !== undefined && end !== last.to && end > last.from)
    .map((to) => [...content.slice(0, -1), { from: last.from, to }])
  const [first, ...rest] = content as [TokenRange, ...TokenRange[]]
  const starts = clauseStarts(bounds, first.to)
  const withStart = [
    starts.findLast((start) => start < first.from),
    starts.find((start) => start > first.from),
    sentences.from,
  ]
    .filter((start): start is number => start !== undefined && start !== first.from && start < first.to)
    .map((from) => [{ from, to: first.to }, ...rest])
  // Of what was found in several parts, one alone: the rest may be another statement.
  const parts = content.length > 1 ? content.map((part) => [part]) : []
  return [...parts, ...withEnd, ...withStart]
}

/** Where clauses begin: behind "that", a comma, a cue; never within a quotation. */
function clauseStarts({ text, sentences, cues }: Bounds, to: number): number[] {
  const starts: number[] = []
  for (let at = sentences.from + 1; at < to - 1; at += 1) {
    const isInside = text.quotation[at] && text.quotation[at] === text.quotation[at - 1]
    const behind = tokenAt(text, at - 1).lower
    if (!isInside && !LEADS_TO.has(tokenAt(text, at).lower) && (LEADS_TO.has(behind) || cues.includes(at - 1)))
      starts.push(at)
  }
  return starts
}

/** Where clauses end: before a comma, a dash, what another cue tells; never within a quotation. */
function clauseEnds({ text, sentences, cues }: Bounds, from: number): number[] {
  const ends: number[] = []
  for (let at = from + 1; at < sentences.to; at += 1) {
    const isInside = text.quotation[at] && text.quotation[at] === text.quotation[at - 1]
    const { lower } = tokenAt(text, at)
    const leadsToCue = lower === 'and' && cues.some((cue) => cue > at && cue <= at + AND_BEFORE_CUE)
    // Before "which" behind a comma it has ended already.
    if (LEADS_TO.has(tokenAt(text, at - 1).lower)) continue
    if (!isInside && (ENDS_CLAUSE.has(lower) || leadsToCue || (text.quotation[at - 1] && !text.quotation[at])))
      ends.push(at)
  }
  return ends
}

const ENDS_CLAUSE = new Set([
  ',',
  ';',
  ':',
  '-',
  '–',
  '—',
  '(',
  ')',
  'who',
  'which',
  'where',
  'when',
  'after',
  'because',
  'but',
  'while',
  'whose',
])
/** Tokens between an "and" and the cue of the clause that it opens: "and he later said". */
const AND_BEFORE_CUE = 3

/** From each "that" to the end of the sentence, or of its clause. */
function clausesBehindThat(bounds: Bounds): TokenRange[] {
  const { text, sentences } = bounds
  const found: TokenRange[] = []
  for (let at = sentences.from; at < sentences.to - FEWEST_WORDS; at += 1) {
    if (tokenAt(text, at).lower !== 'that' || text.quotation[at]) continue
    const from = at + 1
    found.push(withoutEnd(text, { from, to: sentences.to }))
    const end = clauseEnds(bounds, from + FEWEST_WORDS)[0]
    if (end !== undefined) found.push({ from, to: end })
  }
  return found
}

const wordsIn = ({ tokens }: TokenizedText, { from, to }: TokenRange) =>
  tokens.slice(from, Math.max(from, to)).filter(isWord).length

/** The quotations of a range, with their marks; one that begins or ends outside of it is cut there. */
export function quotationsIn({ quotation }: TokenizedText, { from, to }: TokenRange): TokenRange[] {
  const found: TokenRange[] = []
  for (let at = from; at < to; at += 1) {
    if (!quotation[at]) continue
    const last = found.at(-1)
    if (last?.to === at && quotation[at - 1] === quotation[at]) last.to += 1
    else found.push({ from: at, to: at + 1 })
  }
  return found
}

/** A sentence that stands for a content goes without its full stop, which is the article's; a quotation keeps its own. */
export function withoutEnd(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  return { from, to: to - 1 > from && /^[.;,]$/.test(tokenAt(text, to - 1).text) ? to - 1 : to }
}

/** A content of which nobody has asked yet who says it. */
type Unread = Pick<Reading, 'content'>

const isRead = (one: Reading | Unread): one is Reading => 'cue' in one

function eachContentOnce<One extends Unread>(readings: readonly One[]): One[] {
  const seen = new Set<string>()
  return readings.filter(({ content }) => {
    const key = content.map(({ from, to }) => `${from}-${to}`).join()
    return content.length > 0 && !seen.has(key) && seen.add(key)
  })
}
