import { tokenAt } from '../attribution/surroundings'
import type { TokenRange } from '../attribution/tokenized-text'
import type { SpeakerKind } from '../speakers/speaker-kind'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { nameInFull } from './name-in-full'
import { isPersonsName, type NameInText } from './names-in-text'
import { onOneLine, type StatementBefore } from './passage'
import { cited, type Proposal } from './proposal'

/**
 * Somebody who has no name in these words: who was meant by the same noun before, who bears the title elsewhere in the
 * text, else the words themselves.
 *
 * @param phrase the noun and what stands before it
 * @param words the whole of them, on one line
 */
export function describedSpeakers(asked: AskedSpeaker, phrase: TokenRange, words: string): Proposal<SpeakersMeant>[] {
  const { text } = asked
  const isDefinite = DEFINITE.has(tokenAt(text, phrase.from).lower)
  const owned = ofOwner(asked, phrase)
  const others = owned.length > 0 || !isDefinite ? [] : [...withTitle(asked, phrase), ...sameAgain(asked, phrase)]
  const kind = kindOfDescribed(words)
  const bare = words.replace(/^(?:an?|the|this|that|these|those|both|some) /i, '')
  // A desk has "White House officials", and "a White House official": with its article, but for "the".
  const isAsItStands = isDefinite || bare === words || /^some /i.test(words)
  const forms = isAsItStands ? [bare] : [words, bare]
  return [
    ...owned.map((name): Proposal<SpeakersMeant> => ({ value: { names: [name], kind }, reason: cited(words) })),
    ...others,
    ...forms.map((form): Proposal<SpeakersMeant> => ({ value: { names: [form], kind }, reason: cited(words) })),
  ]
}

/** What points at something that was told before. */
const DEFINITE = new Set(['the', 'this', 'that', 'these', 'those', 'both'])

/** "Congressman Lee's office" is Ann Lee's: by the full name, without the title. */
function ofOwner(asked: AskedSpeaker, { from, to }: TokenRange): string[] {
  const { text, names } = asked
  const owner = names.findLast((name) => name.from >= from && name.to < to - 1)
  if (!owner?.isPerson && owner?.parts.length !== 1) return []
  if (!owner || tokenAt(text, owner.to).lower !== "'s") return []
  const isNoun = /^\p{Ll}/u.test(tokenAt(text, to - 1).text)
  const full = nameInFull(asked, owner)
  // “The Citadel’s foreign minister” is somebody with a name of their own.
  if (!isNoun || !isPersonsName(full)) return []
  return [`${full}${onOneLine(text, { from: owner.to, to })}`]
}

/** Words of a title that have to agree: “the Kremlin’s foreign minister” with “Russian Foreign Minister Sergei Lavrov”. */
const TITLE_WORDS = 2

function withTitle(asked: AskedSpeaker, { from, to }: TokenRange): Proposal<SpeakersMeant>[] {
  const { text, names } = asked
  const last = text.tokens.slice(Math.max(from + 1, to - TITLE_WORDS), to).map(({ lower }) => lower)
  const title = last.join(' ')
  const bearers = last.length === 0 ? [] : names.filter((name) => name.title.toLowerCase().endsWith(title)).slice(0, 1)
  return bearers.map((name) => ({
    value: { names: [nameInFull(asked, name)], kind: 'person' },
    reason: `“${name.title} ${name.name}”`,
  }))
}

/** Several, who are told by what they are. */
const PLURAL = /(?:[^s]s|men|women|people)$/
/** A body of which one goes on to speak by its kind: “Northmark Shipping … the company”. */
const COMPANIES = /^(?:company|firm|corporation|group|carmaker|airline|bank|organi[sz]ation|network|retailer)$/
/** Bodies that nobody calls a company. */
const PUBLIC_BODIES =
  /\b(?:university|ministry|government|department|house|senate|court|committee|commission|council|board|police|party|kremlin|embassy|command|community)\b/i

const NEWSPAPERS = /^(?:newspaper|paper|tabloid|magazine|daily|broadcaster)$/
const PAPERS_NAME =
  /\b(?:Journal|Post|Times|News|Guardian|Telegraph|Tribune|Herald|Gazette|Chronicle|Globe|Mail|Magazine)\b/

