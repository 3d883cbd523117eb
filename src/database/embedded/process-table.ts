import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** Whether a process of this id runs; one that ended and waits to be collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it is there, and another account's
  }
  if (process.platform !== 'linux') return true
  // Empty where it has gone since it was asked.
  const line = statusLine(pid)
  return line !== '' && !/\) [ZX] /.test(line)
}

/**
 * Whether this process is the PostgreSQL that serves this data folder. A process id alone proves nothing: after a
 * crash it may be a zombie's or another program's, or that of the server of a data folder this one was copied from.
 */
export function isPostmasterOf(data: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return isPostgresWorkingIn(data, pid)
  if (process.platform === 'win32') {
    const list = spawnSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { encoding: 'utf8' })
    return (list.stdout ?? '').includes('postgres.exe')
  }
  const command = spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
  return command.includes('postgres') && command.includes(data)
}

/** PostgreSQL works in its data folder, and the link follows the folder if it is moved while the server runs. */
function isPostgresWorkingIn(data: string, pid: number): boolean {
  try {
    return statusLine(pid).includes(' (postgres) ') && fs.readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return false
  }
}

/** "123 (postgres) S ...": the name of the program and the state of the process; empty once it is gone. */
function statusLine(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
