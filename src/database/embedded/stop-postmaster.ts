import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster'
import { EmbeddedServerError } from './embedded-server-error'
import { isPostmasterOf } from './process-table'
import { spawnOptions } from './server-account'

/** A fast stop writes at most 128 MB of changed pages (shared_buffers); past this, something hangs. */
const FAST_STOP_WITHIN_MS = 30_000

/** At an immediate stop PostgreSQL itself kills what has not ended after 5 s. */
const IMMEDIATE_STOP_WITHIN_MS = 10_000

/** How often it looks whether the server is gone: a stop takes about 50 ms. */
const LOOK_EVERY_MS = 10

/** `INT` stops fast: sessions are cut, a checkpoint is written. `QUIT` stops at once and leaves a recovery to do. */
type StopSignal = 'INT' | 'QUIT'

/**
 * Stops the server and waits until it is gone; returns at once if it is. What was committed is kept either way. An
 * ephemeral server is not worth a tidy end.
 *
 * @throws EmbeddedServerError if it is still there after 40 s
 */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  if (!cluster.ephemeral && (await isGoneAfter(cluster, pid, 'INT', FAST_STOP_WITHIN_MS))) return
  if (await isGoneAfter(cluster, pid, 'QUIT', IMMEDIATE_STOP_WITHIN_MS)) return
  throw new EmbeddedServerError(`PostgreSQL (process ${pid}) in ${cluster.home} did not stop: see ${cluster.log}.`)
}

/** Sends PostgreSQL a signal if it is still this cluster's. Windows has no signals; pg_ctl carries them there. */
export function signalPostmaster(cluster: Cluster, pid: number, signal: StopSignal): void {
  if (!isPostmasterOf(cluster.data, pid)) return
  if (process.platform === 'win32') {
    spawnSync(cluster.binaries.program('pg_ctl'), ['kill', signal, String(pid)], spawnOptions(null, cluster.home))
    return
  }
  try {
    process.kill(pid, `SIG${signal}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // gone meanwhile
  }
}

async function isGoneAfter(cluster: Cluster, pid: number, signal: StopSignal, withinMs: number): Promise<boolean> {
  signalPostmaster(cluster, pid, signal)
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
    if (!isPostmasterOf(cluster.data, pid)) return true
  }
  return false
}
