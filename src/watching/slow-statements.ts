import type { Logger } from 'pino'
import type { Watcher } from '../database/in-hand'
import { withoutValues } from '../database/statement-text'

/**
 * Logs what took longer than so many milliseconds, from the sending on to the last row: by its name or its text without
 * values, with whom it was for. A stream is none: it lasts as long as whoever reads it.
 */
export function slowStatements(log: Pick<Logger, 'warn'>, slowMs: number): Watcher {
  return {
    statement({ pool, name, text, isStream, ms, failed }, hand) {
      if (isStream || ms < slowMs) return
      log.warn(
        {
          ...(hand?.requestId && { reqId: hand.requestId }),
          ...(hand?.job && { job: hand.job }),
          pool,
          statement: name || withoutValues(text),
          ms: Math.round(ms),
          ...(failed !== null && { failed }),
        },
        'slow statement',
      )
    },
  }
}
