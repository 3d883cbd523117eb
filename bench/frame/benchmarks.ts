import type { Result } from './result'

/** Under what results were found. */
export interface Circumstances {
  /** The day, as 2026-11-30. */
  date: string
  command: string
  gainsay: string
  node: string
  postgresql: string
  processor: string
  cores: number
}

/** What a part gave when it was last run with `--write`. */
export interface Kept extends Circumstances {
  /** Of the whole run. */
  seconds: number
  results: Omit<Result, 'part'>[]
}

/** All that is kept, by the name of the part; `trust races` where a part has several. */
export interface Benchmarks {
  parts: Record<string, Kept>
}

/**
 * What is kept with a run put in: of a part that was run as a whole all that it had is replaced, of one of which something alone was
 * asked for that alone. Nothing else is touched.
 */
export function withRun(
  { parts }: Benchmarks,
  { name, isWhole }: { name: string; isWhole: boolean },
  results: readonly Result[],
  circumstances: Circumstances & { seconds: number },
): Benchmarks {
  const found = new Map<string, Omit<Result, 'part'>[]>()
  for (const { part, ...result } of results) found.set(part, [...(found.get(part) ?? []), result])
  const isReplaced = (part: string) => found.has(part) || (isWhole && (part === name || part.startsWith(`${name} `)))
  const stays = Object.entries(parts).filter(([part]) => !isReplaced(part))
  const comes = [...found].map(([part, results]) => [part, { ...circumstances, results }] as const)
  // In an order of its own, so that a run changes no lines but its own.
  return { parts: Object.fromEntries([...stays, ...comes].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}
