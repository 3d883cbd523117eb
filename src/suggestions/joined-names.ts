import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText, TokenRange } from '../attribution/tokenized-text'

/** Remarks in brackets are no longer than this, in tokens. */
const LONGEST_REMARK = 8

/** Whether a token stands in brackets, or is one that opens them: "(D-Utah)" behind a name. */
export function isInBrackets({ tokens }: TokenizedText, at: number): boolean {
  const before = tokens.slice(Math.max(0, at - LONGEST_REMARK), at + 1)
  return before.findLastIndex(({ text }) => text === '(') > before.findLastIndex(({ text }) => text === ')')
}

/** A source with whom a remark in brackets parts from it: "Chairman Ann Lee (D-Utah) and Chairman Bo Dahl". */
export function withJoined(text: TokenizedText, source: TokenRange | null): TokenRange | null {
  if (!source || tokenAt(text, source.to).text !== '(') return source
  let and = source.to
  while (and < text.tokens.length && isInBrackets(text, and)) and += 1
  if (tokenAt(text, and).text !== ')' || tokenAt(text, and + 1).lower !== 'and') return source
  let to = and + 2
  while (/^\p{Lu}/u.test(tokenAt(text, to).text) && text.sentence[to] === text.sentence[source.from]) to += 1
  return to > and + 2 ? { from: source.from, to } : source
}
