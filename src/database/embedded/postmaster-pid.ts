import fs from 'node:fs'
import path from 'node:path'

/** What a running PostgreSQL writes into `postmaster.pid` in its data folder. */
export interface PostmasterPid {
  pid: number
  /** Unix time, in seconds. */
  startedAt: number
  port: number
  status: 'starting' | 'ready' | 'stopping' | string
}

/** An empty file this old was left by a crash: a start fills it within milliseconds of making it. */
const EMPTY_FILE_IS_STALE_MS = 10_000

/** Reads `postmaster.pid`; null where there is none, or one that its server is still writing. */
export function readPostmasterPid(data: string): PostmasterPid | null {
  let text: string
  try {
    text = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8')
  } catch {
    return null
  }
  // The lines: pid, data folder, start time, port, socket folder, listen address, shared memory key, status.
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, startedAt: Number(lines[2]), port: Number(lines[3]), status: lines[7]?.trim() || 'starting' }
}

/** PostgreSQL refuses to start beside an empty `postmaster.pid`, which a power cut can leave. */
export function removeEmptyPostmasterPid(data: string): void {
  const file = path.join(data, 'postmaster.pid')
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (stat && stat.size === 0 && Date.now() - stat.mtimeMs > EMPTY_FILE_IS_STALE_MS) fs.rmSync(file, { force: true })
}
