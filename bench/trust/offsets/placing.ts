import fc from 'fast-check'
import { canonicalText } from '../../../src/quotes/canonical-text'
import { CodePoints } from '../../../src/quotes/code-points'
import { placeQuote, type QuoteToPlace } from '../../../src/quotes/place-quote'
import { describeSpan, type Span } from '../../../src/quotes/selector'
import { asPosted, canonicalByTheBook, characters, type Place, placeOf, textWithParts } from './hazard-texts'

/** A way to keep passages: to describe one, and to find it again. */
export interface Scheme {
  canonical(raw: string): string
  describe(text: string, place: Place): Span
  /** Null: that it can't be told, or not told apart, is an honest answer. */
  find(text: string, quote: QuoteToPlace): Span | null
}

/** The product's own. */
export const OURS: Scheme = {
  canonical(raw) {
    const made = canonicalText(raw)
    if ('problem' in made) throw new Error(`${made.problem} ${JSON.stringify(raw)}`)
    return made.text
  },
  describe: (text, { start, end }) => describeSpan(text, start, end),
  find(text, quote) {
    const placed = placeQuote(CodePoints.of(text), quote)
    return 'span' in placed ? placed.span : null
  },
}

/** As one would at first: the text as it came, places by JavaScript's own counting, the words wherever they are first. */
export const NAIVE: Scheme = {
  canonical: (raw) => raw,
  describe: (text, { start, end }) => spanByUnits(text, start, end),
  find(text, { exact = '', start, end }) {
    const at = start ?? text.indexOf(exact)
    return at < 0 ? null : spanByUnits(text, at, end ?? at + exact.length)
  },
}

const spanByUnits = (text: string, start: number, end: number): Span => ({
  start,
  end,
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - 32), start),
  suffix: text.slice(end, end + 32),
})

/** What came of placing. */
export interface Placings {
  /** Spans that were described and found again, each by place and by words. */
  spans: number
  /** Of these, how many words could not be told apart from the same elsewhere, and were refused. */
  ambiguous: number
  /** What is wrong, a line each. */
  wrong: string[]
}

/** So many spans a text: a text costs more to make than a span to place. */
const SPANS_A_TEXT = 25

/** So many that are wrong are told; a naive scheme has thousands. */
const MOST_TOLD = 100

/** Describes and finds random spans of random texts, and compares each with its characters counted one by one. */
export function placeMany(scheme: Scheme, seed: number, spans: number): Placings {
  const placings: Placings = { spans: 0, ambiguous: 0, wrong: [] }
  const texts = fc.sample(textWithParts(SPANS_A_TEXT), { seed, numRuns: Math.ceil(spans / SPANS_A_TEXT) })
  for (const [raw, parts] of texts) {
    const text = scheme.canonical(raw)
    const all = characters(canonicalByTheBook(raw))
    if (text !== all.join('')) wrong(placings, `canonical text of ${JSON.stringify(raw.slice(0, 200))}`)
    for (const part of parts) {
      placings.spans += 1
      placeOne(scheme, text, all, placeOf(part, all.length), placings)
    }
  }
  return placings
}

function placeOne(scheme: Scheme, text: string, all: string[], place: Place, placings: Placings) {
  const words = (start: number, end: number) => all.slice(Math.max(0, start), end).join('')
  const { start, end } = place
  const wanted: Span = {
    ...place,
    exact: words(start, end),
    prefix: words(start - 32, start),
    suffix: words(end, end + 32),
  }
  const told = (what: string, found: Span | null) =>
    wrong(placings, `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`)

  const described = scheme.describe(text, place)
  if (!isSame(described, wanted)) told('described', described)
  const byPlace = scheme.find(text, place)
  if (!byPlace || !isSame(byPlace, wanted)) told('by its place', byPlace)

  // The words as a form sends them, line ends and all. Of white space alone nobody says where it is.
  if (wanted.exact.trim() === '') return
  const { exact, prefix, suffix } = wanted
  const byWords = scheme.find(text, { exact: asPosted(exact), prefix: asPosted(prefix), suffix: asPosted(suffix) })
  if (byWords === null) placings.ambiguous += 1
  else if (!isSame(byWords, wanted)) told('by its words', byWords)
}

const isSame = (one: Span, other: Span) =>
  one.start === other.start &&
  one.end === other.end &&
  one.exact === other.exact &&
  one.prefix === other.prefix &&
  one.suffix === other.suffix

function wrong(placings: Placings, what: string) {
  if (placings.wrong.length < MOST_TOLD) placings.wrong.push(what)
}
