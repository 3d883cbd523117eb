import type { TextPositionSelector } from './selector'

/** Parts that a split quotation may have; as many as a form may send. */
const MOST_SPANS = 20

/** Places as an address and a form carry them: `12-40,60-80`, in code points, the end exclusive. */
export const writtenSpans = (spans: readonly TextPositionSelector[]): string =>
  spans.map(({ start, end }) => `${start}-${end}`).join(',')

/** The places that are written so, or null: they have to be in the order of the text, and not to overlap. */
export function spansWritten(written: string): TextPositionSelector[] | null {
  const spans: TextPositionSelector[] = []
  for (const one of written.split(',')) {
    const [, from, to] = /^(\d{1,9})-(\d{1,9})$/.exec(one) ?? []
    const [start, end] = [Number(from ?? Number.NaN), Number(to ?? Number.NaN)]
    if (!(start < end && start >= (spans.at(-1)?.end ?? 0)) || spans.length === MOST_SPANS) return null
    spans.push({ start, end })
  }
  return spans
}
