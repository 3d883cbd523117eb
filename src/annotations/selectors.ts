import type { MarkedPart } from './foreign-annotation'

type Members = Record<string, unknown>

/** Its members, where it is an object. */
export const membersOf = (value: unknown): Members | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null

/** One or several, as JSON-LD has it: nothing is none. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Whether something is of a type, as JSON-LD may write it: `type` or `@type`, one or several, with a prefix or without. */
export const isOfType = (members: Members, type: string): boolean =>
  listOf(members.type ?? members['@type']).some(
    (name) => typeof name === 'string' && name.replace(/^.*[:/#]/, '') === type,
  )

/** All selectors, those too that refine another or are one of a choice; a few levels, since more say nothing. */
function allOf(selectors: unknown, depth = 0): Members[] {
  if (depth > 4) return []
  return listOf(selectors).flatMap((one) => {
    const members = membersOf(one)
    if (!members) return []
    return [members, ...allOf(members.refinedBy, depth + 1), ...allOf(members.items, depth + 1)]
  })
}

/**
 * What the selectors of one target mark (W3C Web Annotation Data Model, 4.2): the words, with what stands beside them, and their place.
 * Null where neither is told; `exact` is empty where the place alone is.
 */
export function markedBy(selector: unknown): MarkedPart | null {
  const selectors = allOf(selector)
  const quote = selectors.find((one) => isOfType(one, 'TextQuoteSelector') && typeof one.exact === 'string')
  const place = selectors.find((one) => isOfType(one, 'TextPositionSelector'))
  const position = place && isPlace(place.start, place.end) ? { start: place.start, end: place.end } : null
  if (!quote && !position) return null
  return {
    exact: textOf(quote?.exact),
    prefix: [...oneSpaced(quote?.prefix).slice(-2 * KEPT_CONTEXT)].slice(-KEPT_CONTEXT).join(''),
    suffix: [...oneSpaced(quote?.suffix).slice(0, 2 * KEPT_CONTEXT)].slice(0, KEPT_CONTEXT).join(''),
    position: position as MarkedPart['position'],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Code points of what stands beside that are kept: those next to the words. Hypothesis gives 32 at each side, and so do we; twice as many tell
 * places apart where pages repeat themselves, and of more nothing is gained but work.
 */
const KEPT_CONTEXT = 64

/** With one space for a run of them: a page has a hundred where its source is set in. */
const oneSpaced = (value: unknown): string => textOf(value).replace(/\s+/gu, ' ')

const isPlace = (start: unknown, end: unknown) =>
  Number.isSafeInteger(start) &&
  Number.isSafeInteger(end) &&
  (start as number) >= 0 &&
  (end as number) > (start as number)
