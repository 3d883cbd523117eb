import { canonicalWords } from '../quotes/canonical-text'
import type { CodePoints } from '../quotes/code-points'
import { FoldedText, foldedTextOf } from '../quotes/folded-text'
import { nearest, nearWindow } from '../quotes/nearness'
import type { TextPositionSelector } from '../quotes/selector'
import { foldedPlaces, literalPlaces, type WordsInContext } from '../quotes/word-search'
import { words } from '../words/words'
import type { ForeignAnnotation, MarkedPart, ReadAnnotations } from './foreign-annotation'

/** Where an annotation’s words are in an article’s text, in code points; `byPosition`: nothing but their position told which of several. */
export type Anchored = { spans: TextPositionSelector[]; byPosition: boolean } | { problem: string }

/**
 * Finds what was marked. The words have to be there, letter for letter or folded, as everywhere here. Of words that stand several
 * times those are meant beside which most of the context stands; the context itself may go on into what an article’s text doesn’t have (a
 * menu, a caption). Where that tells nothing the position does, which is of another text: whoever is told of it looks.
 */
export function anchor(
  points: CodePoints,
  { parts, told = [] }: Pick<ForeignAnnotation, 'parts'> & Partial<Pick<ForeignAnnotation, 'told'>>,
  positions: ReadAnnotations['positions'],
): Anchored {
  const missing = missingIn(points, told)
  if (missing !== null) return { problem: words.annotations.notInText(shortly(missing)) }
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
  if (positions === 'text' && position && standsAt(points, exact, position))
    return { span: position, byPosition: false }
  const places = placesOf(points, { exact }, MOST_PLACES + 1)
  const [only, another] = places
  if (!only) return { problem: words.annotations.notInText(shortly(exact)) }
  if (!another) return { span: only, byPosition: false }
  if (places.length > MOST_PLACES) return besideAllContext(points, part)
  const meant = besideContext(points, places, part)
  if (meant.length === 1) return { span: meant[0] as TextPositionSelector, byPosition: false }
  if (position) {
    const { count, places: near } = nearest(meant, nearWindow(position))
    if (count === 1) return { span: near[0] as TextPositionSelector, byPosition: true }
  }
  return { problem: words.annotations.severalTimes(shortly(exact), places.length) }
}

/** The first of these words that are nowhere in a text, or null. */
const missingIn = (points: CodePoints, parts: readonly MarkedPart[]): string | null =>
  parts.find(({ exact }) => placesOf(points, { exact: exact.trim() }, 1).length === 0)?.exact ?? null

/** Whether some words are the only ones of their kind in a text. */
export const standsOnce = (points: CodePoints, exact: string): boolean =>
  placesOf(points, { exact: exact.trim() }, 2).length === 1

/** So many places are compared; words that stand more often say nothing by themselves. */
const MOST_PLACES = 1_000

/** Where the words stand letter for letter, or else folded, between the context given: the first so many of these places. */
function placesOf(
  points: CodePoints,
  { exact, prefix = '', suffix = '' }: WordsInContext,
  most: number,
): TextPositionSelector[] {
  const sought = { exact: canonicalWords(exact), prefix: canonicalWords(prefix), suffix: canonicalWords(suffix) }
  for (const places of [literalPlaces, foldedPlaces]) {
    const found: TextPositionSelector[] = []
    for (const place of places(points, sought)) {
      found.push({ start: place.start, end: place.end })
      if (found.length === most) break
    }
    if (found.length > 0) return found
  }
  return []
}

/** Of words that stand too often to be compared, the place beside which all of the context stands, if that is one. */
function besideAllContext(points: CodePoints, { exact, prefix, suffix }: MarkedPart): AnchoredPart {
  const hasContext = (prefix + suffix).trim() !== ''
  const [only, another] = hasContext ? placesOf(points, { exact, prefix, suffix }, 2) : []
  if (only && !another) return { span: only, byPosition: false }
  return { problem: words.annotations.tooOften(shortly(exact), MOST_PLACES) }
}

/** So many spaces more than its words a place may have. */
const MORE_SPACES = 100

function standsAt(points: CodePoints, exact: string, { start, end }: TextPositionSelector): boolean {
  if (end > points.length || end - start > exact.length + MORE_SPACES) return false
  const [there, sought] = [points.slice(start, end), canonicalWords(exact)]
  return there === sought || new FoldedText(there).text === new FoldedText(sought).text.trim()
}

/**
 * Those beside which the most of the context stands, but at least half of it: less may be chance. Spaces count for nothing, since a page
 * has none between its paragraphs or many. All, where that is nowhere so. The text is folded once, and of it no more looked at than the
 * context is long.
 */
function besideContext(
  points: CodePoints,
  places: TextPositionSelector[],
  { prefix, suffix }: MarkedPart,
): TextPositionSelector[] {
  const before = squeezed(prefix).split('').toReversed().join('')
  const after = squeezed(suffix)
  const given = before.length + after.length
  if (given === 0) return places
  const folded = foldedTextOf(points)
  const agreeing = places.map(({ start, end }) => {
    const [first, behind] = [points.indexAt(start), points.indexAt(end)].map((index) => folded.indexOf(index))
    return agreeingFrom(folded.text, (first ?? 0) - 1, -1, before) + agreeingFrom(folded.text, behind ?? 0, 1, after)
  })
  const most = Math.max(...agreeing)
  return most * 2 < given ? places : places.filter((_, place) => agreeing[place] === most)
}

const squeezed = (text: string): string => new FoldedText(canonicalWords(text)).text.replaceAll(' ', '')

/** How much of a context, nearest first, a folded text has from an index on: forwards or backwards, spaces apart. */
function agreeingFrom(folded: string, index: number, step: 1 | -1, context: string): number {
  let at = index
  for (let told = 0; told < context.length; told += 1) {
    // Folded, a run of spaces is one.
    if (folded[at] === ' ') at += step
    if (folded[at] !== context[told]) return told
    at += step
  }
  return context.length
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
