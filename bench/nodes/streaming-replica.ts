import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../../src/database/embedded/cluster'
import { freePort } from '../free-port'
import { controlled, type OwnServer } from '../trust/faults/own-postgres'

/** A streaming replica that a harness may do anything to. */
export interface StreamingReplica extends OwnServer {
  /** Stops replaying what comes: the replica falls behind, and goes on answering. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Waits until it has replayed all that the primary has written by now. */
  caughtUp(): Promise<void>
}

/** What a running server writes for itself alone, and its log, which is streamed. */
const NOT_COPIED = /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_stat_tmp)\/.+)$/

/**
 * Makes a streaming replica of a running server and starts it: a copy of its data folder between `pg_backup_start` and
 * `pg_backup_stop`, since npm's PostgreSQL has no `pg_basebackup`. What is written meanwhile comes through a replication slot.
 *
 * @param number 1, 2, …: tells it from the primary's other replicas
 */
export async function streamingReplica(primary: OwnServer, number = 1): Promise<StreamingReplica> {
  const slot = `replica_${number}`
  const above = path.join(path.dirname(primary.cluster.dir), `replica-${number}`)
  fs.mkdirSync(path.join(above, 'postgres'), { recursive: true })
  const home = path.join(above, 'postgres')
  const cluster: Cluster = {
    ...primary.cluster,
    dir: home,
    home,
    data: path.join(home, 'data'),
    log: path.join(home, 'postgres.log'),
  }
  // The session that begins a backup has to end it.
  const session = await primary.owner()
  try {
    await session.query('SELECT pg_create_physical_replication_slot($1, true)', [slot])
    await session.query('SELECT pg_backup_start($1, true)', [slot])
    copied(primary.cluster, cluster)
    const { rows } = await session.query('SELECT labelfile FROM pg_backup_stop(false)')
    fs.writeFileSync(path.join(cluster.data, 'backup_label'), rows[0].labelfile)
  } finally {
    await session.end()
  }
  const { port, ownerUrl } = primary
  const { username, password } = new URL(ownerUrl)
  fs.writeFileSync(path.join(cluster.data, 'standby.signal'), '')
  fs.appendFileSync(
    path.join(cluster.data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password} application_name=${slot}'
primary_slot_name = '${slot}'
wal_retrieve_retry_interval = 100ms
`,
  )
  own(cluster)
  const server = controlled(cluster, await freePort())
  await server.start()
  const replica = {
    ...server,
    pause: async () => void (await server.sql('SELECT pg_wal_replay_pause()')),
    resume: async () => void (await server.sql('SELECT pg_wal_replay_resume()')),
    async caughtUp() {
      const written = await flushed(primary)
      const isThere = async () =>
        (await server.sql<{ is: boolean }>('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS is', [written]))[0]?.is
      while (!(await isThere())) await sleep(20)
    },
  }
  await replica.caughtUp()
  return replica
}

/** Sees to it that all that was written is in the log on the disk, whence it is streamed; gives how far that goes. */
export async function flushed(primary: OwnServer): Promise<string> {
  const [message] = await primary.sql<{ end: string }>(
    `SELECT pg_logical_emit_message(false, 'gainsay', '', true)::text AS end`,
  )
  return message?.end ?? ''
}

/** A file may grow, or go, while it is copied: what the log tells of it makes it whole. */
function copied(from: Cluster, to: Cluster): void {
  fs.mkdirSync(to.data)
  for (const entry of fs.readdirSync(from.data, { withFileTypes: true, recursive: true })) {
    const name = path.relative(from.data, path.join(entry.parentPath, entry.name))
    if (NOT_COPIED.test(name)) continue
    if (entry.isDirectory()) {
      fs.mkdirSync(path.join(to.data, name), { recursive: true, mode: 0o700 })
      continue
    }
    try {
      fs.copyFileSync(path.join(from.data, name), path.join(to.data, name), fs.constants.COPYFILE_FICLONE)
    } catch (error) {
      if (fs.existsSync(path.join(from.data, name))) throw error
    }
  }
}

/** PostgreSQL wants its folder to be its own, and nobody else's. */
function own({ data, home, account }: Cluster): void {
  fs.chmodSync(data, 0o700)
  fs.chmodSync(home, 0o711)
  if (!account) return
  for (const entry of [
    data,
    ...fs.readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => path.join(data, name)),
  ])
    fs.chownSync(entry, account.uid, account.gid)
}