/** What one person is: “the candidate”, “the former host”. */
const PERSONS = new Set(
  'man woman candidate nominee frontrunner host lawmaker lawyer senator congressman congresswoman representative governor mayor minister president premier chancellor secretary ambassador diplomat envoy spokesman spokeswoman spokesperson official attorney judge justice prosecutor professor author writer journalist reporter columnist analyst economist scientist researcher doctor actor actress singer comedian director producer executive ceo cfo coo chairman chairwoman founder owner employee aide adviser advisor politician democrat republican billionaire businessman businesswoman general colonel commander officer leader chief pope bishop cardinal priest rabbi imam activist witness victim defendant plaintiff suspect veteran player coach champion fm pm mp'.split(
    ' ',
  ),
)

/** Who was told by the same noun before: “the board of elections … the board”, “her lawyers … the lawyers”. */
function sameAgain(asked: AskedSpeaker, { from, to }: TokenRange): Proposal<SpeakersMeant>[] {
  const { text, before, names } = asked
  const { text: word, lower: noun } = tokenAt(text, to - 1)
  // “The Organization”, but not “the CEO”.
  if (/^\p{Lu}\p{Ll}/u.test(word)) return []
  const earlier = before.filter(({ at }) => at < from).toReversed()
  const isAll = ({ speakers }: StatementBefore) => PLURAL.test(noun) && speakers.length > 1
  // Of one whose name might be a person’s nobody can tell.
  const isCompany = ({ speakers: [name = ''] }: StatementBefore) =>
    COMPANIES.test(noun) && !isPersonsName(name) && !PUBLIC_BODIES.test(name) && !isOfAKind(name)
  const isPaper = ({ speakers: [name = ''] }: StatementBefore) => NEWSPAPERS.test(noun) && PAPERS_NAME.test(name)
  const isPerson = ({ speakers }: StatementBefore) =>
    PERSONS.has(noun) && speakers.length === 1 && isPersonsName(speakers[0] as string)
  const found =
    toldByNoun(earlier, noun) ??
    earlier.find(isAll) ??
    earlier.find(isCompany) ??
    earlier.find(isPaper) ??
    earlier.find(isPerson)
  const named = names.findLast((one) => one.from < from && isKind(one, noun)) ?? names.find((one) => isKind(one, noun))
  const reason = `${cited(onOneLine(text, { from, to }))}: as before`
  return [
    ...(found ? [{ value: { names: [...found.speakers], kind: kindOfNamed(found.speakers, noun) }, reason }] : []),
    ...(named
      ? [{ value: { names: [nameInFull(asked, named)], kind: 'organisation' as const }, reason: cited(named.name) }]
      : []),
  ]
}

const kindOfNamed = ([name = '']: readonly string[], noun: string) =>
  isPersonsName(name) ? 'person' : kindOfDescribed(noun)

/** The first of these statements whose speakers are told by a noun, or have it in their name. */
export const toldByNoun = (statements: readonly StatementBefore[], noun: string): StatementBefore | undefined =>
  statements.find(({ source, speakers }) =>
    [...wordsOfName(nounOf(source)).slice(-1), ...speakers.map(nounOf).flatMap(wordsOfName)].some((one) =>
      isOneWord(noun, one),
    ),
  )

/** Several of a kind, who have no name of their own: “analysts”, “dock workers”; but “a spokesman for the dockers” is one. */
export const isOfAKind = (name: string): boolean =>
  !/^(?:an?|one|the) /i.test(name) && /(?:^| )\p{Ll}*[^s\P{Ll}]s$/u.test(nounOf(name))

/** What stands before a word that only says whose or which: of “port of the north” the port. */
const nounOf = (words: string) => words.split(/ (?:of|from|by|in|at|for|who|which|that|with|filed|named)\b|,/)[0] ?? ''

const wordsOfName = (words: string) => words.toLowerCase().split(/[\s’']+/)

/** Shorter ends are those of any word. */
const FEWEST_LETTERS = 4

/** “The suit” is the lawsuit; “the lawyers” are no lawyer. */
const isOneWord = (one: string, other: string) =>
  one === other || (one.length >= FEWEST_LETTERS && other.endsWith(one) && !other.includes('-'))

const isKind = ({ parts, isPerson }: NameInText, noun: string) =>
  !isPerson && parts.length > 1 && parts.at(-1)?.toLowerCase() === noun

/** Bodies that speak as one, though they have no name of their own. */
const BODIES =
  /(?:ministry|government|department|embassy|party|company|agency|authority|police|army|court|community|council|committee|commission|board|union|office|bank|service|university|campaign|administration)$/i

function kindOfDescribed(words: string): SpeakerKind {
  if (BODIES.test(words)) return 'organisation'
  return /^an? |^one /i.test(words) ? 'described' : /s$/i.test(words) ? 'group' : 'described'
}
