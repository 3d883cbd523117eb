import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'
import type { SpeakerKind } from '../speakers/speaker-kind'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
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
  /^(?:statement|article|report|letter|tweet|post|account|transcript|communiqué|editorial|story|release|memo|note|document)$/

function byWords(asked: AskedSpeaker, source: TokenRange, words: string): Proposal<SpeakersMeant>[] {
  const { text } = asked
  const phrase = { from: source.from, to: endOfHead(text, source) }
  const head = tokenAt(text, phrase.to - 1).lower
  const itself = nameAt(text, source)
  const names = itself ? [itself] : namesIn(text, source)
  if (PAPERS.test(head)) return issuer(asked, names, head)
  const joint = jointly(text, source, names)
  if (joint.length > 1) {
    const all = joint.map((name) => nameInFull(asked, name))
    const kind = joint.some(({ isPerson }) => isPerson) ? 'person' : 'organisation'
    return [{ value: { names: all, kind }, reason: cited(words) }]
  }
  const named = names.filter(({ to }) => to === phrase.to).at(-1)
  if (named) return [{ value: inFull(asked, named), reason: cited(words) }]
  return described(asked, phrase, words)
}

/** By the full name, where the text has that; a surname alone may be anything's. */
function inFull(asked: AskedSpeaker, name: NameInText): SpeakersMeant {
  const full = nameInFull(asked, name)
  const isPerson = [name, ...asked.names.filter((other) => other.name === full)].some((one) => one.isPerson)
  return { names: [full], kind: isPerson ? 'person' : 'organisation' }
}

/** Whose statement or article it is; of “the statement” without a name, of whoever spoke last. */
function issuer(asked: AskedSpeaker, names: readonly NameInText[], head: string): Proposal<SpeakersMeant>[] {
  const owner = names.at(-1)
  if (!owner)
    return lastSpeakers(asked)
      .slice(0, 1)
      .map(({ value }) => ({ value, reason: `whose ${head} it is` }))
  return [{ value: inFull(asked, owner), reason: `whose ${head} it is` }]
}

const BEHIND_HEAD = /^(?:,|of|from|by|in|at|for|who|which|that|with|on|close|\()$/

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
  for (const name of names) {
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
  return text.tokens.slice(one.to, next.from).every(({ lower, text }) => BESIDE.has(lower) || /^\p{Lu}/u.test(text))
}

const BESIDE = new Set([',', 'and', 'the', 'of'])

/** Somebody who has no name in these words: who bears the title elsewhere in the text, else the words themselves. */
function described(asked: AskedSpeaker, phrase: TokenRange, words: string): Proposal<SpeakersMeant>[] {
  const { text } = asked
  const isDefinite = tokenAt(text, phrase.from).lower === 'the'
  const bearers = isDefinite ? withTitle(asked, phrase) : []
  const kind = kindOfDescribed(words)
  const bare = words.replace(/^(?:an?|the) /i, '')
  // A desk has "White House officials", and "a White House official": with its article, but for "the".
  const forms = isDefinite || bare === words ? [bare] : [words, bare]
  return [
    ...bearers.map(
      (name): Proposal<SpeakersMeant> => ({
        value: { names: [nameInFull(asked, name)], kind: 'person' },
        reason: `“${name.title} ${name.name}”`,
      }),
    ),
    ...forms.map((form): Proposal<SpeakersMeant> => ({ value: { names: [form], kind }, reason: cited(words) })),
  ]
}

/** Words of a title that have to agree: “the Kremlin’s foreign minister” with “Russian Foreign Minister Sergei Lavrov”. */
const TITLE_WORDS = 2

function withTitle({ text, names }: AskedSpeaker, { from, to }: TokenRange): NameInText[] {
  const last = text.tokens.slice(Math.max(from + 1, to - TITLE_WORDS), to).map(({ lower }) => lower)
  const title = last.join(' ')
  return last.length === 0 ? [] : names.filter((name) => name.title.toLowerCase().endsWith(title)).slice(0, 1)
}

/** Bodies that speak as one, though they have no name of their own. */
const BODIES =
  /(?:ministry|government|department|embassy|party|company|agency|authority|police|army|court|community|council|committee|commission|board|union|office|bank|service)$/i

function kindOfDescribed(words: string): SpeakerKind {
  if (BODIES.test(words)) return 'organisation'
  return /^an? |^one /i.test(words) ? 'described' : /s$/i.test(words) ? 'group' : 'described'
}
