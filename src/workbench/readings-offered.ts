import { spansWritten, writtenSpans } from '../quotes/written-spans'
import type { Prefill } from '../suggestions/prefill'

/** A way to read a passage, as a link. */
export interface ReadingOffered {
  words: string
  href: string
  isShown: boolean
}

/**
 * The ways to read a passage, in an order that stays while one looks from one to the next: as they were offered beside
 * the first one, which the address names.
 *
 * @param annotation in whose words the form was opened
 */
export function readingsOffered(
  { content, readings }: Prefill,
  of: string,
  annotation: number | null = null,
): ReadingOffered[] {
  const shown = writtenSpans(content)
  const first = spansWritten(of) ? of : shown
  const kept = annotation === null ? '' : `&annotation=${annotation}`
  const all = readings.map((reading) => ({ words: reading.words, spans: writtenSpans(reading.content) }))
  return all.map(({ words, spans }) => ({
    words,
    href: `?spans=${spans}&of=${first}${kept}#record`,
    isShown: spans === shown,
  }))
}
