import fs from 'node:fs'
import { type Cluster, openCluster } from './cluster'
import { EmbeddedServerError, inWords } from './embedded-server-error'
import { join, leave, type Membership } from './membership'
import type { Role } from './passwords'
import { isPostmasterOf } from './process-table'
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
   * Sees to it that the server runs: if it died it is started again, on the same port, so that every address stays good.
   * Pools find it by themselves. What was committed is there; what was under way is not.
   *
   * @throws EmbeddedServerError if it can't be started, as where another program has taken the port
   */
  revive(): Promise<void>
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
    return serverOf(cluster, await joinServer(cluster, log), adopt, log)
  } catch (error) {
    throw inWords(error)
  }
}

/** A server that runs, and that this process is a user of. */
interface Joined {
  running: RunningPostmaster
  membership: Membership
}

/** @param port where it has to be; on any, if not given */
async function joinServer(cluster: Cluster, log: (message: string) => void, port?: number): Promise<Joined> {
  for (let tries = 0; tries < JOIN_TRIES; tries++) {
    const running = await findOrStartPostmaster(cluster, log, port === undefined ? undefined : async () => port)
    if (port !== undefined && running.port !== port) {
      throw new EmbeddedServerError(`PostgreSQL in ${cluster.home} has another port now: start Gainsay again.`)
    }
    const membership = await join(cluster, running)
    if (!membership) continue // it went away in that moment, as when its last user stopped it: look again
    const how = running.attached ? 'found running' : 'started'
    log(`PostgreSQL ${cluster.binaries.version} ${how}: process ${running.pid}, port ${running.port}`)
    return { running, membership }
  }
  throw new EmbeddedServerError(`PostgreSQL in ${cluster.home} starts but goes away at once: see ${cluster.log}.`)
}

function serverOf(cluster: Cluster, first: Joined, adopt: boolean, log: (message: string) => void): EmbeddedServer {
  const { port } = first.running
  const urlOf = (database: string, role: Role) => addressOf(cluster, port, database, role)
  const forgetExit = cluster.ephemeral ? endWithThisProcess(cluster, first.running.pid) : () => {}
  let joined = first
  let reviving: Promise<void> = Promise.resolve()
  let stopped: Promise<void> | null = null

  const revive = async () => {
    if (stopped || isPostmasterOf(cluster.data, joined.running.pid)) return
    joined = await joinServer(cluster, log, port)
  }
  const stop = async () => {
    await reviving
    const { running, membership } = joined
    const { stopped, because } = await leave(cluster, running, membership, membership.isOrphan && !adopt)
    log(`PostgreSQL ${stopped ? 'stopped' : 'left running'}: ${because}`)
    if (stopped && cluster.ephemeral) removeFiles(cluster)
    forgetExit()
  }
  return {
    ownerUrl: urlOf(DATABASE_NAME, 'owner'),
    appUrl: urlOf(DATABASE_NAME, 'app'),
    pid: first.running.pid,
    attached: first.running.attached,
    urlOf,
    revive() {
      const revived = reviving.then(revive).catch((error) => {
        throw inWords(error)
      })
      reviving = revived.catch(() => {}) // the next one, or a stop, begins after it
      return revived
    },
    stop() {
      stopped ??= stop() // once, however often it is called
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
