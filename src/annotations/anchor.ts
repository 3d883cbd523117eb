import { canonicalWords } from '../quotes/canonical-text'
import type { CodePoints } from '../quotes/code-points'
import { FoldedText } from '../quotes/folded-text'
import { nearest, nearWindow } from '../quotes/nearness'
import { placeQuote } from '../quotes/place-quote'
import type { TextPositionSelector } from '../quotes/selector'
import { foldedPlaces, literalPlaces } from '../quotes/word-search'
import { words } from '../words/words'
import type { ForeignAnnotation, MarkedPart, ReadAnnotations } from './foreign-annotation'

/** Where an annotation’s words are in an article’s text, in code points; `byPosition`: nothing but their position told which of several. */
export type Anchored = { spans: TextPositionSelector[]; byPosition: boolean } | { problem: string }

/**
 * Finds what was marked. The words have to be there, letter for letter or folded, as `placeQuote` compares them. Of words that stand several
 * times those are meant beside which most of the context stands; the context itself may go on into what an article’s text doesn’t have (a
 * menu, a caption). Where that tells nothing the position does, which is of another text: whoever is told of it looks.
 */
export function anchor(
  points: CodePoints,
  { parts }: Pick<ForeignAnnotation, 'parts'>,
  positions: ReadAnnotations['positions'],
): Anchored {
  const spans: TextPositionSelector[] = []
  let byPosition = false
  for (const part of parts) {
    const found = anchorPart(points, trimmed(part), positions)
    if ('problem' in found) return found
    spans.push(found.span)
    byPosition ||= found.byPosition
  }
  return { spans: joined(points, spans), byPosition }
}

type AnchoredPart = { span: TextPositionSelector; byPosition: boolean } | { problem: string }

function anchorPart(points: CodePoints, part: MarkedPart, positions: ReadAnnotations['positions']): AnchoredPart {
  const { exact, position } = part
  if (positions === 'text' && position) {
    const there = placeQuote(points, { ...position, exact })
    if ('span' in there) return { span: placeOf(there.span), byPosition: false }
  }
  const alone = placeQuote(points, { exact })
  if ('span' in alone) return { span: placeOf(alone.span), byPosition: false }
  if (alone.kind !== 'ambiguous') return { problem: words.annotations.notInText(shortly(exact)) }
  const places = placesOf(points, exact)
  const meant = besideContext(points, places, part)
  if (meant.length === 1) return { span: meant[0] as TextPositionSelector, byPosition: false }
  if (position) {
    const { count, places: near } = nearest(meant, nearWindow(position))
    if (count === 1) return { span: near[0] as TextPositionSelector, byPosition: true }
  }
  return { problem: words.annotations.severalTimes(shortly(exact), places.length) }
}

/** So many places are compared; words that stand more often say nothing by themselves. */
const MOST_PLACES = 1_000

function placesOf(points: CodePoints, exact: string): TextPositionSelector[] {
  const found: TextPositionSelector[] = []
  const canonical = canonicalWords(exact)
  for (const places of [literalPlaces, foldedPlaces]) {
    for (const place of places(points, { exact: canonical })) {
      found.push(placeOf(place))
      if (found.length === MOST_PLACES) return found
    }
    if (found.length > 0) return found
  }
  return found
}

const placeOf = ({ start, end }: TextPositionSelector): TextPositionSelector => ({ start, end })

/**
 * Those beside which the most of the context stands, but at least half of it: less may be chance. Spaces count for nothing, since a page
 * has none between its paragraphs or many. All, where that is nowhere so.
 */
function besideContext(
  points: CodePoints,
  places: TextPositionSelector[],
  { prefix, suffix }: MarkedPart,
): TextPositionSelector[] {
  const [before, after] = [squeezed(prefix), squeezed(suffix)]
  const given = before.length + after.length
  if (given === 0) return places
  const room = 3 * Math.max([...prefix].length, [...suffix].length)
  const agreeing = places.map(({ start, end }) => {
    const left = squeezed(points.slice(Math.max(0, start - room), start))
    const right = squeezed(points.slice(end, Math.min(points.length, end + room)))
    return commonLength(before.toReversed(), left.toReversed()) + commonLength(after, right)
  })
  const most = Math.max(...agreeing)
  return most * 2 < given ? places : places.filter((_, place) => agreeing[place] === most)
}

const squeezed = (text: string): string[] => [...new FoldedText(canonicalWords(text)).text.replace(/\s/gu, '')]

function commonLength(some: readonly string[], others: readonly string[]): number {
  const differs = some.findIndex((one, place) => one !== others[place])
  return differs < 0 ? some.length : differs
}

/** Without spaces at its ends, which then belong to what stands beside. */
function trimmed({ exact, prefix, suffix, position }: MarkedPart): MarkedPart {
  const words = exact.trim()
  const [before, after] = [exact.length - exact.trimStart().length, exact.length - exact.trimEnd().length]
  return {
    exact: words,
    prefix: prefix + exact.slice(0, before),
    suffix: exact.slice(exact.length - after) + suffix,
    position: position && {
      start: position.start + before,
      end: Math.max(position.start + before + 1, position.end - after),
    },
  }
}

/** Fragments between which nothing but space stands are one passage. */
function joined(points: CodePoints, spans: readonly TextPositionSelector[]): TextPositionSelector[] {
  const result: TextPositionSelector[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    if (last && (span.start <= last.end || points.slice(last.end, span.start).trim() === ''))
      last.end = Math.max(last.end, span.end)
    else result.push({ ...span })
  }
  return result
}

/** As much of the words as tells which they are. */
function shortly(exact: string): string {
  const letters = [...exact.replace(/\s+/gu, ' ')]
  return letters.length > SHORT ? `${letters.slice(0, SHORT).join('').trimEnd()} …` : letters.join('')
}
const SHORT = 60
