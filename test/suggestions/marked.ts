import { tokenBehind } from '../../src/attribution/surroundings'
import { type TokenizedText, type TokenRange, tokenizedText } from '../../src/attribution/tokenized-text'
import { countLeading } from '../../src/quotes/binary-search'
import { namesIn } from '../../src/suggestions/names-in-text'
import type { Passage, StatementBefore } from '../../src/suggestions/passage'

const PARTS: Record<string, 'content' | 'source' | 'cue'> = { '[': 'content', '<': 'source', '{': 'cue' }
const ENDS = /[\]>}]/

/** A passage from a text with marks: `<Ann Lee> {said} [it was safe].`; some may lie within others. */
export function marked(text: string): Passage {
  const places: { part: 'content' | 'source' | 'cue'; start: number; end: number }[] = []
  let plain = ''
  for (const sign of text) {
    const part = PARTS[sign]
    if (part) places.push({ part, start: plain.length, end: -1 })
    else if (ENDS.test(sign)) {
      const open = places.findLast(({ end }) => end === -1)
      if (open) open.end = plain.length
    } else plain += sign
  }
  const read = tokenizedText(plain)
  const rangesOf = (of: string) =>
    places.filter(({ part }) => part === of).map(({ start, end }) => range(read, start, end))
  return {
    text: read,
    content: rangesOf('content'),
    cue: rangesOf('cue')[0]?.from ?? null,
    source: rangesOf('source')[0] ?? null,
  }
}

const range = (text: TokenizedText, start: number, end: number): TokenRange => ({
  from: tokenBehind(text, start),
  to: countLeading(text.tokens.length, (at) => (text.tokens[at]?.start as number) < end),
})

/** The tokens of some words of a text, where they stand first. */
export function rangeOf(text: TokenizedText, words: string): TokenRange {
  const start = text.points.text.indexOf(words)
  if (start === -1) throw new Error(`“${words}” is not in the text`)
  return range(text, start, start + words.length)
}

type Given = Partial<Omit<StatementBefore, 'at' | 'content'>> & { words: string }

/** Statements of the same text that were recorded before, by words of their contents. */
export const recordedIn = ({ text }: Passage, ...given: Given[]): StatementBefore[] =>
  given.map(({ words, ...more }) => {
    const content = rangeOf(text, words)
    return {
      at: content.from,
      content: [content],
      source: '',
      speakers: [],
      saidOn: null,
      basis: 'not_stated',
      saidOnWords: null,
      medium: 'unknown',
      ...more,
    }
  })

/** What is asked with a passage of which nobody knows anything else. */
export const alone = (passage: Passage) => ({ ...passage, names: namesIn(passage.text), before: [], known: [] })
