import type { Express } from 'express'
import { createApp } from '../../src/app'
import { type Context, logFor } from '../../src/context'
import { startWatching, type Watching } from '../../src/watching'
import { newWorld, type World } from '../support/world'

/** A world that is watched as a process is which serves. */
export interface WatchedWorld extends World {
  watching: Watching
  /** The lines of its log, as they were written. */
  lines: string[]
  /** Those with this message, read. */
  logged(message: string): Record<string, unknown>[]
}

export async function watchedWorld(
  settings: Partial<Parameters<typeof startWatching>[0]> = {},
  more: Partial<Context> = {},
): Promise<WatchedWorld> {
  const world = await newWorld()
  const lines: string[] = []
  const log = logFor('trace', { write: (line) => void lines.push(line) })
  const context: Context = { ...world.context, log, ...more }
  const watching = await startWatching({ metrics: null, traces: false, slowQueryMs: 0, ...settings }, context)
  const app: Express = createApp({ ...context, metrics: watching.metrics, traces: watching.traces })
  return {
    ...world,
    context,
    app,
    watching,
    lines,
    logged: (message) => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message),
    async close() {
      await watching.end()
      await world.close()
    },
  }
}
