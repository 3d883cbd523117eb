import { tokenAt } from '../attribution/surroundings'
import { isWithin, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import { isWord } from '../attribution/tokens'
import type { TextPositionSelector } from '../quotes/selector'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { otherSources } from './other-sources'
import { type Passage, sentencesOf, wordsOf } from './passage'
import { cited, eachOnce, MOST_OFFERED, type Proposal } from './proposal'
import { placeOfRange, type ReadableText } from './readable-text'
import { speakersMeant } from './speaker-meant'
import { wordsLikeCues } from './words-like-cues'

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

/** Words that name the speaker, those found first, and none; of each that is offered, whom it names. */
export function sourcesProposed(
  asked: AskedSpeaker,
  sentences: TokenRange,
  read: ReadableText,
): Proposal<SourceProposed>[] {
  const { text, source } = asked
  const all = [...(source ? [source] : []), ...otherSources(asked, sentences, read.found())]
  type Named = { words: string; range: TokenRange | null }
  const ranges = all.map((range): Proposal<Named> => {
    const reason = range === source ? whyNamed(asked, source) : 'also named here'
    return { value: { words: wordsOf(text, range), range }, reason }
  })
  const none: Proposal<Named> = { value: { words: '', range: null }, reason: 'no words here name them' }
  return eachOnce(source ? [...ranges, none] : [none, ...ranges], ({ words }) => words)
    .slice(0, MOST_OFFERED)
    .map(({ value: { words, range }, reason }) => {
      const speaker = range && (speakersMeant({ ...asked, source: range })[0]?.value ?? null)
      return { value: { words, speaker, at: range && placeOfRange(read, range) }, reason }
    })
}

/** The cue, other words of the sentences that say that something was said, and none. */
export function cuesProposed(
  { text, cue, content }: Passage,
  own: TokenRange,
  read: ReadableText,
): Proposal<CueProposed>[] {
  const sentences = withNextOfLine(text, own)
  const found = read.found().flatMap((one) => (one.cue !== null && isWithin([sentences], one.cue) ? [one.cue] : []))
  const like = wordsLikeCues(text, sentences).filter((at) => !isWithin(content, at))
  // The nearer to the content, the likelier: right before it most of all.
  const near = content[0]?.from ?? 0
  const others = [...found, ...like].sort((a, b) => Math.abs(a + 1 - near) - Math.abs(b + 1 - near))
  const all = [...(cue === null ? [] : [cue]), ...others]
  const none: Proposal<CueProposed> = { value: { words: '', at: null }, reason: 'no word here says so' }
  const proposed = all.map((at): Proposal<CueProposed> => {
    const range = rangeOfCue(text, at)
    const reason =
      at === cue ? `says so ${at < near ? 'before' : 'behind'} these words` : 'another word that may say so'
    return { value: { words: wordsOf(text, range), at: placeOfRange(read, range) }, reason }
  })
  // The same word twice is two cues: which one is meant is seen in the text.
  return eachOnce(cue === null ? [none, ...proposed] : [...proposed, none], ({ words, at }) => `${words} ${at?.start}`)
}

/** With the next sentence of the same line: “That’s it.” Sanders said. */
function withNextOfLine(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  const goesOn = to < text.tokens.length && text.line[to] === text.line[to - 1]
  return goesOn ? { from, to: sentencesOf(text, { from: to, to: to + 1 }).to } : { from, to }
}

/** Of cues of several words, those that news uses most; else the one word. */
function rangeOfCue(text: TokenizedText, cue: number): TokenRange {
  const next = tokenAt(text, cue + 1).lower
  const isPassive = next === 'by' && [1, 2].some((back) => IS.has(tokenAt(text, cue - back).lower))
  const goesOn = isPassive || (tokenAt(text, cue).lower === 'according' && next === 'to')
  return { from: cue, to: cue + (goesOn ? 2 : 1) }
}

const IS = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being'])

/** Where the words that name the speaker stand. */
export function whyNamed({ text, cue }: Pick<Passage, 'text' | 'cue'>, source: TokenRange): string {
  if (cue === null) return 'named beside these words'
  return `${source.from < cue ? 'before' : 'behind'} ${cited(tokenAt(text, cue).text)}`
}

/** Words that complete what is typed: all of some sentences, and not of a page that is chosen whole. */
const MOST_COMPLETED = 200

export function wordsIn({ text, content }: Passage, { from, to }: TokenRange): string[] {
  const words: string[] = []
  for (let at = from; at < to; at += 1) {
    const token = tokenAt(text, at)
    if (isWord(token) && !isWithin(content, at)) words.push(token.text)
  }
  return [...new Set(words)].slice(0, MOST_COMPLETED)
}

export function sourceWords(passage: Passage, sentences: TokenRange, read: ReadableText): string[] {
  const words = otherSources(passage, sentences, read.found()).map((range) => wordsOf(passage.text, range))
  return [...new Set(words)].slice(0, MOST_COMPLETED)
}
