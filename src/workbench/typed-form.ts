import { CodePoints } from '../quotes/code-points'
import { describeSpan } from '../quotes/selector'

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

/** A form to begin with: the sentence asked for in it, and nothing that an editor has not seen. */
export function emptyForm(place: { start: unknown; end: unknown }, text: string): TypedForm {
  const [start, end] = [Number(typedValue(place.start) || Number.NaN), Number(typedValue(place.end) || Number.NaN)]
  const isPlace =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= CodePoints.of(text).length
  if (!isPlace) return {}
  return { content: [describeSpan(text, start, end).exact], start: String(start), end: String(end) }
}
