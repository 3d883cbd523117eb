import type { Measured } from './contestant'

/** What is measured, and what its ratio has to be. */
export interface Goal {
  what: string
  least?: number
  most?: number
}

/**
 * Measures two things in rounds that begin with the one and the other in turn, so that a machine whose speed drifts does so
 * for both: for each round, the first by the second.
 */
export async function inRounds(
  rounds: number,
  [first, second]: readonly [() => Promise<Measured>, () => Promise<Measured>],
): Promise<{ requests: number[]; cpu: number[] }> {
  const requests: number[] = []
  const cpu: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    let [a, b]: [Measured | null, Measured | null] = [null, null]
    if (round % 2 === 0) a = await first()
    b = await second()
    a ??= await first()
    requests.push(a.requestsPerSecond / b.requestsPerSecond)
    cpu.push(a.cpuMicrosecondsPerRequest / b.cpuMicrosecondsPerRequest)
  }
  return { requests, cpu }
}

/** Prints a line with the median of the rounds, and says whether it is what it has to be. */
export function report({ what, least, most }: Goal, ratios: readonly number[]): boolean {
  const sorted = ratios.toSorted((a, b) => a - b)
  const at = (place: number) => sorted[Math.round(place * (sorted.length - 1))] ?? Number.NaN
  const median = at(0.5)
  const reached = !(median < (least ?? -Infinity)) && !(median > (most ?? Infinity))
  const goal = least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : null
  const verdict = goal === null ? 'no goal' : `goal ${goal}: ${reached ? 'reached' : 'MISSED'}`
  print(
    `${what}: ${median.toFixed(2)} (${at(0).toFixed(2)} to ${at(1).toFixed(2)}, ${sorted.length} rounds), ${verdict}`,
  )
  return reached
}

export function print(line: string) {
  process.stdout.write(`${line}\n`)
}
