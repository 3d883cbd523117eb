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
    prefix: textOf(quote?.prefix),
    suffix: textOf(quote?.suffix),
    position: position as MarkedPart['position'],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isPlace = (start: unknown, end: unknown) =>
  Number.isSafeInteger(start) &&
  Number.isSafeInteger(end) &&
  (start as number) >= 0 &&
  (end as number) > (start as number)
