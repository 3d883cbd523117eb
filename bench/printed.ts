/** What is measured: its name, which stays the same from run to run, and what belongs to it. */
interface Measured {
  what: string
  claims?: number
  toReach?: string
  unit: string
  least?: number
  most?: number
}

/** Takes the results of a part as they come. */
export interface Reporting {
  /** A figure of several rounds: their middle, with the lowest and the highest; CPU time of a request by the reference's beside it. */
  rounds(measured: Measured, figures: readonly number[], cpu?: readonly number[]): boolean
  figure(measured: Measured, figure: number): boolean
  found(found: {
    what: string
    claims?: number
    toReach?: string
    found: string
    goal: string
    isReached: boolean
  }): boolean
  told(told: { what: string; claims?: number; found: string }): void
}

/** Prints each result in a line. */
export class Printed implements Reporting {
  isReached = true

  rounds(measured: Measured, figures: readonly number[], cpu?: readonly number[]): boolean {
    const spread = `${inShort(quantile(figures, 0))} to ${inShort(quantile(figures, 1))}, ${figures.length} rounds`
    const ofCpu = cpu ? `; CPU ${inShort(quantile(cpu, 0.5))}` : ''
    return this.line(measured, quantile(figures, 0.5), ` (${spread}${ofCpu})`)
  }

  figure(measured: Measured, figure: number): boolean {
    return this.line(measured, figure, '')
  }

  found({ what, claims, found, goal, isReached }: Parameters<Reporting['found']>[0]): boolean {
    this.isReached &&= isReached
    print(`${what}${among(claims)}: ${found} (goal: ${goal})${isReached ? '' : ' MISSED'}`)
    return isReached
  }

  told({ what, claims, found }: Parameters<Reporting['told']>[0]): void {
    print(`${what}${among(claims)}: ${found}`)
  }

  private line({ what, claims, unit, least, most }: Measured, figure: number, beside: string): boolean {
    const isReached = !(figure < (least ?? -Infinity)) && !(figure > (most ?? Infinity)) && !Number.isNaN(figure)
    const goal = least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : null
    this.isReached &&= isReached || goal === null
    print(
      `${what}${among(claims)}: ${inShort(figure)} ${unit}${beside}${goal ? ` (goal: ${goal})` : ''}${isReached || !goal ? '' : ' MISSED'}`,
    )
    return isReached
  }
}

const among = (claims?: number) => (claims === undefined ? '' : `, ${claims.toLocaleString('en')} claims`)
const inShort = (figure: number) => String(Number(figure.toPrecision(3)))
const quantile = (figures: readonly number[], place: number) =>
  figures.toSorted((a, b) => a - b)[Math.round(place * (figures.length - 1))] ?? Number.NaN
const print = (line: string) => process.stdout.write(`${line}\n`)
