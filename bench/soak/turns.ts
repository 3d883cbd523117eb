/** Longer turns than this are all the same (ms): by then everybody who waited has gone. */
const LONGEST = 60_000

/**
 * How long the turns of an event loop were. What counts is how much of the time they take, not how many they are: a process that
 * stands still for 400 ms of each second has one turn of that kind among some six hundred of a millisecond, and yet two of five
 * who come find it standing. Takes the same memory however long it is watched.
 */
export class Turns {
  /** The time in turns of so many milliseconds, rounded down. */
  private readonly spent = new Float64Array(LONGEST + 1)
  private total = 0
  private most = 0

  /** @param ms how long a turn was */
  add(ms: number): void {
    const length = Math.min(LONGEST, Math.max(0, Math.floor(ms)))
    this.spent[length] = (this.spent[length] as number) + ms
    this.total += ms
    this.most = Math.max(this.most, ms)
  }

  /** The longest (ms); 0 where there was none. */
  get longest(): number {
    return this.most
  }

  /**
   * How long a turn is at most in which somebody comes who comes at any moment (ms).
   *
   * @param share of all moments, between 0 and 1
   */
  at(share: number): number {
    let passed = 0
    for (const [length, spent] of this.spent.entries()) {
      passed += spent
      if (spent > 0 && passed >= share * this.total) return length
    }
    return 0
  }

  /** Forgets all of them. */
  clear(): void {
    this.spent.fill(0)
    this.total = 0
    this.most = 0
  }
}
