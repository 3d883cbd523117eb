import type { Cluster } from './cluster'
import { EmbeddedServerError } from './embedded-server-error'
import { readPostmasterPid } from './postmaster-pid'
import { isPostmasterOf } from './process-table'
import { ensureRolesAndDatabase } from './roles-and-database'
import { addressOf } from './server-address'
import { type LockedServer, lockServer } from './server-lock'
import type { RunningPostmaster } from './start-postmaster'
import { stopPostmaster } from './stop-postmaster'
import { addUser, removeUser, usersOf } from './users-of-server'

/** That this process uses a server. */
export interface Membership {
  /** The name it is written down under. */
  user: string
  /** Whether all who used the server before were killed. */
  isOrphan: boolean
}

/**
 * Becomes a user of the server, under its lock, so that the last one out can't stop it in between. What a first start
 * has to make in the database is made here too, for the same lock keeps two from making it.
 *
 * @returns null if the server went away instead
 * @throws EmbeddedServerError if it runs but refuses
 */
export async function join(cluster: Cluster, running: RunningPostmaster): Promise<Membership | null> {
  let server: LockedServer | null = null
  try {
    server = await lockServer(addressOf(cluster, running.port, 'postgres', 'owner'))
    await ensureRolesAndDatabase(server.db, cluster.passwords.app)
    const { present, someWereKilled } = usersOf(cluster.dir, running.id)
    const isOrphan = running.attached && present.length === 0 && someWereKilled
    return { user: addUser(cluster.dir, running.id), isOrphan }
  } catch (error) {
    if (!isReady(cluster, running)) return null
    if (!running.attached) await stopPostmaster(cluster, running.pid) // nobody else would
    throw new EmbeddedServerError(
      `PostgreSQL runs in ${cluster.home} (process ${running.pid}) but can't be used: ${(error as Error).message}.`,
      { cause: error },
    )
  } finally {
    await server?.release()
  }
}

/**
 * Ceases to be a user of the server, and stops it if nobody else is one.
 *
 * @param keepIfLast leaves it running even so
 * @returns what became of the server, and why, in words
 */
export async function leave(
  cluster: Cluster,
  running: RunningPostmaster,
  { user }: Membership,
  keepIfLast: boolean,
): Promise<{ stopped: boolean; because: string }> {
  // A server that does not answer has nobody to join it either, so the lock is not missed.
  const server = await lockServer(addressOf(cluster, running.port, 'postgres', 'owner')).catch(() => null)
  try {
    removeUser(cluster.dir, user)
    const { present } = usersOf(cluster.dir, running.id)
    if (present.length > 0) return { stopped: false, because: `process ${present.join(', ')} uses it` }
    if (keepIfLast) return { stopped: false, because: 'it was found so' }
    await stopPostmaster(cluster, running.pid)
    return { stopped: true, because: 'nobody uses it' }
  } finally {
    await server?.release()
  }
}

function isReady({ data }: Cluster, { pid }: RunningPostmaster): boolean {
  const now = readPostmasterPid(data)
  return now?.pid === pid && now.status === 'ready' && isPostmasterOf(data, pid)
}
