import { sentenceOf, tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'
import { isWord, type Token } from '../attribution/tokens'
import { genderOf } from './given-names'
import { onOneLine } from './passage'

/** A name as a text writes it, without the titles before it. */
export interface NameInText extends TokenRange {
  name: string
  /** Its words; the last is the one by which it is known further on. */
  parts: string[]
  /** What stands before it and says what somebody is: "Russian Foreign Minister". */
  title: string
  /** Whether a title or a role stands before it, or it is of several words and none tells of an organisation. */
  isPerson: boolean
}

/** Words before a name that say what somebody is. */
const TITLES = new Set(
  'mr mrs ms miss dr prof professor sir dame lord lady president presidents vice prime minister secretary senator senators sen rep representative congressman congresswoman governor gov mayor chancellor ambassador general gen admiral adm colonel col captain capt major lieutenant lt sergeant sgt judge justice king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh spokesman spokeswoman spokesperson adviser advisor leader chief director chairman chairwoman chair head commissioner commander attorney deputy acting premier speaker envoy counterpart correspondent reporter analyst coach minority majority press foreign treasury state defense defence interior finance national security republican democratic democrat republicans'.split(
    ' ',
  ),
)

/** Words of a name that a person does not have. */
const OF_ORGANISATIONS =
  /^(?:house|ministry|department|command|office|agency|committee|commission|council|court|bank|party|union|university|institute|association|organi[sz]ation|company|corporation|corp|inc|group|post|times|journal|guardian|news|press|states|kingdom|nations|congress|senate|parliament|government|administration|bureau|service|force|forces|army|navy|police|fund|foundation|center|centre|league|club|airlines|agence|board|authority|tribunal|assembly|federation|alliance|network|academy|museum|hospital|school|college|society|trust|coalition|campaign|movement)$/i

/** What joins the words of a name: "Organization of American States", "Bank of England", "Ludwig van Beethoven". */
const JOINS = new Set('of de del der di al bin ibn van von du da la le &'.split(' '))
const JOINS_ORGANISATIONS = new Set(['of', 'and', '&'])

/** Words that begin a sentence with a capital and no name. */
const SMALL = new Set(
  'the a an he she it they we i you in on at of for but and or if when while after before since as by with from this that these those there his her its their our my not no yes also however meanwhile earlier later last next who what why how some many most both all one two then yet so still only even just today yesterday according under among asked despite during between because although though once until through over instead each every another other others such maybe perhaps indeed thus unlike asked is are was were did does do has have had will would could can should'.split(
    ' ',
  ),
)

/** Longer runs of capitalised words are no person's name. */
const LONGEST_NAME = 4

const isCapital = (word: string) => /^\p{Lu}/u.test(word) && !DAYS_AND_MONTHS.test(word.toLowerCase())

/** The names of a text or of a part of it, in order. Of a headline in Title Case, where all looks like a name, none. */
export function namesIn(text: TokenizedText, range: TokenRange = { from: 0, to: text.tokens.length }): NameInText[] {
  const found: NameInText[] = []
  for (let at = range.from; at < range.to; ) {
    const sentence = sentenceOf(text, at)
    const end = Math.min(range.to, text.starts[sentence + 1] as number)
    if (!isInTitleCase(text, sentence)) found.push(...namesWithin(text, { from: at, to: end }))
    at = end
  }
  return found
}

/** The names of a sentence, or of a part of one. */
function namesWithin(text: TokenizedText, { from, to }: TokenRange): NameInText[] {
  const found: NameInText[] = []
  for (let at = from; at < to; ) {
    const end = endOfRun(text, at, to)
    const last = ROLE.test(tokenAt(text, end - 1).text) ? end - 1 : end
    // “The Russian FM” names nobody, “Ann Lee MP” does.
    if (last > at && (last === end || last - at > 1)) found.push(nameOf(text, { from: at, to: last }))
    at = Math.max(end, at + 1)
  }
  return found
}

/** What somebody is, in capitals. */
const ROLE = /^(?:CEO|CFO|COO|FM|MEP|MP|PM|VP)$/

/** From so many words on that are not short ones, all in capitals are no chance. */
const TITLE_CASE = 4
const SHORT = 3

function isInTitleCase(text: TokenizedText, sentence: number): boolean {
  const words = text.tokens
    .slice(text.starts[sentence], text.starts[sentence + 1])
    .filter((token) => isWord(token) && token.text.length > SHORT)
  return words.length >= TITLE_CASE && words.every((token) => isCapital(token.text))
}

/** The name that a short range is, even in a headline; null where it is none. */
export function nameAt(text: TokenizedText, { from, to }: TokenRange): NameInText | null {
  const end = endOfRun(text, from, to)
  return end === to && end > from ? nameOf(text, { from, to }) : null
}

/** Where the capitalised words that begin here end. */
function endOfRun(text: TokenizedText, from: number, limit: number): number {
  if (!isCapital(tokenAt(text, from).text) || isSmall(text, from)) return from
  let to = from + 1
  while (to < limit && text.sentence[to] === text.sentence[from]) {
    const { text: word, lower } = tokenAt(text, to)
    if (isCapital(word)) to += 1
    else if (isInitial(text, from, to) && to + 1 < limit) to += 2
    else if (JOINS.has(lower) && isCapital(tokenAt(text, to + 1).text) && to + 1 < limit) to += 2
    else break
  }
  return to
}

/** "Ann T. Lee": the full stop of an initial behind a given name is no end; that of “Plan B.” is one. */
function isInitial(text: TokenizedText, from: number, at: number): boolean {
  const [before, initial, stop, behind] = [-2, -1, 0, 1].map((by) => tokenAt(text, at + by).text) as string[]
  const isName = at - 2 >= from && genderOf(before as string) !== null && isCapital(behind as string)
  return isName && stop === '.' && /^\p{Lu}$/u.test(initial as string) && text.sentence[at + 1] === text.sentence[at]
}

/** "The" is no name at the beginning of a sentence; within it, it belongs to what follows. */
function isSmall(text: TokenizedText, at: number): boolean {
  const isFirst = at === text.starts[sentenceOf(text, at)] || tokenAt(text, at - 1).kind === '"'
  return SMALL.has(tokenAt(text, at).lower) && (isFirst || !isCapital(tokenAt(text, at + 1).text))
}

/** Capitalised, and no names. */
const DAYS_AND_MONTHS =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/

function nameOf(text: TokenizedText, { from, to }: TokenRange): NameInText {
  let first = from
  // Behind the last title stands the name: "White House Press Secretary Sarah Sanders".
  for (let at = from; at < to - 1; at += 1)
    if (TITLES.has(tokenAt(text, at).lower.replace('.', '')) && !isOfBody(tokenAt(text, at + 1))) first = at + 1
  const parts = text.tokens.slice(first, to).flatMap(({ text }) => (text === '.' ? [] : [text]))
  const hasTitle = first > from || isRole(tokenAt(text, from - 1).lower)
  const isOrganisation = parts.some((part) => OF_ORGANISATIONS.test(part) || JOINS_ORGANISATIONS.has(part))
  const isLikeAPerson = parts.length > 1 && parts.length <= LONGEST_NAME
  return {
    from: first,
    to,
    name: onOneLine(text, { from: first, to }),
    parts,
    title: first > from ? onOneLine(text, { from, to: first }) : '',
    isPerson: !isOrganisation && (hasTitle || isLikeAPerson),
  }
}

/** “State Department”, “Secretary of State”: what comes behind the word makes it a body’s or goes on with it. */
const isOfBody = ({ text, lower }: Token) => OF_ORGANISATIONS.test(text) || JOINS_ORGANISATIONS.has(lower)

const isRole = (word: string) => TITLES.has(word) || /(?:man|woman|person|or|er|ist|ian)$/.test(word)

/** Whether a full name is rather a person's: of a few capitalised words, none of which tells of an organisation. */
export function isPersonsName(name: string): boolean {
  const words = name.split(/\s+/)
  const isLong = words.length > 1 && words.length <= LONGEST_NAME
  return isLong && words[0] !== 'The' && words.every((word) => isCapital(word) && !OF_ORGANISATIONS.test(word))
}
