import type { Logger } from 'pino'
import { type Readers, workOffNext } from './work-off.commands'

/** At once in a process: one is fetched or saved while the other is read, which a thread of its own does. */
const AT_ONCE = 2

/** One after the other: one is bad luck, three are a database that is not there. The next round of chores looks again. */
const MOST_FAILURES = 3

/** What this process has for taking articles in: what fetches, what reads, and who works off what waits. */
export class Intake {
  private readonly working = new Set<Promise<void>>()
  /** Something may have come since those at work looked last. */
  private looksAgain = false
  private isEnding = false

  constructor(
    readonly readers: Readers,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  /** Works off what waits; called whenever something may have come. Returns at once. */
  wake(): void {
    // Whoever has just found nothing was looking before this came.
    this.looksAgain = true
    while (!this.isEnding && this.working.size < AT_ONCE) {
      const work: Promise<void> = this.workOff().finally(() => this.working.delete(work))
      this.working.add(work)
    }
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working)
  }

  /** Takes nothing new; resolves once what is being read has been. */
  async end(): Promise<void> {
    this.isEnding = true
    await this.idle()
  }

  private async workOff(): Promise<void> {
    let failures = 0
    while (!this.isEnding && failures < MOST_FAILURES) {
      this.looksAgain = false
      try {
        const found = await workOffNext(this.readers)
        failures = 0
        if (!found && !this.looksAgain) return
      } catch (error) {
        failures += 1
        // What it had in hand is taken again once its lease has run out; what comes behind need not wait for that.
        this.log.error(
          { reason: error instanceof Error ? error.message : String(error) },
          'an import was not gone on with',
        )
      }
    }
  }
}
