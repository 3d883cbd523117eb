import type { AttributionModel } from '../attribution/attribution'
import { tokenAt } from '../attribution/surroundings'
import { isWithin, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import type { Medium, Stance } from '../claims/claim'
import type { SaidOnGiven } from '../claims/said-on'
import type { TextPositionSelector } from '../quotes/selector'
import type { SpeakersMeant } from './asked-speaker'
import { mediumTold } from './medium-told'
import type { NamesKnown } from './name-in-full'
import { type Passage, type StatementBefore, sentencesOf, wordsOf } from './passage'
import { cited, type Proposal } from './proposal'
import { placeOfRange, type ReadableText, rangeOfPlace } from './readable-text'
import { otherReadings, type Reading, readingOf } from './readings'
import { saidOnTold } from './said-on-told'
import { speakersMeant } from './speaker-meant'
import { stanceTold } from './stance-told'

/** A statement of the article that is recorded already, in places of the article. */
export interface StatementRecorded extends Omit<StatementBefore, 'at' | 'content'> {
  content: readonly TextPositionSelector[]
}

/** What the machine would write into a form for a passage: of each field what it proposes, the likeliest first. */
export interface Prefill {
  content: TextPositionSelector[]
  source: string
  cue: string
  speakers: Proposal<SpeakersMeant>[]
  saidOn: Proposal<SaidOnGiven>[]
  mediums: Proposal<Medium>[]
  stance: Proposal<Stance>
  /** Other ways to read the same sentences. */
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

/** The most of a list that is offered: nobody chooses from more at a glance. */
const MOST_OFFERED = 6

/** What would be written for a reading of a part of an article. */
export function prefillOf(asked: Asked, reading: Reading): Prefill {
  const { read, published, known, model } = asked
  const { text } = read
  const passage: Passage = { text, ...reading }
  const before = recordedBefore(asked, reading)
  const speakers = speakersMeant({ ...passage, names: read.names(), before, known }).slice(0, MOST_OFFERED)
  const telling = { ...passage, before, speakers: speakers[0]?.value.names ?? [] }
  const sentences = sentencesOf(text, {
    from: (reading.content[0] as TokenRange).from,
    to: (reading.content.at(-1) as TokenRange).to,
  })
  return {
    content: reading.content.map((range) => placeOfRange(read, range)),
    source: reading.source ? wordsOf(text, reading.source) : '',
    cue: reading.cue === null ? '' : cueWords(text, reading.cue),
    speakers: speakers.map((proposal) => ({ ...proposal, reason: reasonFor(proposal.reason, passage) })),
    saidOn: saidOnTold({ ...telling, published }).slice(0, MOST_OFFERED),
    mediums: mediumTold(telling).slice(0, MOST_OFFERED),
    stance: stanceTold(passage),
    readings: otherReadings(text, sentences, reading, model).map(({ content }) => ({
      content: content.map((range) => placeOfRange(read, range)),
      words: content.map((range) => wordsOf(text, range)).join(' […] '),
    })),
  }
}

/** How places that an editor chose are read: as the model found them, if it did; null where they are on no words. */
export function readingAt(
  { read, model }: Pick<Asked, 'read' | 'model'>,
  places: readonly TextPositionSelector[],
): Reading | null {
  const ranges = places.map((place) => rangeOfPlace(read, place))
  const content = ranges.filter((range): range is TokenRange => range !== null)
  if (content.length === 0 || content.length < places.length) return null
  return read.found().find((found) => isSame(found.content, content)) ?? readingOf(read.text, content, model)
}

const isSame = (one: readonly TokenRange[], other: readonly TokenRange[]) =>
  one.length === other.length &&
  one.every(({ from, to }, place) => other[place]?.from === from && other[place]?.to === to)

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
function cueWords(text: TokenizedText, cue: number): string {
  const next = tokenAt(text, cue + 1).lower
  const goesOn = tokenAt(text, cue).lower === 'according' && next === 'to'
  return wordsOf(text, { from: cue, to: cue + (goesOn ? 2 : 1) })
}

/** A name beside its cue: “Trump” before “tweeted”. */
function reasonFor(reason: string, { text, cue, source }: Passage): string {
  if (cue === null || source === null || isWithin([source], cue) || reason !== cited(wordsOf(text, source)))
    return reason
  return `${reason} ${source.from < cue ? 'before' : 'behind'} ${cited(tokenAt(text, cue).text)}`
}
