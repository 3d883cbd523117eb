import { type SpawnOptions, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { EmbeddedServerError } from './embedded-server-error'

/** Another account than the one that runs Node, by its numbers. */
export interface Account {
  uid: number
  gid: number
}

/** Who may lend root an account: the one that a PostgreSQL package made, else the one every Unix has. */
const ACCOUNT_NAMES = ['postgres', 'nobody']

/** Everything PostgreSQL's programs get to see: no PGDATA or PGPORT to mislead them, and no secret of Gainsay's. */
const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TEMP', 'TMP']

/** Whether Node runs as root, as which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account that runs PostgreSQL for root. The owner of an existing data folder goes before any name: an account
 * `postgres` made later must not lock out data that `nobody` owns.
 */
export function accountForRoot(data: string): Account {
  const owner = fs.statSync(data, { throwIfNoEntry: false })
  if (owner) {
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
    throw new EmbeddedServerError(
      `${data} belongs to root, as which PostgreSQL refuses to run: chown -R it to the account that had it before.`,
    )
  }
  for (const name of ACCOUNT_NAMES) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new EmbeddedServerError(
    'PostgreSQL refuses to run as root, and this machine has neither an account postgres nor nobody: ' +
      'run Gainsay as an ordinary account, or set DATABASE_URL to use your own server.',
  )
}

/** Whether the account may enter this folder or run this program, all folders above included. */
export function canReach(account: Account, path: string): boolean {
  // Asked of the kernel as that account: modes of every folder above, ACLs and noexec mounts all have their say.
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}

/** How to spawn a program of PostgreSQL's. English messages, since the launcher reads some; times in UTC. */
export function spawnOptions(account: Account | null, cwd: string): SpawnOptions {
  const kept = Object.fromEntries(KEPT_VARIABLES.map((name) => [name, process.env[name]]))
  return { ...account, cwd, env: { ...kept, LC_ALL: 'C', TZ: 'UTC' }, windowsHide: true }
}
