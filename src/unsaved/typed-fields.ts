/** What stands in a form: one value a field, or several. */
export type TypedFields = Record<string, string | string[]>

/** The fields of a request's body; what is no text is none. */
export function fieldsOf(body: unknown): TypedFields {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string' || isTexts(value) ? [[name, value] as const] : [],
  )
  return Object.fromEntries(fields)
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'string')

/** What the page puts there, or a choice of which one is always made: none of it says that somebody has typed. */
const THERE_ANYHOW = new Set([
  'basis',
  'claimVersion',
  'direction',
  'end',
  'hopBasis',
  'hopKind',
  'hopMedium',
  'hopWording',
  'kind',
  'medium',
  'prefix',
  'q',
  'relayedBy',
  'stance',
  'start',
  'suffix',
  'version',
  'wording',
])

/** Hidden fields, one for each name that is looked up: `offeredFor-1`, `hopOfferedFor.0`. */
const OFFERED_FOR = /^(offeredFor|hopOfferedFor)\b/

/** Whether nothing is left of what somebody could have typed. */
export const isNothingTyped = (fields: TypedFields): boolean =>
  Object.entries(fields).every(
    ([name, value]) =>
      THERE_ANYHOW.has(name) || OFFERED_FOR.test(name) || [value].flat().every((part) => part.trim() === ''),
  )

/** A field's first value, '' if there is none. */
export const firstOf = (fields: TypedFields, name: string): string => [fields[name] ?? ''].flat()[0] ?? ''
