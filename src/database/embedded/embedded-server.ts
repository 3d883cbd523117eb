import fs from 'node:fs'
import { type Cluster, openCluster } from './cluster'
import { EmbeddedServerError, inWords } from './embedded-server-error'
import { join, leave } from './membership'
import type { Role } from './passwords'
import { DATABASE_NAME } from './roles-and-database'
import { addressOf } from './server-address'
import { findOrStartPostmaster, type RunningPostmaster } from './start-postmaster'
import { signalPostmaster } from './stop-postmaster'

export interface EmbeddedServerOptions {
  /** The folder that holds everything of the server's; made if missing. `./data/postgres`, for example. */
  dir: string
  /** For tests: nothing is synced to disk, the server ends with this process, and `dir`, which must be new, with it. */
  ephemeral?: boolean
  /** Take over a server that a killed process left behind, and stop it on `stop`. For `serve`. */
  adopt?: boolean
  /** Told, in words, what happened. */
  log?: (message: string) => void
}

/** A server goes away while it is joined if its last user stops it just then: once is rare, five times is a fault. */
const JOIN_TRIES = 5

/** A running private PostgreSQL with the database `gainsay` in it. */
export interface EmbeddedServer {
  /** `postgres://gainsay_owner:...@127.0.0.1:port/gainsay`: a superuser, who migrates. */
  ownerUrl: string
  /** `postgres://gainsay_app:...@127.0.0.1:port/gainsay`: may connect, and what the migrations grant. */
  appUrl: string
  /** The process id of the server (its postmaster). */
  pid: number
  /** The server ran already. */
  attached: boolean
  /** The address of another database on this server. */
  urlOf(database: string, role: Role): string
  /**
   * Leaves the server; close your own pools first. The last process to leave stops it, sessions still open are cut.
   * A server whose users were all killed is an orphan: it is left as it was found, unless `adopt` was set.
   *
   * @throws EmbeddedServerError if it can't be stopped, after about a minute of trying
   */
  stop(): Promise<void>
}

/**
 * Starts the private PostgreSQL whose data is in `dir`, or joins the one that runs there, and waits until it accepts
 * connections. The first start makes the data folder, two roles with random passwords, and the database.
 *
 * The server listens on 127.0.0.1 only, on a port that is free, and survives a Node that is killed: the next start
 * joins it, or recovers if it was killed too. Any number of processes may start at once. As root it runs as `postgres`
 * or `nobody`; see `home.ts` for where its data is then.
 *
 * @throws EmbeddedServerError, a sentence for a person, if it can't be started here
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { ephemeral = false, adopt = false, log = () => {} } = options
  try {
    const cluster = await openCluster(options.dir, ephemeral, log)
    for (let tries = 0; tries < JOIN_TRIES; tries++) {
      const running = await findOrStartPostmaster(cluster, log)
      const membership = await join(cluster, running)
      if (!membership) continue // it went away in that moment, as when its last user stopped it: look again
      const how = running.attached ? 'found running' : 'started'
      log(`PostgreSQL ${cluster.binaries.version} ${how}: process ${running.pid}, port ${running.port}`)
      const keepIfLast = membership.isOrphan && !adopt
      return serverOf(cluster, running, async () => {
        const { stopped, because } = await leave(cluster, running, membership, keepIfLast)
        log(`PostgreSQL ${stopped ? 'stopped' : 'left running'}: ${because}`)
        if (stopped && ephemeral) removeFiles(cluster)
      })
    }
    throw new EmbeddedServerError(`PostgreSQL in ${cluster.home} starts but goes away at once: see ${cluster.log}.`)
  } catch (error) {
    throw inWords(error)
  }
}

function serverOf(cluster: Cluster, running: RunningPostmaster, leaveIt: () => Promise<void>): EmbeddedServer {
  const urlOf = (database: string, role: Role) => addressOf(cluster, running.port, database, role)
  const forgetExit = cluster.ephemeral ? endWithThisProcess(cluster, running.pid) : () => {}
  let stopped: Promise<void> | null = null
  return {
    ownerUrl: urlOf(DATABASE_NAME, 'owner'),
    appUrl: urlOf(DATABASE_NAME, 'app'),
    pid: running.pid,
    attached: running.attached,
    urlOf,
    stop() {
      stopped ??= leaveIt().then(forgetExit) // once, however often it is called
      return stopped
    },
  }
}

/** A test run that is cut short leaves no server behind; on Ctrl-C the server, in the same session, gets it too. */
function endWithThisProcess(cluster: Cluster, pid: number): () => void {
  const end = () => {
    signalPostmaster(cluster, pid, 'QUIT')
    removeFiles(cluster)
  }
  process.once('exit', end)
  return () => process.off('exit', end)
}

function removeFiles({ dir, home }: Cluster): void {
  // The server may still be ending, and add a file to a folder that is being emptied: hence the tries.
  for (const folder of [home, dir]) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
