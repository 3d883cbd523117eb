import type { ExportQuery } from './export-filters.schema'

/** The filters as typed, by name. */
export const typedAs = (query: ExportQuery): Record<string, string> => Object.fromEntries(given(query))

/** What was given, as it was typed. */
export const given = ({ q, ...query }: ExportQuery): [name: string, value: string][] =>
  Object.entries({ q: q?.typed, ...query }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )

/** The filters as an address has them: "?chain=12", or nothing. */
export function queryOf(query: ExportQuery): string {
  const text = new URLSearchParams(typedAs(query)).toString()
  return text && `?${text}`
}
