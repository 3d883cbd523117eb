import { tokenAt } from '../attribution/surroundings'
import { isWithin, type TokenRange } from '../attribution/tokenized-text'
import type { Medium } from '../claims/claim'
import { linesBetween, type Passage, type StatementBefore, wordsOf } from './passage'
import { cited } from './proposal'

/** A passage among what its article tells before it. */
export interface Telling extends Passage {
  before: readonly StatementBefore[]
  /** Who is proposed as its speaker. */
  speakers: readonly string[]
}

/** Where it is told: at its cue, else where its content begins. */
export const placeOf = ({ cue, content }: Pick<Passage, 'cue' | 'content'>): number =>
  cue ?? (content[0] as TokenRange).from

/** The statement within whose content this one is told. */
export function outerStatement(asked: Telling): StatementBefore | null {
  const at = placeOf(asked)
  return asked.before.find(({ content }) => isWithin(content, at)) ?? null
}

/** How many lines on a report still tells of the same occasion of somebody. */
const SAME_OCCASION_LINES = 12
/** A reply is told in the line of what it replies to, or in the next ones. */
const EXCHANGE_LINES = 3
/** Cues that answer what was said right before. */
const REPLIES = /^(?:repl|respond|answer|counter|retort|add|ask|continu|shot)/

/**
 * Statements that were likely made on the same occasion: of a reply, first what it replies to; then those of the same
 * speaker, or of whom they speak for, the last first.
 */
export function sameOccasion(asked: Telling): StatementBefore[] {
  const { text, cue, before, speakers, source } = asked
  const near = (at: number, lines: number) => linesBetween(text, at, placeOf(asked)) <= lines
  const words = source ? wordsOf(text, source) : ''
  const isSame = (name: string) => speakers.includes(name) || words.includes(name.replace(/^The /, ''))
  const last = before.at(-1)
  const isReply = cue !== null && REPLIES.test(tokenAt(text, cue).lower) && last && near(last.at, EXCHANGE_LINES)
  return [
    ...(isReply ? [last] : []),
    ...before.filter((one) => near(one.at, SAME_OCCASION_LINES) && one.speakers.some(isSame)).toReversed(),
  ]
}

const BEFORE_NOUNS = new Set("'s his her their its the a an of these those any all such".split(' '))
const PERFECT = new Set(['has', 'have', 'had', "'ve"])
const PRESENT = /^(?:\p{Ll}+s|say|call|believe|describe|consider|argue|claim|insist)$/u

/** What goes on to say what it said once: it is told in the present. */
const DOCUMENTS =
  /(?:statement|letter|report|suit|complaint|filing|petition|brief|motion|indictment|resolution|document|memo|article|editorial|transcript)$/i
const WRITTEN = new Set<string>([
  'court_filing',
  'joint_statement',
  'letter',
  'news_report',
  'report',
  'resolution',
  'written_statement',
] satisfies Medium[])

/** Whether what is told in the present is read from a paper: it names one, or is by somebody who wrote the last. */
function isRead(asked: Telling): boolean {
  const source = asked.source ? wordsOf(asked.text, asked.source) : ''
  const [noun = ''] = source.split(/ (?:of|from|by|filed|signed)\b|,/)
  return DOCUMENTS.test(noun) || WRITTEN.has(sameOccasion(asked)[0]?.medium ?? '')
}

/** Why no occasion is to be looked for: what is told is no single saying. Null where it may be one. */
export function whyNoOccasion(asked: Telling): string | null {
  const { text, cue } = asked
  if (cue === null) return null
  const word = tokenAt(text, cue).lower
  const before = [tokenAt(text, cue - 1).lower, tokenAt(text, cue - 2).lower]
  if (BEFORE_NOUNS.has(before[0] as string) && !/ing$/.test(word)) return `${cited(word)} names no single time`
  const perfect = before.find((one) => PERFECT.has(one))
  if (perfect) return `${cited(`${perfect} ${word}`)}: at some time`
  return PRESENT.test(word) && before[0] !== 'to' && !isRead(asked) ? `${cited(word)}: in general` : null
}
