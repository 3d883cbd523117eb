import { isNoName, isSentenceOpener } from './case-of-words'
import type { Reanchoring } from './reanchoring'
import type { Sentences, TokenRange } from './sentence-frames'
import type { SpanTokens, StatementTokens } from './statement-tokens'
import type { TextComparison } from './text-comparison'
import { BREAK } from './word-tokens'

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

/** Behind these stands who is like somebody named before: "his spokesman". */
const POSSESSIVES = new Set(
  'his her their its my our your sein seine seiner ihre ihrer son sa leur su sus suo sua'.split(' '),
)

/**
 * What a description begins with: "the UK minister", "a spokesman". Of German ones a capital tells nothing: there every noun
 * has one.
 */
const DETERMINERS = new Set(
  `the a an this that these those one another some several both two three many most other le la les un une des el los las
  una unos il lo gli i o os as um uma`.split(/\s+/),
)
const GERMAN_DETERMINERS = new Set('der die das den dem ein eine einer einem dieser diese dieses jener'.split(' '))

const sourcesOf = ({ spans }: StatementTokens) =>
  spans.filter(({ span }) => span.part === 'source' || span.part === 'hop_source')

/** Whether the statement says itself who speaks: by a name, as far as letters tell. */
export function isSelfContained(comparison: TextComparison, statement: StatementTokens): boolean {
  const sources = sourcesOf(statement)
  return sources.some(({ span }) => span.part === 'source') && sources.every((source) => isName(comparison, source))
}

/**
 * Whether a source is somebody's name, as far as letters tell: of its words one has a capital that is not that of any word at the
 * beginning of a sentence. A description is none though a name be in it, nor is what has a pronoun in it.
 */
function isName(comparison: TextComparison, source: SpanTokens): boolean {
  const text = wordsOf(comparison, source)
  if (!/\p{Lu}/u.test(text)) {
    // A script without capitals can't tell.
    return !/\p{Ll}/u.test(text) && !PRONOUNS.has(text)
  }
  const words = text.split(NO_LETTERS).filter((word) => word !== '')
  if (words.some(isPronounWord)) return false
  const first = (words[0] ?? '').toLowerCase()
  const isDescription = DETERMINERS.has(first) && !/^\p{Lu}/u.test(words.at(-1) ?? '')
  if (isDescription || GERMAN_DETERMINERS.has(first)) return false
  return words.some((word) => /^\p{Lu}/u.test(word) && !isNoName(word) && !DETERMINERS.has(word.toLowerCase()))
}

const NO_LETTERS = /[^\p{L}\p{M}\p{N}]+/u

const isPronounWord = (word: string) => PRONOUNS.has(word.toLowerCase()) || POSSESSIVES.has(word.toLowerCase())

const wordsOf = ({ before }: TextComparison, { span }: SpanTokens): string =>
  before.points.slice(span.start, span.end).trim()

const isPronoun = (comparison: TextComparison, source: SpanTokens): boolean =>
  wordsOf(comparison, source).split(NO_LETTERS).some(isPronounWord)

/**
 * Whether what tells who speaks stands before an unaltered statement as it did: always, where the statement says it
 * itself. Where it says "he", or is a quotation and no more, the sentences right before it, back to the last that names
 * somebody, have to be there with nothing put between: whose words these are is decided by another name in them, and by
 * another speaker's sentence behind them. "The minister" says more of itself, and so does a sentence of the article's own:
 * there the last names before it have to be the same ones.
 */
export function isSpeakerAsBefore(reanchoring: Reanchoring, statement: StatementTokens): boolean {
  const { comparison, rules } = reanchoring
  if (!rules.speaker || isSelfContained(comparison, statement)) return true
  const unnamed = sourcesOf(statement).filter((source) => !isName(comparison, source))
  const hasSource = statement.spans.some(({ span }) => span.part === 'source')
  const resting = hasSource ? unnamed : [...unnamed, ...statement.content.slice(0, 1)]
  const restingIn = (frame: TokenRange) => resting.filter(({ start }) => start >= frame.start && start < frame.end)
  return statement.frames.every((frame) => {
    const spans = restingIn(frame)
    if (spans.length === 0) return true
    const isSomebodys = spans.some((one) =>
      one.span.part === 'content' ? isQuoted(comparison, one) : isPronoun(comparison, one),
    )
    if (isSomebodys) return isNamedAsBefore(reanchoring, frame)
    return areNamesAsBefore(reanchoring, frame) && spans.every((one) => isDescribedAsBefore(comparison, one))
  })
}

/** Whether a passage begins with a quotation mark, or right behind one. */
function isQuoted({ before, vocabulary }: TextComparison, { start }: SpanTokens): boolean {
  return [start - 1, start].some((place) => place >= 0 && vocabulary.words[before.words[place] as number] === '"')
}

/**
 * Whether the last sentence before a place that names somebody names the same as it did, wherever it stands now; and whatever
 * else may have been a name on the way back to it, at the beginning of a sentence or as that of a place, is there still.
 */
