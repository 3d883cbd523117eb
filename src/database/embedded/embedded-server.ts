import fs from 'node:fs'
import { type Cluster, openCluster } from './cluster'
import { EmbeddedServerError, inWords } from './embedded-server-error'
import { ROLE_NAMES, type Role } from './passwords'
import { readPostmasterPid } from './postmaster-pid'
import { isPostmasterOf } from './process-table'
import { DATABASE_NAME, ensureRolesAndDatabase } from './roles-and-database'
import { type LockedServer, lockServer } from './server-lock'
import { findOrStartPostmaster, type RunningPostmaster } from './start-postmaster'
import { signalPostmaster, stopPostmaster } from './stop-postmaster'
import { addUser, removeUser, usersOf } from './users-of-server'

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
      return serverOf(cluster, running, { user: membership.user, stopsLast: adopt || !membership.isOrphan, log })
    }
    throw new EmbeddedServerError(`PostgreSQL in ${cluster.home} starts but goes away at once: see ${cluster.log}.`)
  } catch (error) {
    throw inWords(error)
  }
}

/** Becomes a user of the server, under its lock; null if the server went away instead. */
async function join(cluster: Cluster, running: RunningPostmaster): Promise<{ user: string; isOrphan: boolean } | null> {
  let server: LockedServer | null = null
  try {
    server = await lockServer(address(cluster, running, 'postgres', 'owner'))
    await ensureRolesAndDatabase(server.db, cluster.passwords.app)
    const { present, someWereKilled } = usersOf(cluster.dir, running.id)
    const isOrphan = running.attached && present.length === 0 && someWereKilled
    return { user: addUser(cluster.dir, running.id), isOrphan }
  } catch (error) {
    const now = readPostmasterPid(cluster.data)
    if (now?.pid !== running.pid || now.status !== 'ready' || !isPostmasterOf(cluster.data, running.pid)) return null
    if (!running.attached) await stopPostmaster(cluster, running.pid)
    throw new EmbeddedServerError(
      `PostgreSQL runs in ${cluster.home} (process ${running.pid}) but can't be used: ${(error as Error).message}.`,
      { cause: error },
    )
  } finally {
    await server?.release()
  }
}

function serverOf(cluster: Cluster, running: RunningPostmaster, membership: Membership): EmbeddedServer {
  const urlOf = (database: string, role: Role) => address(cluster, running, database, role)
  const forgetExit = cluster.ephemeral ? endWithThisProcess(cluster, running.pid) : () => {}
  let stopped: Promise<void> | null = null
  return {
    ownerUrl: urlOf(DATABASE_NAME, 'owner'),
    appUrl: urlOf(DATABASE_NAME, 'app'),
    pid: running.pid,
    attached: running.attached,
    urlOf,
    stop() {
      stopped ??= leave(cluster, running, membership).then(forgetExit)
      return stopped
    },
  }
}

interface Membership {
  user: string
  /** Whether to stop the server if nobody else uses it. */
  stopsLast: boolean
  log: (message: string) => void
}

async function leave(cluster: Cluster, running: RunningPostmaster, membership: Membership): Promise<void> {
  const { user, stopsLast, log } = membership
  // A server that does not answer has nobody to join it either, so the lock is not missed.
  const server = await lockServer(address(cluster, running, 'postgres', 'owner')).catch(() => null)
  try {
    removeUser(cluster.dir, user)
    const { present } = usersOf(cluster.dir, running.id)
    if (present.length > 0) return log(`PostgreSQL left running: process ${present.join(', ')} uses it`)
    if (!stopsLast) return log('PostgreSQL left running, as it was found')
    await stopPostmaster(cluster, running.pid)
    log('PostgreSQL stopped')
    if (cluster.ephemeral) removeFiles(cluster)
  } finally {
    await server?.release()
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

/** Passwords are of letters, digits, - and _, so nothing in the address needs escaping but the database's name. */
function address(cluster: Cluster, { port }: RunningPostmaster, database: string, role: Role): string {
  return `postgres://${ROLE_NAMES[role]}:${cluster.passwords[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
