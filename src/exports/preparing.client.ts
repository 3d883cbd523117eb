import type { Logger } from 'pino'
import { WorkedOff } from '../database/worked-off'
import { type PreparingParts, prepareNext } from './prepare-export.commands'

/** At once in a process: each has one of the four connections for downloads. */
const AT_ONCE = 1

/** What makes files that are kept, in this process. */
export class Preparing extends WorkedOff {
  private readonly ending: AbortController

  constructor(
    readonly parts: PreparingParts,
    log: Pick<Logger, 'error'>,
  ) {
    const ending = new AbortController()
    super(
      () => prepareNext(parts, ending.signal),
      { atOnce: AT_ONCE, kind: 'export', failed: 'an export was not prepared' },
      log,
    )
    this.ending = ending
  }

  /** Hands back what it is writing, which may take long, and takes nothing new. */
  override end(): Promise<void> {
    this.ending.abort()
    return super.end()
  }
}
