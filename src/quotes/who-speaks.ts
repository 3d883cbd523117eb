import { isSentenceOpener } from './case-of-words'
import type { Reanchoring } from './reanchoring'
import type { Sentences, TokenRange } from './sentence-frames'
import type { SpanTokens, StatementTokens } from './statement-tokens'
import type { TextComparison } from './text-comparison'

/**
 * Words for somebody named before. A paragraph with one of them, moved behind another speaker's, says something else
 * with the same words; and so does one that stayed, when the name before it is another now.
 */
const PRONOUNS = new Set(
  `he she they it we i you his her their who him them er sie es wir ich il elle ils elles on nous je él ella ellos ellas
  lui lei loro ele ela eles elas он она оно они мы я він вона вони 他 她 它 他们 她们 他們 她們 彼 彼女 彼ら هو هي هم
  הוא היא הם`
    .trim()
    .split(/\s+/),
)

const sourcesOf = ({ spans }: StatementTokens) =>
  spans.filter(({ span }) => span.part === 'source' || span.part === 'hop_source')

/** Whether the statement says itself who speaks: by a name, as far as letters tell. */
export function isSelfContained({ before }: TextComparison, statement: StatementTokens): boolean {
  const sources = sourcesOf(statement)
  return sources.some(({ span }) => span.part === 'source') && sources.every((source) => isName(before, source))
}

function isName({ points }: TextComparison['before'], { span }: SpanTokens): boolean {
  const source = points.slice(span.start, span.end).trim()
  if (PRONOUNS.has(source.toLowerCase())) return false
  // "the minister" may be another one further up; a script without capitals can't tell.
  return /\p{Lu}/u.test(source) || !/\p{Ll}/u.test(source)
}

/**
 * Whether what tells who speaks stands before an unaltered statement as it did: always, where the statement says it
 * itself. Else the sentences right before it, back to the last that names somebody, have to be there with nothing put
 * between: whose words these are is decided by another name in them, and by another speaker's sentence behind them.
 */
export function isSpeakerAsBefore(reanchoring: Reanchoring, statement: StatementTokens): boolean {
  const { comparison, rules } = reanchoring
  if (!rules.speaker || isSelfContained(comparison, statement)) return true
  const unnamed = sourcesOf(statement).filter((source) => !isName(comparison.before, source))
  const hasSource = statement.spans.some(({ span }) => span.part === 'source')
  const resting = hasSource ? unnamed : [...unnamed, ...statement.content.slice(0, 1)]
  return statement.frames
    .filter((frame) => resting.some(({ start }) => start >= frame.start && start < frame.end))
    .every((frame) => isNamedAsBefore(reanchoring, frame))
}

function isNamedAsBefore({ comparison, sentencesBefore, sentencesAfter }: Reanchoring, frame: TokenRange): boolean {
  const { start, isNamed } = backToName(comparison, sentencesBefore, frame.start)
  const shift = (comparison.map[frame.start] as number) - frame.start
  if (start + shift < 0) return false
  for (let old = start; old < frame.start; old++)
    if (!comparison.saysTheSame(old, old + shift) && !isSpelling(comparison, old, old + shift)) return false
  // Of a text that named nobody before the statement, nothing may have come before.
  if (start === 0 && !isNamed) return shift === 0
  // "Not Ruiz but" before a sentence is part of it.
  return sentencesAfter.isSentenceStart(start + shift) || !sentencesBefore.isSentenceStart(start)
}

/** So far back a speaker is named: about four sentences, as a source and its quotation may be apart. */
const FARTHEST_NAME = 100

/** Where the sentences begin that tell who speaks at a place: one at least, and on to one that names somebody. */
function backToName(comparison: TextComparison, sentences: Sentences, place: number) {
  let start = place
  let isNamed = false
  while (!isNamed && start > 0 && place - start < FARTHEST_NAME) {
    const end = start
    start = sentences.around({ start: end - 1, end }).start
    isNamed = namesSomebody(comparison, { start, end })
  }
  return { start, isNamed }
}

/** Behind these a capital is a place's or a day's, who hardly speak: "in Geneva", "on Monday". */
const BEFORE_PLACES = new Set(['in', 'on', 'at', 'near', 'from', 'since', 'until'])

/**
 * Whether there is a name in a sentence, as far as capitals tell: not its first word, not within quotation marks, for who
 * is spoken of there is not who speaks, nor a place or a day. Of what is taken for none, all that it does is that the
 * sentence before counts as well.
 */
function namesSomebody({ before, vocabulary }: TextComparison, { start, end }: TokenRange): boolean {
  const word = (place: number) => vocabulary.words[before.words[place] as number] as string
  let isQuoted = false
  for (let place = start; place < end; place++) {
    if (word(place) === '"') isQuoted = !isQuoted
    if (isQuoted || place === start || !/^\p{Lu}\p{L}/u.test(word(place))) continue
    if (!isSentenceOpener(word(place - 1)) && !BEFORE_PLACES.has(word(place - 1).toLowerCase())) return true
  }
  return false
}

/** Of fewer letters one less, more or another makes another word: "he" and "she", "now" and "not". */
const FEWEST_LETTERS = 5

/** Whether a word in small letters is there in another spelling: with one letter less, more or another. Names are others. */
function isSpelling({ vocabulary, before, after }: TextComparison, old: number, now: number): boolean {
  const one = vocabulary.words[before.words[old] as number]
  const other = vocabulary.words[after.words[now] as number]
  if (one === undefined || other === undefined) return false
  return SMALL_LETTERS.test(one) && SMALL_LETTERS.test(other) && differsInOneLetter(one, other)
}

const SMALL_LETTERS = new RegExp(`^\\p{Ll}{${FEWEST_LETTERS},}$`, 'u')

function differsInOneLetter(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  let same = 0
  while (same < shorter.length && shorter[same] === longer[same]) same++
  return longer.slice(same + 1) === shorter.slice(longer.length === shorter.length ? same + 1 : same)
}
