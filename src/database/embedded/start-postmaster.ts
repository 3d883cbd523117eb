import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster'
import { EmbeddedServerError } from './embedded-server-error'
import { type Launch, launch } from './launch'
import { readPostmasterPid, removeEmptyPostmasterPid } from './postmaster-pid'
import { isPostmasterOf } from './process-table'

/** A server that accepts connections. */
export interface RunningPostmaster {
  pid: number
  port: number
  /** Unlike the process id, never another run's. */
  id: string
  /** Somebody else started it. */
  attached: boolean
}

/** How often the state of the server is looked at: a start takes 50 ms, and a look a fraction of one. */
const LOOK_EVERY_MS = 10

/** Between two tries to start where the reason for the first failure should pass. */
const TRY_AGAIN_AFTER_MS = 200

/** Processes of a killed server end when they next wait for something; a long sort or index may take this long. */
const PASSING_WITHIN_MS = 30_000

/** A recovery replays at most about 1 GB of log (max_wal_size): seconds on most disks, minutes on a poor one. */
const READY_WITHIN_MS = 300_000

/** How long a start may be silent before it tells what it waits for. */
const TELL_EVERY_MS = 10_000

/**
 * A port that nobody listens on; somebody may before PostgreSQL does, hence the tries.
 *
 * @param last the port of a server that died here: whoever still knows it by that finds it again
 */
export type PickPort = (last: number | null) => Promise<number>

/**
 * Waits for the cluster's server to accept connections, starting it if it does not run. All that can be in the way of
 * a start is one of a few states, so it looks and does the next thing until the server is there: a server that starts,
 * runs or stops already is waited for, and of two started at once PostgreSQL's own lock lets one live, which both use.
 *
 * @throws EmbeddedServerError with the end of PostgreSQL's log if it does not come up
 */
export async function findOrStartPostmaster(
  cluster: Cluster,
  log: (message: string) => void,
  pickPort: PickPort = freePort,
): Promise<RunningPostmaster> {
  const patience = new Patience(cluster, log)
  let attempt: Launch | null = null
  for (;;) {
    const found = readPostmasterPid(cluster.data)
    if (found && isPostmasterOf(cluster.data, found.pid)) {
      const { pid, port, startedAt } = found
      if (found.status === 'ready') return { pid, port, id: `${pid}@${startedAt}`, attached: !attempt?.started(pid) }
      patience.waitingFor(found.status)
    } else if (!attempt || attempt.hasEnded()) {
      if (attempt) await patience.tryAgain(attempt)
      removeEmptyPostmasterPid(cluster.data)
      attempt = launch(cluster, await pickPort(found?.port ?? null), found?.pid ?? null)
    }
    await sleep(LOOK_EVERY_MS)
  }
}

/** Knows how long a start may take, and what to say when it takes longer. */
class Patience {
  private readonly since = Date.now()
  private toldAt = Date.now()
  private passingSince: number | null = null

  constructor(
    private readonly cluster: Cluster,
    private readonly log: (message: string) => void,
  ) {}

  /** The server is alive but not ready; it is never killed for being slow, as a recovery would begin again. */
  waitingFor(status: string): void {
    const seconds = Math.round((Date.now() - this.since) / 1000)
    if (Date.now() - this.since > READY_WITHIN_MS) {
      throw new EmbeddedServerError(
        `PostgreSQL in ${this.cluster.home} is still ${status} after ${seconds} s. It goes on by itself: ` +
          `see ${this.cluster.log}, and start Gainsay again later.`,
      )
    }
    if (Date.now() - this.toldAt < TELL_EVERY_MS) return
    this.toldAt = Date.now()
    this.log(`PostgreSQL is ${status}, ${seconds} s so far; after a crash or a power cut it first recovers`)
  }

  /** Returns after a while if another try is worth it; else throws why the last one failed. */
  async tryAgain(attempt: Launch): Promise<void> {
    const reason = attempt.passingReason()
    const isFirst = this.passingSince === null
    this.passingSince ??= Date.now()
    if (!reason || Date.now() - this.passingSince > PASSING_WITHIN_MS) throw attempt.failure()
    if (isFirst && reason === 'old processes') this.log('waiting for the last processes of a killed PostgreSQL to end')
    await sleep(TRY_AGAIN_AFTER_MS)
  }
}

async function freePort(last: number | null): Promise<number> {
  if (last !== null) {
    const again = await listenOnce(last).catch(() => null)
    if (again !== null) return again
  }
  return listenOnce(0)
}

/** The port that was free, 0 being any. */
function listenOnce(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
