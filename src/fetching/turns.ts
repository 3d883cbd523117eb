/** Ends a turn; ending it twice is ending it once. */
export type EndOfTurn = () => void

/**
 * Whose turn it is to ask: one at a time of a host, with a pause between two, and so many at once in all. A host's turn is had
 * before one of those in all is waited for, and both are given up together: who has one of those waits for nobody, so no two wait
 * for each other.
 */
export class Turns {
  /** By host, what ends when the host may be asked again. */
  private readonly hosts = new Map<string, Promise<void>>()
  private free: number
  private readonly waiting: (() => void)[] = []
  private asked = 0

  /**
   * @param atOnce in all
   * @param pause between the end of a turn and the next one of that host (ms)
   * @param most that may have a turn or wait for one
   */
  constructor(
    atOnce: number,
    private readonly pause: number,
    private readonly most: number,
  ) {
    this.free = atOnce
  }

  /** Null: too many wait already. */
  async take(host: string): Promise<EndOfTurn | null> {
    if (this.asked >= this.most) return null
    this.asked += 1
    const before = this.hosts.get(host)
    let open: EndOfTurn = () => undefined
    const mine = new Promise<void>((resolve) => {
      open = resolve
    })
    this.hosts.set(host, mine)
    await before
    await this.place()
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.asked -= 1
      this.leave()
      setTimeout(() => {
        open()
        if (this.hosts.get(host) === mine) this.hosts.delete(host)
      }, this.pause).unref()
    }
  }

  private async place() {
    if (this.free > 0) {
      this.free -= 1
      return
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private leave() {
    const next = this.waiting.shift()
    if (next) next()
    else this.free += 1
  }
}
