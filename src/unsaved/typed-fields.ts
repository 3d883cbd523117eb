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

/** Hidden fields that a row of the form has each: `offeredFor.0`. */
const OF_A_ROW = /^(offeredFor|hopOfferedFor|kind)\./

/** Whether nothing is left of what somebody could have typed. */
export const isNothingTyped = (fields: TypedFields): boolean =>
  Object.entries(fields).every(
    ([name, value]) =>
      THERE_ANYHOW.has(name) || OF_A_ROW.test(name) || [value].flat().every((part) => part.trim() === ''),
  )

/** A field's first value, '' if there is none. */
export const firstOf = (fields: TypedFields, name: string): string => [fields[name] ?? ''].flat()[0] ?? ''
