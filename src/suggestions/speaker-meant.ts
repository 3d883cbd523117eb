import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { describedSpeakers, toldByNoun } from './described-speaker'
import { isInBrackets } from './joined-names'
import { nameInFull } from './name-in-full'
import { type NameInText, nameAt, namesIn } from './names-in-text'
import { onOneLine } from './passage'
import { PRONOUNS, pronounAntecedents } from './pronoun-antecedents'
import { cited, eachOnce, type Proposal } from './proposal'

/**
 * Who may be meant by the words that name a speaker, the likeliest first. Without such words it goes on to be who spoke
 * last.
 */
export function speakersMeant(asked: AskedSpeaker): Proposal<SpeakersMeant>[] {
  const found = [...bySource(asked), ...lastSpeakers(asked)].filter(({ value }) =>
    value.names.every((name) => name.length <= LONGEST_NAME),
  )
  return eachOnce(found, ({ names }) => names.join('\n'))
}

/** UTF-16 units. A speaker may be called by 200 characters, and nobody is described by so many. */
const LONGEST_NAME = 200

function bySource(asked: AskedSpeaker): Proposal<SpeakersMeant>[] {
  const { text } = asked
  if (asked.source === null) return []
  const source = withoutPossessive(text, asked.source)
  const words = onOneLine(text, source)
  if (PRONOUNS.has(words.toLowerCase())) return pronounAntecedents({ ...asked, source }, words)
  return byWords(asked, source, words)
}

function withoutPossessive(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  return { from, to: tokenAt(text, to - 1).lower === "'s" && to - 1 > from ? to - 1 : to }
}

/** Those who spoke before, the last first; whoever spoke within another's words comes behind the others. */
function lastSpeakers({ before }: AskedSpeaker): Proposal<SpeakersMeant>[] {
  return before.toReversed().map(({ speakers }) => ({
    value: { names: [...speakers], kind: 'person' },
    reason: 'who spoke before',
  }))
}

/** Nouns whose owner speaks: "a Wall Street Journal article", "a White House statement". */
const PAPERS =
  /^(?:statement|article|report|letter|tweet|post|account|transcript|communiqué|editorial|story|release|memo|note|document|ad|advertisement|commercial|video|lawsuit|suit|complaint|filing|petition|brief|motion|email|e-mail)$/

function byWords(asked: AskedSpeaker, source: TokenRange, words: string): Proposal<SpeakersMeant>[] {
  const { text } = asked
  const phrase = { from: source.from, to: endOfHead(text, source) }
  const head = tokenAt(text, phrase.to - 1).lower
  const itself = nameAt(text, source)
  const names = itself ? [itself] : namesIn(text, source)
  const isIssuer = ({ from, to }: NameInText) =>
    to <= phrase.to || [-1, -2].some((back) => BY.has(tokenAt(text, from + back).lower))
  const owner = names.find(isIssuer)
  // “A lawsuit” is a new one, and not of whoever spoke before.
  const isNew = /^an?$/.test(tokenAt(text, source.from).lower)
  const issuers = PAPERS.test(head) && (owner || !isNew) ? issuer(asked, owner, head) : []
  if (issuers.length > 0) return issuers
  const joint = jointly(text, source, names)
  if (joint.length > 1) {
    const all = joint.map((name) => nameInFull(asked, name))
    const kind = joint.some(({ isPerson }) => isPerson) ? 'person' : 'organisation'
    return [{ value: { names: all, kind }, reason: cited(words) }]
  }
  const named = names.filter(({ to }) => to === phrase.to).at(-1) ?? behindRole(text, source, names)
  if (named) return [{ value: inFull(asked, named), reason: cited(words) }]
  return describedSpeakers(asked, phrase, words)
}

/**
 * Somebody whose name ends the words, behind what they are: "the harbour's secretary, Ann Lee", "former secretary of state
 * Ann Lee"; but of "a spokesman for Ann Lee" nobody.
 */
