import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './process-table'

/*
 * Which processes use a server, so that the last one out can stop it: a file each, `users/<process id>-<random>`, that
 * holds the server's id. Who leaves takes his file along; the file of a killed process stays as long as the server does.
 * Should another program come to run under its process id, the server is left running, which harms nothing.
 */

export interface Users {
  /** The process ids of Node's that use the server now. */
  present: number[]
  /** Whether some were killed: with nobody present, the server is an orphan. Without, its first user is yet to come. */
  someWereKilled: boolean
}

/**
 * Writes this process down as a user and returns the name to strike out again. Call under the server's lock.
 *
 * @param serverId tells one run of the server from the next, whose process id may be the same in a container
 */
export function addUser(dir: string, serverId: string): string {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`
  fs.mkdirSync(folderOf(dir), { recursive: true, mode: 0o700 })
  fs.writeFileSync(path.join(folderOf(dir), name), serverId, { mode: 0o600 })
  return name
}

export function removeUser(dir: string, name: string): void {
  fs.rmSync(path.join(folderOf(dir), name), { force: true })
}

/** Who uses this run of the server; files of earlier runs are swept out. Call under the server's lock. */
export function usersOf(dir: string, serverId: string): Users {
  const users: Users = { present: [], someWereKilled: false }
  if (!fs.existsSync(folderOf(dir))) return users
  for (const name of fs.readdirSync(folderOf(dir))) {
    const pid = Number.parseInt(name, 10)
    if (fs.readFileSync(path.join(folderOf(dir), name), 'utf8') !== serverId) removeUser(dir, name)
    else if (isAlive(pid)) users.present.push(pid)
    else users.someWereKilled = true
  }
  return users
}

function folderOf(dir: string): string {
  return path.join(dir, 'users')
}
