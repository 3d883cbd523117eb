import { CodePoints } from '../quotes/code-points'
import { placeQuote } from '../quotes/place-quote'
import type { TextPositionSelector } from '../quotes/selector'
import { paragraphs } from '../quotes/sentences'
import type { FieldProblems } from '../web/parse'

/**
 * Where a zone is: from the paragraph `from` to the paragraph `to` (numbers from 1; without `to`, that one alone), or
 * from the words `first` to the words `last`. Words go before paragraphs, and the paragraph then tells which of the
 * same words are meant.
 */
export interface ZonePlaceGiven {
  from?: number
  to?: number
  first?: string
  last?: string
}

/** Finds the range that is meant; what is not there is a problem of its field. */
export function placeZone(
  wholeText: string | CodePoints,
  given: ZonePlaceGiven,
): { place: TextPositionSelector } | { problems: FieldProblems } {
  const text = CodePoints.of(wholeText)
  const inParagraphs = paragraphs(text)
  const problems: FieldProblems = {}
  const paragraph = (field: 'from' | 'to'): TextPositionSelector | undefined => {
    const number = given[field]
    if (number === undefined) return undefined
    const found = inParagraphs[number - 1]
    if (!found) problems[field] = `The text has no paragraph ${number}; it has ${inParagraphs.length}.`
    return found
  }
  const from = paragraph('from')
  const to = paragraph('to')
  if (given.from === undefined && !given.first) problems.from = 'Say where it begins: a paragraph, or its first words.'
  if (Object.keys(problems).length > 0) return { problems }

  const begins = given.first ? placeWords(text, given.first, from) : { place: from as TextPositionSelector }
  if ('problem' in begins) return { problems: { first: begins.problem } }
  const { start } = begins.place
  const ends = given.last
    ? placeWords(text, given.last, to ?? (given.first ? undefined : from), start)
    : { place: to ?? begins.place }
  if ('problem' in ends) return { problems: { last: ends.problem } }
  if (ends.place.end <= start) return { problems: { to: 'It would end before it begins.' } }
  return { place: { start, end: ends.place.end } }
}

/** Words that stand once from `after` on, or once in the paragraph that was given. */
function placeWords(
  text: CodePoints,
  words: string,
  near: TextPositionSelector | undefined,
  after = 0,
): { place: TextPositionSelector } | { problem: string } {
  const rest = after === 0 ? text : new CodePoints(text.slice(after, text.length))
  const shifted =
    near && near.end > after ? { start: Math.max(0, near.start - after), end: near.end - after } : undefined
  const placed = placeQuote(rest, { exact: words, near: shifted })
  if ('span' in placed) return { place: { start: placed.span.start + after, end: placed.span.end + after } }
  if (placed.kind === 'ambiguous') return { problem: 'These words stand there several times: give more of them.' }
  return { problem: after === 0 ? 'These words are not in the text.' : 'These words are not in the text after that.' }
}
