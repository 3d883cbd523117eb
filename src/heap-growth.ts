import v8 from 'node:v8'

/**
 * By how much of what is in use (%) V8 lets its heap grow before it looks for what no longer is. Left to itself that is up to three times
 * as much: with 44 MiB in use the heap had 100 to 170, whatever was exported, and readers’ pages alone took it there sooner or later
 * (docs/decisions/0053).
 */
const GROWING_PERCENT = 50

/** Keeps a process that serves for weeks at what it needs. To be called once, as it starts. */
export function limitHeapGrowth(): void {
  v8.setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`)
}
