import { CodePoints } from '../quotes/code-points'
import { spansWritten, writtenSpans } from '../quotes/written-spans'

/** A form as it was typed, to be shown again: one value a field, or several. */
export type TypedForm = Record<string, string | string[]>

export function asTyped(body: unknown): TypedForm {
  const typed: TypedForm = {}
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter((part) => typeof part === 'string')
  }
  return typed
}

/** The first value of a field, '' if there is none. */
export function typedValue(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

/** Where an address says that a form begins: its spans, or the sentence that is all of it. */
export interface PlaceAsked {
  spans?: unknown
  start: unknown
  end: unknown
}

/** A form to begin with: the words asked for in it, and nothing that an editor has not seen. */
export function emptyForm(asked: PlaceAsked, text: string): TypedForm {
  const points = CodePoints.of(text)
  const spans =
    spansWritten(typedValue(asked.spans)) ?? spansWritten(`${typedValue(asked.start)}-${typedValue(asked.end)}`)
  const [first, last] = [spans?.[0], spans?.at(-1)]
  if (!spans || !first || !last || last.end > points.length) return {}
  return {
    content: spans.map(({ start, end }) => points.slice(start, end)),
    start: String(first.start),
    end: String(last.end),
    spans: writtenSpans(spans),
  }
}
