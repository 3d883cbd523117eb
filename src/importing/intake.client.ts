import type { Logger } from 'pino'
import { type Readers, workOffNext } from './work-off.commands'

/** At once in a process: one is fetched or saved while the other is read, which a thread of its own does. */
const AT_ONCE = 2

/** What this process has for taking articles in: what fetches, what reads, and who works off what waits. */
export class Intake {
  private readonly working = new Set<Promise<void>>()
  private isEnding = false

  constructor(
    readonly readers: Readers,
    private readonly log: Pick<Logger, 'error'>,
  ) {}

  /** Works off what waits; called whenever something may have come. Returns at once. */
  wake(): void {
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
    try {
      while (!this.isEnding && (await workOffNext(this.readers)));
    } catch (error) {
      // Its lease runs out, and it is taken again; the next round of chores looks.
      this.log.error(
        { reason: error instanceof Error ? error.message : String(error) },
        'an import was not gone on with',
      )
    }
  }
}
