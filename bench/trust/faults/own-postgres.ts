import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Cluster, openCluster } from '../../../src/database/embedded/cluster'
import { isAlive } from '../../../src/database/embedded/process-table'
import { ensureRolesAndDatabase } from '../../../src/database/embedded/roles-and-database'
import { addressOf } from '../../../src/database/embedded/server-address'
import { findOrStartPostmaster } from '../../../src/database/embedded/start-postmaster'
import { signalPostmaster } from '../../../src/database/embedded/stop-postmaster'
import { freePort } from '../../free-port'

/** A PostgreSQL that a harness may do anything to: always at one address, as a user's own server is. */
export interface OwnPostgres {
  ownerUrl: string
  appUrl: string
  /** SQL as the owner, on a connection of its own. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** Opens a connection as the owner that stays; its end is nobody's error. */
  owner(): Promise<Client>
  start(): Promise<void>
  /** A fast stop: sessions are cut. Returns when the server is gone. */
  stop(): Promise<void>
  /** Fast stop and start, as `systemctl restart` does. */
  restart(): Promise<void>
  /** Stops every process of it in its tracks (SIGSTOP): connections stay, nobody answers. */
  freeze(): void
  thaw(): void
  isRunning(): boolean
  /** Stops it for good and removes its files. */
  end(): Promise<void>
}

/** One whose data folder others may copy. */
export interface OwnServer extends OwnPostgres {
  cluster: Cluster
  port: number
  /** Kills every process of it (SIGKILL): nothing is written any more, and the next start recovers. */
  kill(): Promise<void>
}

/**
 * @param within a folder for its files, else the machine's temporary one
 * @param isDurable whether what it acknowledges is on the disk; else it is there for as long as the machine doesn't stop, and no process of the
 *   server is killed
 */
export async function ownPostgres(within: string = os.tmpdir(), isDurable = false): Promise<OwnServer> {
  const dir = path.join(fs.mkdtempSync(path.join(within, 'gainsay-faults-')), 'postgres')
  fs.chmodSync(path.dirname(dir), 0o755) // as root, the server's own account has to pass
  const cluster = { ...(await openCluster(dir, !isDurable, () => {})), ephemeral: !isDurable }
  const server = controlled(cluster, await freePort())
  await server.start()
  const first = new Client({ connectionString: addressOf(cluster, server.port, 'postgres', 'owner') })
  await first.connect()
  await ensureRolesAndDatabase(first, cluster.passwords.app).finally(() => first.end())
  return server
}

/** The server of a data folder that is there, not started yet. Its end removes the folder above `cluster.dir`. */
export function controlled(cluster: Cluster, port: number): OwnServer {
  let pid = 0

  const start = async () => {
    pid = (
      await findOrStartPostmaster(
        cluster,
        () => {},
        async () => port,
      )
    ).pid
    process.once('exit', killed)
  }
  const gone = async () => {
    while (isAlive(pid)) await sleep(5)
    process.off('exit', killed)
  }
  const stop = async () => {
    signalPostmaster(cluster, pid, 'INT')
    await gone()
  }
  const family = () => {
    const children = execFileSync('sh', ['-c', `ps -o pid= --ppid ${pid} || true`], { encoding: 'utf8' })
    return [pid, ...(children.match(/\d+/g) ?? []).map(Number)]
  }
  const signal = (name: NodeJS.Signals) => {
    for (const one of family()) {
      try {
        process.kill(one, name)
      } catch {
        // a worker of the server's that ended by itself meanwhile
      }
    }
  }
  const killed = () => signal('SIGKILL')
  const owner = async () => {
    const client = new Client({ connectionString: addressOf(cluster, port, 'gainsay', 'owner') })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  return {
    cluster,
    port,
    ownerUrl: addressOf(cluster, port, 'gainsay', 'owner'),
    appUrl: addressOf(cluster, port, 'gainsay', 'app'),
    owner,
    async sql(text, values) {
      const client = await owner()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    },
    start,
    stop,
    async restart() {
      await stop()
      await start()
    },
    async kill() {
      killed()
      await gone()
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    isRunning: () => isAlive(pid),
    async end() {
      if (isAlive(pid)) {
        signal('SIGCONT')
        await stop()
      }
      fs.rmSync(path.dirname(cluster.dir), { recursive: true, force: true, maxRetries: 5 })
      // As root its data may be elsewhere.
      fs.rmSync(cluster.home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
