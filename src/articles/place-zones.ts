import { canonicalWords } from '../quotes/canonical-text'
import { CodePoints } from '../quotes/code-points'
import { nearest, nearWindow } from '../quotes/nearness'
import type { TextPositionSelector } from '../quotes/selector'
import { paragraphs } from '../quotes/sentences'
import { foldedPlaces, literalPlaces } from '../quotes/word-search'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'

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
  const problems: FieldProblems = {}
  const paragraph = (field: 'from' | 'to'): TextPositionSelector | undefined => {
    const number = given[field]
    if (number === undefined) return undefined
    const all = paragraphs(text)
    const found = all[number - 1]
    if (!found) problems[field] = words.zones.noParagraph(number, all.length)
    return found
  }
  const from = paragraph('from')
  const to = paragraph('to')
  if (given.from === undefined && !given.first) problems.from = words.zones.sayWhereItBegins
  if (Object.keys(problems).length > 0) return { problems }

  const begins = given.first ? placeWords(text, given.first, from) : { place: from as TextPositionSelector }
  if ('problem' in begins) return { problems: { first: begins.problem } }
  const { start } = begins.place
  const ends = given.last
    ? placeWords(text, given.last, to ?? (given.first ? undefined : from), start)
    : { place: to ?? begins.place }
  if ('problem' in ends) return { problems: { last: ends.problem } }
  if (ends.place.end <= start) return { problems: { to: words.zones.endsBeforeItBegins } }
  return { place: { start, end: ends.place.end } }
}

/** Words that stand once from `after` on, or once in the paragraph that was given. */
function placeWords(
  text: CodePoints,
  sought: string,
  near: TextPositionSelector | undefined,
  after = 0,
): { place: TextPositionSelector } | { problem: string } {
  const exact = canonicalWords(sought)
  // Half a character is in no canonical text, but would match the half of one.
  const isText = exact.trim() !== '' && !/\p{Surrogate}/u.test(exact)
  for (const places of isText ? [literalPlaces, foldedPlaces] : []) {
    const found = nearest(notBefore(after, places(text, { exact })), nearWindow(near))
    const [place] = found.places
    if (found.count > 1) return { problem: words.zones.severalTimes }
    if (place) return { place }
  }
  return { problem: after === 0 ? words.zones.notInText : words.zones.notInTextAfter }
}

function* notBefore(start: number, places: Iterable<TextPositionSelector>) {
  for (const place of places) if (place.start >= start) yield place
}
