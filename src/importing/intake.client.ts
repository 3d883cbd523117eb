import type { Logger } from 'pino'
import { WorkedOff } from '../database/worked-off'
import { type Readers, workOffNext } from './work-off.commands'

/** At once in a process: one is fetched or saved while the other is read, which a thread of its own does. */
const AT_ONCE = 2

/** What this process has for taking articles in: what fetches, what reads, and who works off what waits. */
export class Intake extends WorkedOff {
  constructor(
    readonly readers: Readers,
    log: Pick<Logger, 'error'>,
  ) {
    super(
      () => workOffNext(readers),
      { atOnce: AT_ONCE, kind: 'import', failed: 'an import was not gone on with' },
      log,
    )
  }
}
