import type { AttributionModel } from '../attribution/attribution'
import { isWithin, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import type { Medium, Stance } from '../claims/claim'
import type { SaidOnGiven } from '../claims/said-on'
import type { TextPositionSelector } from '../quotes/selector'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { mediumTold } from './medium-told'
import type { NamesKnown } from './name-in-full'
import { openReadings } from './next-reading'
import { otherSources } from './other-sources'
import { type Passage, type StatementBefore, sentencesOf, wordsOf } from './passage'
import { cited, eachOnce, MOST_OFFERED, type Proposal } from './proposal'
import { placeOfRange, type ReadableText, rangeOfPlace } from './readable-text'
import { otherReadings, type Reading, readingOf, withoutEnd } from './readings'
import { saidOnTold } from './said-on-told'
import {
  type CueProposed,
  cuesProposed,
  type SourceProposed,
  sourcesProposed,
  sourceWords,
  whyNamed,
  wordsIn,
} from './source-and-cue'
import { speakersMeant } from './speaker-meant'
import { stanceTold } from './stance-told'

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

interface Asked {
  read: ReadableText
  /** The ISO day of publication; null where it is not known. */
  published: string | null
  recorded: readonly StatementRecorded[]
  known: readonly NamesKnown[]
  model: AttributionModel
}

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

/** A name beside its cue: “Trump” before “tweeted”. */
function reasonFor(reason: string, { text, cue, source }: Passage): string {
  if (cue === null || source === null || isWithin([source], cue) || reason !== cited(wordsOf(text, source)))
    return reason
  return `${reason} ${whyNamed({ text, cue }, source)}`
}
