import type { BenchOptions } from '../frame/part'
import type { Measured } from './contestant'

/** Rounds, and the seconds that each contestant is asked in a round. */
export interface Pace {
  rounds: number
  seconds: number
}

const LONG: Pace = { rounds: 11, seconds: 3 }
const SHORT: Pace = { rounds: 5, seconds: 1.5 }

export function paceOf({ short, rounds }: Pick<BenchOptions, 'short' | 'rounds'>): Pace {
  const pace = short ? SHORT : LONG
  return rounds === undefined ? pace : { ...pace, rounds }
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
