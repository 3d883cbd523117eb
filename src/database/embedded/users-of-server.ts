import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './process-table'

/*
 * Which processes use a server, so that the last one out can stop it: a file each, `users/<Node's process id>-<random>`
 * with the process id of the server. Files of dead processes, and of an earlier server's users, do not count. Should
 * another program come to run under a dead user's id, the server is left running, which harms nothing.
 */

/** Writes this process down as a user and returns the name to strike out again. Call under the server's lock. */
export function addUser(dir: string, serverPid: number): string {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`
  fs.mkdirSync(folderOf(dir), { recursive: true, mode: 0o700 })
  fs.writeFileSync(path.join(folderOf(dir), name), String(serverPid), { mode: 0o600 })
  return name
}

export function removeUser(dir: string, name: string): void {
  fs.rmSync(path.join(folderOf(dir), name), { force: true })
}

/** The process ids of those who use this server now, sweeping out the files of those who do no longer. */
export function usersOf(dir: string, serverPid: number): number[] {
  if (!fs.existsSync(folderOf(dir))) return []
  return fs.readdirSync(folderOf(dir)).flatMap((name) => {
    const pid = Number.parseInt(name, 10)
    if (isAlive(pid) && readServerPid(dir, name) === serverPid) return [pid]
    removeUser(dir, name)
    return []
  })
}

function readServerPid(dir: string, name: string): number {
  return Number(fs.readFileSync(path.join(folderOf(dir), name), 'utf8'))
}

function folderOf(dir: string): string {
  return path.join(dir, 'users')
}