function areNamesAsBefore({ comparison, sentencesBefore, sentencesAfter }: Reanchoring, { start }: TokenRange) {
  const now = comparison.map[start] as number
  if (now < 0) return false
  const then = lastNames(comparison, 'before', sentencesBefore, start)
  const there = lastNames(comparison, 'after', sentencesAfter, now)
  if (then.names.join() !== there.names.join()) return false
  const near = new Set(comparison.after.words.subarray(Math.max(0, now - FARTHEST_NAME), now))
  return perhapsNames(comparison, sentencesBefore, { start: then.start, end: start }).every((word) => near.has(word))
}

/** The words that are names in the last sentence before a place that has any; none, where there is none near. And where it begins. */
function lastNames(comparison: TextComparison, side: Side, sentences: Sentences, place: number) {
  let start = place
  while (start > 0 && place - start < FARTHEST_NAME) {
    const end = start
    start = sentences.around({ start: end - 1, end }).start
    const names = namesIn(comparison, side, { start, end })
    if (names.length > 0) return { names, start }
  }
  return { names: [], start }
}

/** Nobody's name where nothing else says that they are: "in May" becomes "in June" with every delay. */
const DAYS_AND_MONTHS = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
  oktober dezember`.split(/\s+/),
)

/**
 * Words before a statement in the old text that have a capital, but for those that mean the same without it, and for days. What opens
 * a sentence, only of the one right before the statement: further up it is a headline's, or nobody's.
 */
function perhapsNames(
  { vocabulary, before }: TextComparison,
  sentences: Sentences,
  { start, end }: TokenRange,
): number[] {
  const nearest = end > start ? sentences.around({ start: end - 1, end }).start : end
  const names: number[] = []
  for (let place = start; place < end; place++) {
    const letters = vocabulary.words[before.words[place] as number] as string
    if (!/^\p{Lu}\p{L}/u.test(letters) || isNoName(letters) || DAYS_AND_MONTHS.has(letters.toLowerCase())) continue
    if (!sentences.isSentenceStart(place) || place === nearest) names.push(before.words[place] as number)
  }
  return names
}

/**
 * Whether whoever a description is of was last spoken of in the same words: "the minister" is another where "the defence
 * minister" before it is now "the trade minister". Of a source whose words stood nowhere near nothing can be told.
 */
function isDescribedAsBefore(comparison: TextComparison, { start, end, span }: SpanTokens): boolean {
  if (span.part === 'content') return true
  const { before, after, map } = comparison
  const now = map[start] as number
  const head = before.caseless[end - 1] as number
  const then = lastOf(before.caseless, head, start)
  if (then === null || now < 0) return true
  const there = lastOf(after.caseless, head, now)
  return there !== null && before.caseless[then - 1] === after.caseless[there - 1]
}

/** The last place of a word before another place, as near as a name is looked for. */
function lastOf(words: Int32Array, word: number, before: number): number | null {
  for (let place = before - 1; place >= 0 && before - place <= FARTHEST_NAME; place--)
    if (words[place] === word) return place
  return null
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
    isNamed = namesIn(comparison, 'before', { start, end }).length > 0
  }
  return { start, isNamed }
}

type Side = 'before' | 'after'

/** Behind these a capital is a place's or a day's, who hardly speak: "in Geneva", "on Monday". */
const BEFORE_PLACES = new Set(['in', 'on', 'at', 'near', 'from', 'since', 'until'])

/**
 * The words of a sentence that are names, as far as capitals tell: its first word only where the texts have it as a name
 * elsewhere, none within quotation marks, for who is spoken of there is not who speaks, nor a place or a day. Of what is
 * taken for none, all that it does is that the sentence before counts as well.
 */
function namesIn(comparison: TextComparison, side: Side, { start, end }: TokenRange): number[] {
  const { vocabulary, [side]: tokens } = comparison
  const names: number[] = []
  let isQuoted = false
  for (let place = start; place < end; place++) {
    const word = tokens.words[place] as number
    if (vocabulary.words[word] === '"') isQuoted = !isQuoted
    if (isQuoted) continue
    if (isNameAt(comparison, side, place, start) || (place === start && isKnownName(comparison, word))) names.push(word)
  }
  return names
}

const isKnownName = (comparison: TextComparison, word: number): boolean =>
  namesOf(comparison).has(word) && !isNoName(comparison.vocabulary.words[word] as string)

/** Whether a word has a capital that nothing but a name explains. */
function isNameAt(comparison: TextComparison, side: Side, place: number, sentenceStart: number): boolean {
  const tokens = comparison[side]
  const word = (at: number) => comparison.vocabulary.words[tokens.words[at] as number] as string
  if (place === sentenceStart || place === 0 || !/^\p{Lu}\p{L}/u.test(word(place))) return false
  return !isSentenceOpener(word(place - 1)) && !BEFORE_PLACES.has(word(place - 1).toLowerCase())
}

/** Words that are a name somewhere in one of the texts, looked for once: "Peskov" of "Dmitry Peskov". */
function namesOf(comparison: TextComparison): Set<number> {
  const known = knownNames.get(comparison)
  if (known) return known
  const names = new Set<number>()
  for (const side of ['before', 'after'] as const)
    for (let place = 1; place < comparison[side].count; place++) {
      const opens = (comparison[side].breaks[place] as number) >= BREAK.line
      if (!opens && isNameAt(comparison, side, place, 0)) names.add(comparison[side].words[place] as number)
    }
  knownNames.set(comparison, names)
  return names
}

const knownNames = new WeakMap<TextComparison, Set<number>>()

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
