import type { Logger } from 'pino'
import { asJob } from './in-hand'

/** One after the other: one is bad luck, three are a database that is not there. The next round of chores looks again. */
const MOST_FAILURES = 3

/** How rows that wait are worked off in this process. */
interface Ways {
  /** How many at once. */
  atOnce: number
  /** What one is called where jobs are counted. */
  kind: string
  /** What the log says when one failed. */
  failed: string
}

/** Works off what waits in a table, beside the requests; any number of processes may do so with the same table. */
export class WorkedOff {
  private readonly working = new Set<Promise<void>>()
  /** Something may have come since those at work looked last. */
  private looksAgain = false
  private isEnding = false

  /** `next` takes one and does it; false: there is none. */
  constructor(
    private readonly next: () => Promise<boolean>,
    private readonly ways: Ways,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  /** Works off what waits; called whenever something may have come. Returns at once. */
  wake(): void {
    // Whoever has just found nothing was looking before this came.
    this.looksAgain = true
    while (!this.isEnding && this.working.size < this.ways.atOnce) {
      const work: Promise<void> = this.workOff().finally(() => this.working.delete(work))
      this.working.add(work)
    }
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working)
  }

  /** Takes nothing new; resolves once what is under way has been done. */
  async end(): Promise<void> {
    this.isEnding = true
    await this.idle()
  }

  private async workOff(): Promise<void> {
    let failures = 0
    while (!this.isEnding && failures < MOST_FAILURES) {
      this.looksAgain = false
      try {
        const found = await asJob(this.ways.kind, this.next)
        failures = 0
        if (!found && !this.looksAgain) return
      } catch (error) {
        failures += 1
        // What it had in hand is taken again once its lease has run out; what comes behind need not wait for that.
        this.log.error({ reason: error instanceof Error ? error.message : String(error) }, this.ways.failed)
      }
    }
  }
}
