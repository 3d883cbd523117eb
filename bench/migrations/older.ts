import { fork } from 'node:child_process'
import path from 'node:path'
import { freePort } from '../free-port'
import { told } from '../told'

/** The version before, as it was built: it serves while this one migrates. */
export interface Older {
  /** Names of the migrations that it has. */
  migrations: string[]
  serve(appUrl: string): Promise<{ url: string; stop(): void }>
}

/** The folder that GAINSAY_OLDER names: a checkout of an older Gainsay, after its `npm ci` and `npm run prebench`. Null where it names none. */
export function olderGainsay(): Older | null {
  const folder = process.env.GAINSAY_OLDER
  if (!folder) return null
  const of = (file: string) => path.join(path.resolve(folder), 'dist', file)
  const { migrations } = require(of('src/database/migrations/index.js')) as { migrations: { name: string }[] }
  return {
    migrations: migrations.map(({ name }) => name),
    serve: (appUrl) => served(of('bench/exports/serving-process.js'), appUrl),
  }
}

/** What is served by the product of a checkout, this one or another. */
export async function served(script: string, appUrl: string): Promise<{ url: string; stop(): void }> {
  const port = await freePort()
  const child = fork(script, [appUrl, String(port)])
  await told(child)
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() }
}
