import { tokenAt } from './surroundings'
import type { TokenizedText, TokenRange } from './tokenized-text'
import { isWord, type Token } from './tokens'

/** What may begin a content but is not part of it. */
const OPENS_CONTENT = new Set(['that', ',', ':', ';', '-', '–', '—'])
const CLOSES_CONTENT = new Set([',', ';', ':'])
const OPENS_SOURCE = new Set(['and', 'but', 'that', 'which', 'who', 'both', 'by'])
const CLOSES_SOURCE = new Set([',', 'both', 'also', 'as', 'by', 'for', 'to', 'on', 'who', 'which', 'that'])
/** Behind these a source goes on about itself: "Senator John McCain, a longtime critic", "an official who asked not to be named". */
const GOES_ON = new Set(['who', 'whom', 'whose', 'which', 'that', '(', '-', '–', '—'])

/** Contents without what only leads to them: “that”, a comma; and without ranges that have no word. */
export const tidyContent = (text: TokenizedText, ranges: readonly TokenRange[]): TokenRange[] =>
  ranges
    .map((range) => upToQuotation(text, without(text, range, isOneOf(OPENS_CONTENT), isOneOf(CLOSES_CONTENT))))
    .filter((range) => hasWord(text, range))

/** Sources cut where they go on about who it is, and without signs before them, as of a list. */
export const tidySource = (text: TokenizedText, ranges: readonly TokenRange[]): TokenRange[] =>
  ranges
    .map((range) => without(text, upToRemark(text, range), opensSource, isOneOf(CLOSES_SOURCE)))
    .filter((range) => hasWord(text, range))

type Test = (token: Token) => boolean

const isOneOf =
  (words: ReadonlySet<string>): Test =>
  ({ lower }) =>
    words.has(lower)

/** Nicknames may be quoted. */
const opensSource: Test = (token) => OPENS_SOURCE.has(token.lower) || (!isWord(token) && !/^["“”‘’']$/.test(token.text))

function without(text: TokenizedText, range: TokenRange, opens: Test, closes: Test): TokenRange {
  let { from, to } = range
  while (from < to && opens(tokenAt(text, from))) from += 1
  while (to > from && closes(tokenAt(text, to - 1))) to -= 1
  return { from, to }
}

/** A comma goes on about the same one where a small word follows it, as in “, one of”, and no name. */
function upToRemark(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  for (let at = from + 1; at < to; at += 1) {
    const { lower } = tokenAt(text, at)
    const next = tokenAt(text, at + 1).text
    if (GOES_ON.has(lower) || (lower === ',' && /^(?:an?|the|one|then|now|also|who|which|himself|herself)$/.test(next)))
      return { from, to: at }
  }
  return { from, to }
}

/** Of quoted sentences and more behind them without a mark: the quoted ones. “It was safe.” Nobody had asked. */
function upToQuotation(text: TokenizedText, { from, to }: TokenRange): TokenRange {
  const marks = text.tokens.slice(from, to).flatMap(({ kind }, place) => (kind === '"' ? [from + place] : []))
  const last = marks.at(-1)
  if (marks[0] !== from || last === undefined || marks.length % 2 === 1 || last === to - 1) return { from, to }
  const isEnd = /^[.?!]$/.test(tokenAt(text, last - 1).text) && text.sentence[last + 1] !== text.sentence[last]
  return isEnd ? { from, to: last + 1 } : { from, to }
}

const hasWord = (text: TokenizedText, { from, to }: TokenRange): boolean => text.tokens.slice(from, to).some(isWord)
