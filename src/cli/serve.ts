import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { limitHeapGrowth } from '../heap-growth'
import { type Serving, serve } from '../serve'
import { settings } from './settings'
import { complain, FAILED, print } from './terminal'

/** However a stop gets stuck, the process ends by then (ms): later than all that `stop` waits for by itself. */
const LAST_MS = 80_000

export function serveCommand() {
  return new Command('serve').action(runServe)
}

/** Serves until told to end; the first SIGTERM or Ctrl-C drains, the second ends at once. */
export async function runServe(): Promise<void> {
  limitHeapGrowth()
  const config = settings()
  // Nobody may hear it any more, or the disk of a log be full: no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let serving: Serving
  try {
    serving = await serve(config, print)
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    process.exit(FAILED)
  }

  let ending = false
  const end = async (noticeMs: number, code: number) => {
    if (ending) process.exit(FAILED)
    ending = true
    complain('Ending: what is under way is answered first.')
    await Promise.race([serving.stop({ noticeMs }), sleep(LAST_MS)])
    process.exit(code)
  }
  // Whoever presses Ctrl-C has no proxy that has to hear of it first.
  process.on('SIGINT', () => end(0, 0))
  process.on('SIGTERM', () => end(config.drainSeconds * 1_000, 0))
  outliveMistakes(serving, async () => {
    if (!ending) await end(0, FAILED)
  })
}

/**
 * What nobody caught (docs/decisions/0021). A promise that was rejected and waited for by nobody has spoilt nothing that
 * others use: it is told, and serving goes on. An exception may have left something half done within this process, all
 * of whose state is in the database: it answers what is under way and ends, for whoever started it to start it again.
 */
function outliveMistakes({ log }: Serving, end: () => Promise<void>) {
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'a promise was rejected, and nobody waited for it')
  })
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an exception that nobody caught: ending')
    void end().catch(() => process.exit(FAILED))
  })
}
