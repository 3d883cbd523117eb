import type { Config } from '@jest/types'
import type { EmbeddedServer } from '../../src/database/embedded/embedded-server'
import { neverHeld } from './held-operations'

/** After all tests. Every operation of the API must have been seen to succeed, if all that asks it was run whole. */
export default async function stopServer({ testNamePattern }: Config.GlobalConfig) {
  const unseen = testNamePattern ? [] : neverHeld()
  await (globalThis as { gainsayServer?: EmbeddedServer }).gainsayServer?.stop()
  if (unseen.length > 0) throw new Error(`No test has seen a success of ${unseen.join(', ')}.`)
}
