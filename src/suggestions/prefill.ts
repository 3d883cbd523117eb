import type { AttributionModel } from '../attribution/attribution'
import { tokenAt } from '../attribution/surroundings'
import { isWithin, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import { isWord } from '../attribution/tokens'
import type { Medium, Stance } from '../claims/claim'
import type { SaidOnGiven } from '../claims/said-on'
import type { TextPositionSelector } from '../quotes/selector'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { mediumTold } from './medium-told'
import type { NamesKnown } from './name-in-full'
import { openReadings } from './next-reading'
import { otherSources } from './other-sources'
import { type Passage, type StatementBefore, sentencesOf, wordsOf } from './passage'
import { cited, eachOnce, type Proposal } from './proposal'
import { placeOfRange, type ReadableText, rangeOfPlace } from './readable-text'
import { otherReadings, type Reading, readingOf, withoutEnd } from './readings'
import { saidOnTold } from './said-on-told'
import { speakersMeant } from './speaker-meant'
import { stanceTold } from './stance-told'
import { wordsLikeCues } from './words-like-cues'

/** A statement of the article that is recorded already, in places of the article. */
export interface StatementRecorded extends Omit<StatementBefore, 'at' | 'content'> {
  content: readonly TextPositionSelector[]
}

/** What the machine would write into a form for a passage: of each field what it proposes, the likeliest first. */
export interface Prefill {
  content: TextPositionSelector[]
  /** What names the speaker, each with whom it names. */
  sources: Proposal<SourceProposed>[]
  cues: Proposal<CueProposed>[]
  /** Words that complete what is typed: those that may name the speaker, those of the sentences, and who is named in full. */
  completions: { source: string[]; cue: string[]; speaker: string[] }
  speakers: Proposal<SpeakersMeant>[]
  /** Those of them who are here already, by the desk's or the article's record. */
  knownNames: ReadonlySet<string>
  saidOn: Proposal<SaidOnGiven>[]
  mediums: Proposal<Medium>[]
  stance: Proposal<Stance>
  /** Ways to read the same sentences, the first of them first. */
  readings: { content: TextPositionSelector[]; words: string }[]
}

/** A word that says that something was said, and where it stands; empty for none. */
export interface CueProposed {
  words: string
  at: TextPositionSelector | null
}

/** Words that name a speaker; empty where none do. */
export interface SourceProposed {
  words: string
  /** Where they stand; null for none. */
  at: TextPositionSelector | null
  speaker: SpeakersMeant | null
}

interface Asked {
  read: ReadableText
  /** The ISO day of publication; null where it is not known. */
  published: string | null
  recorded: readonly StatementRecorded[]
  known: readonly NamesKnown[]
  model: AttributionModel
}

/** The most of a list that is offered: nobody chooses from more at a glance. */
const MOST_OFFERED = 8

/**
 * What would be written for a reading of a part of an article.
 *
 * @param first the reading from which others were looked at: they are listed behind it, however many were looked at since
 */
export function prefillOf(asked: Asked, reading: Reading, first = reading): Prefill {
  const { read, published, known, model } = asked
  const { text } = read
  const passage: Passage = { text, ...reading }
  const before = recordedBefore(asked, reading)
  const whose: AskedSpeaker = { ...passage, names: read.names(), before, known }
  const sentences = sentencesAround(text, reading)
  const speakers = speakersProposed(whose, sentences, read)
  const telling = { ...passage, before, speakers: speakers[0]?.value.names ?? [] }
  return {
    content: reading.content.map((range) => placeOfRange(read, range)),
    sources: sourcesProposed(whose, sentences, read),
    cues: cuesProposed(passage, sentences, read),
    completions: {
      source: sourceWords(passage, sentences, read),
      cue: wordsIn(passage, sentences),
      speaker: namesInFull(whose),
    },
    knownNames: new Set([...known.map(({ name }) => name), ...before.flatMap(({ speakers }) => speakers)]),
    speakers: speakers.map((proposal) => ({ ...proposal, reason: reasonFor(proposal.reason, passage) })),
    saidOn: saidOnTold({ ...telling, published }).slice(0, MOST_OFFERED),
    mediums: mediumTold(telling).slice(0, MOST_OFFERED),
    stance: stanceTold(passage),
    readings: [first.content, ...otherContents(text, first, model)].map((content) => ({
      content: content.map((range) => placeOfRange(read, range)),
      words: content.map((range) => wordsOf(text, range)).join(' […] '),
    })),
  }
}

/** Other ways to read the sentences; and where the cue stands in another one, that: who is led on from there can come back. */
function otherContents(text: TokenizedText, first: Reading, model: AttributionModel): readonly TokenRange[][] {
  const sentences = sentencesAround(text, first)
  const others = otherReadings(text, sentences, first, model).map(({ content }) => content)
  const { cue } = first
  if (cue === null || isWithin([sentences], cue)) return others
  return [...others, [withoutEnd(text, sentencesOf(text, { from: cue, to: cue + 1 }))]]
}

const sentencesAround = (text: TokenizedText, { content }: Reading) =>
  sentencesOf(text, { from: (content[0] as TokenRange).from, to: (content.at(-1) as TokenRange).to })

/**
 * How places that an editor chose are read: as the model found them, if it did. Of sentences chosen whole, what is first
 * found in them and not recorded yet. Null where they are on no words.
 *
 * @param isExact whether sentences chosen whole are meant as they are
 */
export function readingAt(
  { read, recorded, model }: Pick<Asked, 'read' | 'recorded' | 'model'>,
  places: readonly TextPositionSelector[],
  isExact = false,
): Reading | null {
  const ranges = places.map((place) => rangeOfPlace(read, place))
  const content = ranges.filter((range): range is TokenRange => range !== null)
  const [only] = content
  if (!only || content.length < places.length) return null
  const found = read.found().find((one) => isSame(one.content, content))
  if (found) return found
  const whole = sentencesOf(read.text, only)
  if (isExact || content.length > 1 || !isSame([whole], content)) return readingOf(read.text, content, model)
  const open = openReadings(
    read,
    recorded.map((one) => one.content),
    [],
  )
  return (
    open.find(({ reading }) => liesIn(reading, whole))?.reading ??
    readingOf(read.text, [withoutEnd(read.text, whole)], model)
  )
}

/** What is first found within the words of a statement and not recorded yet: what it passes on. Null where nothing is. */
export function readingWithin(
  { read, recorded }: Pick<Asked, 'read' | 'recorded'>,
  places: readonly TextPositionSelector[],
): Reading | null {
  const ranges = places.flatMap((place) => rangeOfPlace(read, place) ?? [])
  const open = openReadings(
    read,
    recorded.map((one) => one.content),
    [],
  )
  const isInside = ({ content }: Reading) =>
    content.every((one) => ranges.some((range) => one.from >= range.from && one.to <= range.to))
  return open.find(({ reading }) => isInside(reading))?.reading ?? null
}

const liesIn = ({ content, cue }: Reading, { from, to }: TokenRange) =>
  content.every((range) => range.from >= from && range.to <= to) || (cue !== null && cue >= from && cue < to)

const isSame = (one: readonly TokenRange[], other: readonly TokenRange[]) =>
  one.length === other.length &&
  one.every(({ from, to }, place) => other[place]?.from === from && other[place]?.to === to)

/** Words that complete what is typed: all of some sentences, and not of a page that is chosen whole. */
const MOST_COMPLETED = 200

function wordsIn({ text, content }: Passage, { from, to }: TokenRange): string[] {
  const words: string[] = []
  for (let at = from; at < to; at += 1) {
    const token = tokenAt(text, at)
    if (isWord(token) && !isWithin(content, at)) words.push(token.text)
  }
  return [...new Set(words)].slice(0, MOST_COMPLETED)
}

function sourceWords(passage: Passage, sentences: TokenRange, read: ReadableText): string[] {
  const words = otherSources(passage, sentences, read.found()).map((range) => wordsOf(passage.text, range))
  return [...new Set(words)].slice(0, MOST_COMPLETED)
}

/** Whom the source names, and behind them whom other words of the sentences do. */
function speakersProposed(asked: AskedSpeaker, sentences: TokenRange, read: ReadableText): Proposal<SpeakersMeant>[] {
  const others = otherSources(asked, sentences, read.found())
    .slice(0, MOST_OFFERED)
    .flatMap((source) => namedBySource({ ...asked, source }))
  const all = [...speakersMeant(asked).slice(0, MOST_OF_SOURCE), ...others]
  return eachOnce(all, ({ names }) => names.join('\n')).slice(0, MOST_OFFERED)
}

/** Of those whom a source may name, more than these are a guess; the names of other words come first then. */
const MOST_OF_SOURCE = 5

/** So many names of a text complete what is typed: all of nearly every article. */
const MOST_NAMES = 60

/** Names of several words, the nearest to the passage first. */
function namesInFull({ names, content }: AskedSpeaker): string[] {
  const near = (content[0] as TokenRange).from
  const full = names.filter(({ parts }) => parts.length > 1)
  const nearest = full.toSorted((a, b) => Math.abs(a.from - near) - Math.abs(b.from - near))
  return [...new Set(nearest.map(({ name }) => name))].slice(0, MOST_NAMES)
}

/** As it stands in words of their own: not who else has spoken. */
const namedBySource = (asked: AskedSpeaker) => speakersMeant({ ...asked, before: [] }).slice(0, 2)

/** Words that name the speaker, those found first, and none; of each that is offered, whom it names. */
function sourcesProposed(asked: AskedSpeaker, sentences: TokenRange, read: ReadableText): Proposal<SourceProposed>[] {
  const { text, source } = asked
  const all = [...(source ? [source] : []), ...otherSources(asked, sentences, read.found())]
  type Named = { words: string; range: TokenRange | null }
  const ranges = all.map((range): Proposal<Named> => ({ value: { words: wordsOf(text, range), range }, reason: '' }))
  const none: Proposal<Named> = { value: { words: '', range: null }, reason: '' }
  return eachOnce(source ? [...ranges, none] : [none, ...ranges], ({ words }) => words)
    .slice(0, MOST_OFFERED)
    .map(({ value: { words, range }, reason }) => {
      const speaker = range && (speakersMeant({ ...asked, source: range })[0]?.value ?? null)
      return { value: { words, speaker, at: range && placeOfRange(read, range) }, reason }
    })
}

/** The cue, other words of the sentences that say that something was said, and none. */
function cuesProposed({ text, cue, content }: Passage, own: TokenRange, read: ReadableText): Proposal<CueProposed>[] {
  const sentences = withNextOfLine(text, own)
  const found = read.found().flatMap((one) => (one.cue !== null && isWithin([sentences], one.cue) ? [one.cue] : []))
  const like = wordsLikeCues(text, sentences).filter((at) => !isWithin(content, at))
  // The nearer to the content, the likelier: right before it most of all.
  const near = content[0]?.from ?? 0
  const others = [...found, ...like].sort((a, b) => Math.abs(a + 1 - near) - Math.abs(b + 1 - near))
  const all = [...(cue === null ? [] : [cue]), ...others]
  const none: Proposal<CueProposed> = { value: { words: '', at: null }, reason: '' }
  const proposed = all.map((at): Proposal<CueProposed> => {
    const range = rangeOfCue(text, at)
    return { value: { words: wordsOf(text, range), at: placeOfRange(read, range) }, reason: '' }
  })
  // The same word twice is two cues: which one is meant is seen in the text.
  return eachOnce(cue === null ? [none, ...proposed] : [...proposed, none], ({ words, at }) => `${words} ${at?.start}`)
}

/** With the next sentence of the same line: “That’s it.” Sanders said. */
function withNextOfLine(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  const goesOn = to < text.tokens.length && text.line[to] === text.line[to - 1]
  return goesOn ? { from, to: sentencesOf(text, { from: to, to: to + 1 }).to } : { from, to }
}

/** Statements whose content begins before the passage, in the order of the text, in tokens of the part. */
function recordedBefore({ read, recorded }: Asked, { content: [first], cue }: Reading): StatementBefore[] {
  const limit = Math.max(first?.from ?? 0, cue ?? 0)
  return recorded
    .flatMap((one): StatementBefore[] => {
      const ranges = one.content.map((place) => rangeOfPlace(read, place))
      const content = ranges.filter((range): range is TokenRange => range !== null)
      const [begin] = content
      return begin && begin.from <= limit && begin.from !== first?.from ? [{ ...one, at: begin.from, content }] : []
    })
    .toSorted((a, b) => a.at - b.at)
}

/** Of cues of several words, those that news uses most; else the one word. */
function rangeOfCue(text: TokenizedText, cue: number): TokenRange {
  const next = tokenAt(text, cue + 1).lower
  const isPassive = next === 'by' && [1, 2].some((back) => IS.has(tokenAt(text, cue - back).lower))
  const goesOn = isPassive || (tokenAt(text, cue).lower === 'according' && next === 'to')
  return { from: cue, to: cue + (goesOn ? 2 : 1) }
}

const IS = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being'])

/** A name beside its cue: “Trump” before “tweeted”. */
function reasonFor(reason: string, { text, cue, source }: Passage): string {
  if (cue === null || source === null || isWithin([source], cue) || reason !== cited(wordsOf(text, source)))
    return reason
  return `${reason} ${source.from < cue ? 'before' : 'behind'} ${cited(tokenAt(text, cue).text)}`
}
