import { sentenceOf, tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'
import { isWord } from '../attribution/tokens'
import { namesIn } from './names-in-text'

/** Those that can be a subject. */
const SUBJECTS = new Set(['he', 'she', 'it', 'they', 'we', 'i'])
const DETERMINERS = new Set(
  'the a an his her its their some many several two three one another no each both'.split(' '),
)
const LINKS_CLAUSE = new Set(['who', 'that', 'which'])
/** Words that may stand between a subject and its verb. */
const BETWEEN = new Set(
  'has have had was is are were also then later earlier now still further reportedly repeatedly recently again separately not never'.split(
    ' ',
  ),
)
const WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/
/** A noun phrase does not go on before these, nor end with one. */
const ENDS_PHRASE = new Set('by of from to and with as but for in at'.split(' '))
/** A noun phrase is not looked for further back than this. */
const LONGEST_PHRASE = 12

/**
 * Who says it, where the model names nobody: what stands right before the cue ("it describes", "critics who called"),
 * else, as of "noted ties and pledged help", the subject of the sentence. Null where nothing looks like one.
 */
export function subjectOfCue(text: TokenizedText, cue: number): TokenRange | null {
  const from = text.starts[sentenceOf(text, cue)] as number
  let to = cue
  while (to > from && BETWEEN.has(tokenAt(text, to - 1).lower)) to -= 1
  // “Ann Lee, who said”.
  if (LINKS_CLAUSE.has(tokenAt(text, to - 1).lower)) to -= tokenAt(text, to - 2).lower === ',' ? 2 : 1
  if (WEEKDAY.test(tokenAt(text, to - 1).lower)) to -= tokenAt(text, to - 2).lower === 'on' ? 2 : 1
  return nounPhraseBefore(text, from, to) ?? firstSubject(text, from, cue)
}

/** The noun phrase that ends right before a place. */
export function nounPhraseBefore(text: TokenizedText, from: number, to: number): TokenRange | null {
  const last = tokenAt(text, to - 1)
  if (to <= from || !isWord(last) || ENDS_PHRASE.has(last.lower)) return null
  if (SUBJECTS.has(last.lower)) return { from: to - 1, to }
  const limit = Math.max(from, to - LONGEST_PHRASE)
  for (let at = to - 1; at >= limit && isWord(tokenAt(text, at)); at -= 1) {
    if (DETERMINERS.has(tokenAt(text, at).lower)) return { from: at, to }
    const before = tokenAt(text, at - 1)
    if (at === from || !isWord(before) || ENDS_PHRASE.has(before.lower))
      return isNamed(text, { from: at, to }) ? { from: at, to } : null
    if (isCapital(text, at) && !isCapital(text, at - 1) && isNamed(text, { from: at, to })) return { from: at, to }
  }
  return null
}

const isCapital = (text: TokenizedText, at: number) => /^\p{Lu}/u.test(tokenAt(text, at).text)

/** Capitalised throughout, or a plural alone: "officials". */
const isNamed = (text: TokenizedText, { from, to }: TokenRange) =>
  to - from === 1
    ? isCapital(text, from) || /s$/.test(tokenAt(text, from).lower)
    : Array.from({ length: to - from }, (_, place) => from + place).every((at) => isCapital(text, at))

/** The first pronoun or name of a sentence, outside of quotations: what it is about. */
function firstSubject(text: TokenizedText, from: number, to: number): TokenRange | null {
  const isOutside = (at: number) => !text.quotation[at]
  const places = Array.from({ length: to - from }, (_, place) => from + place).filter(isOutside)
  const pronoun = places.find((at) => SUBJECTS.has(tokenAt(text, at).lower))
  const name = namesIn(text, { from, to }).find((one) => isOutside(one.from))
  if (!name) return pronoun === undefined ? null : { from: pronoun, to: pronoun + 1 }
  if (pronoun !== undefined && pronoun < name.from) return { from: pronoun, to: pronoun + 1 }
  let begin = name.from
  while (begin > from && isCapital(text, begin - 1)) begin -= 1
  return { from: begin, to: name.to }
}
