import { NEEDS, type Need } from './needs'
import { type Bounds, goalInWords, isWithin, kept, quantile, type Result, spreadOf } from './result'
import type { ToReach } from './to-reach'

/** What is measured: its name, which stays the same from run to run, and what belongs to it. */
export interface Measure {
  what: string
  claims?: number
  toReach?: ToReach
}

/** A figure, what it counts, and what it has to be. */
export type Measured = Measure & Bounds & { unit: string }

/** How figures of rounds are counted where each round has several, or their middle says too little. */
interface Counting {
  /** Which of the figures counts, between the lowest, 0, and the highest, 1; the unit has to name another than the middle. */
  place?: number
  rounds?: number
}

/** A line of what a harness found, in words. */
export interface Found {
  what: string
  found: string
  goal: string
  isReached: boolean
}

/** Takes the results of a part as they come. */
export class Report {
  constructor(
    private readonly part: string,
    private readonly tell: (result: Result) => void,
    private readonly without: readonly string[] = [],
  ) {}

  /** The same of something within the part: `trust` has `trust races`. */
  within(name: string): Report {
    return new Report(`${this.part} ${name}`, this.tell, this.without)
  }

  /**
   * A figure of several rounds: their middle, with the lowest and the highest.
   *
   * @param figures one a round; none is a figure that misses its goal
   * @param cpu CPU time of a request by the reference's, one a round
   */
  rounds(
    { unit, ...measured }: Measured,
    figures: readonly number[],
    cpu?: readonly number[],
    { place = 0.5, rounds = figures.length }: Counting = {},
  ): boolean {
    const figure = quantile(figures, place)
    const ofCpu = cpu && quantile(cpu, 0.5)
    const isReached =
      isWithin(figure, measured) &&
      (measured.cpuMost === undefined || isWithin(ofCpu ?? NaN, { most: measured.cpuMost }))
    return this.add(measured, {
      unit,
      figure: kept(figure),
      spread: spreadOf(figures, rounds),
      ...(cpu && { cpu: { figure: kept(ofCpu ?? Number.NaN), spread: spreadOf(cpu) } }),
      ...judged(measured, isReached),
    })
  }

  /** A figure that was measured once. */
  figure({ unit, ...measured }: Measured, figure: number): boolean {
    return this.add(measured, { unit, figure: kept(figure), ...judged(measured, isWithin(figure, measured)) })
  }

  /** What a harness says in words, and judges itself. */
  found({ found, goal, isReached, ...measure }: Found & Measure): boolean {
    return this.add(measure, { unit: '', figure: found, goal, reached: isReached })
  }

  /** What is only told. */
  told({ what, claims, found }: Measure & { found: string }): void {
    this.add({ what, claims }, { unit: '', figure: found, reached: null })
  }

  /**
   * That something could not be measured for want of something. It counts as missed, unless `--without` names what it wants:
   * whoever reads "all reached" has to be able to believe it.
   */
  lacks(wants: Need, measure: Measure & Bounds, why: string = `wants ${NEEDS[wants]}`): boolean {
    const isLeftOut = this.without.includes(wants)
    const goal = goalInWords(measure)
    return this.add(measure, {
      unit: '',
      figure: null,
      ...(goal !== undefined && { goal }),
      reached: isLeftOut ? null : false,
      notRun: why,
      wants,
    })
  }

  /** That the part ended in an error; what it had reported stays. */
  failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    this.add({ what: 'all of it' }, { unit: '', figure: null, reached: false, notRun: why })
  }

  private add(
    { what, claims, toReach }: Measure,
    result: Omit<Result, 'part' | 'what' | 'claims' | 'toReach'>,
  ): boolean {
    this.tell({
      part: this.part,
      what,
      ...(claims !== undefined && { claims }),
      ...(toReach !== undefined && { toReach }),
      ...result,
    })
    return result.reached !== false
  }
}

function judged(bounds: Bounds, isReached: boolean): { goal?: string; reached: boolean | null } {
  const goal = goalInWords(bounds)
  return goal === undefined ? { reached: null } : { goal, reached: isReached }
}
