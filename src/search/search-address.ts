import type { SearchFilters } from './search.schema'

/** A search as its form sends it: the filters given, as text. */
export function typedFilters({ q, ...filters }: SearchFilters): Record<string, string> {
  const typed: Record<string, string> = q ? { q: q.typed } : {}
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) typed[name] = String(value)
  return typed
}

/** The address of a search, some of its members changed or, with null, taken away. */
export function searchAddress(typed: Record<string, string>, changes: Record<string, string | null> = {}): string {
  const given = Object.entries({ ...typed, ...changes }).filter(([, value]) => value !== null && value !== '')
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text === '' ? '/search' : `/search?${text}`
}