function behindRole(text: TokenizedText, source: TokenRange, names: readonly NameInText[]): NameInText | undefined {
  const last = names.at(-1)
  if (!last?.isPerson || last.to !== source.to || last.from === source.from) return undefined
  const { lower } = tokenAt(text, last.from - 1)
  return lower === ',' || !(BEHIND_HEAD.test(lower) || lower.endsWith('ing')) ? last : undefined
}

/** By the full name, where the text has that; a surname alone may be anything's. */
function inFull(asked: AskedSpeaker, name: NameInText): SpeakersMeant {
  const full = nameInFull(asked, name)
  const isPerson = [name, ...asked.names.filter((other) => other.name === full)].some((one) => one.isPerson)
  return { names: [full], kind: isPerson ? 'person' : 'organisation' }
}

/** Whose statement or article it is; of “the statement” without a name, of whoever spoke by one, or last. */
function issuer(asked: AskedSpeaker, owner: NameInText | undefined, head: string): Proposal<SpeakersMeant>[] {
  if (!owner) {
    const { before } = asked
    const last = toldByNoun(before.toReversed(), head) ?? before.at(-1)
    return last ? [{ value: { names: [...last.speakers], kind: 'person' }, reason: `whose ${head} it is` }] : []
  }
  return [{ value: inFull(asked, owner), reason: `whose ${head} it is` }]
}

/** Before the name of whoever a paper is by: “a statement from the Harbour Board”; but a suit against it is somebody else’s. */
const BY = new Set(['from', 'by', 'of', 'named'])

const BEHIND_HEAD =
  /^(?:,|\(|of|from|by|in|at|for|who|which|that|with|on|close|to|against|about|around|under|over|behind|before|after|between|among|into|near|within|without|like|unlike|than|accused|representing|opposing|backing|supporting|involving|filed|written|signed|issued|released|published|sent|posted|named)$/

/** Where the noun ends that the phrase is about: before “of”, “from”, a comma, who. */
function endOfHead(text: TokenizedText, { from, to }: TokenRange): number {
  for (let at = from + 1; at < to; at += 1) if (BEHIND_HEAD.test(tokenAt(text, at).lower)) return at
  return to
}

/**
 * "John Bolton, and Michael Pompeo": those whose names stand side by side, titles apart. Behind another name they have to
 * be people, as in "the White House adviser, John Bolton, and …"; bodies rather tell of whom that name is.
 */
function jointly(text: TokenizedText, { from, to }: TokenRange, names: readonly NameInText[]): NameInText[] {
  if (!text.tokens.slice(from, to).some(({ lower }) => lower === 'and')) return []
  const groups: NameInText[][] = []
  for (const name of names.filter(({ from }) => !isInBrackets(text, from))) {
    const group = groups.at(-1)
    if (group && isBeside(text, group.at(-1) as NameInText, name)) group.push(name)
    else groups.push([name])
  }
  const isJoint = (group: NameInText[], place: number) =>
    group.length > 1 && (place === 0 || group.every(({ isPerson }) => isPerson))
  return groups.find(isJoint) ?? []
}

function isBeside(text: TokenizedText, one: NameInText, next: NameInText): boolean {
  // "The Ministry of Health and Safety" is one.
  if (one.parts.includes('of') && next.parts.length === 1 && next.title === '') return false
  return withoutBrackets(text, one.to, next.from).every(({ lower, text }) => BESIDE.has(lower) || /^\p{Lu}/u.test(text))
}

/** The words between two, but for remarks in brackets: "Ann Lee (D-Utah) and Bo Dahl". */
const withoutBrackets = (text: TokenizedText, from: number, to: number) =>
  text.tokens.slice(from, to).filter((token, place) => token.text !== ')' && !isInBrackets(text, from + place))

const BESIDE = new Set([',', 'and', 'the', 'of'])
