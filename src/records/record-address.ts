import type { RecordFilters } from './record-filters.schema'

/** Claims whose day nobody knows, as a value of `when`. */
export const UNDATED_WHEN = 'undated'

/** Filters as an address has them. */
export type TypedFilters = Partial<Record<keyof RecordFilters, string>>

/** Filters as their form sends them: those given, as text. */
export function typedFilters({ q, by, ...filters }: RecordFilters): TypedFilters {
  const typed = { ...filters, q: q?.typed, by: by === undefined ? undefined : String(by) }
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined))
}

/** The address of a record, narrowed; some filters changed or, with null, taken away. */
export function recordAddress(
  speakerId: number,
  typed: TypedFilters,
  changes: { [Name in keyof RecordFilters]?: string | null } & { after?: string } = {},
): string {
  const given = Object.entries({ ...typed, ...changes }).filter(([, value]) => value !== null && value !== '')
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text === '' ? `/speakers/${speakerId}` : `/speakers/${speakerId}?${text}`
}

/** The first and the last day of a year ("2019") or a month ("2019-06"). */
export function daysOf(when: string): { from: string; to: string } {
  if (when.length === 4) return { from: `${when}-01-01`, to: `${when}-12-31` }
  const [year, month] = when.split('-').map(Number) as [number, number]
  return { from: `${when}-01`, to: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) }
}
