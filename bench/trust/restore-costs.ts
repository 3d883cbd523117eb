import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { openBackup } from '../../src/database/backup/archive-reader'
import { fillCorpus } from '../corpus'
import { asOwner, type OwnDatabase, type ServerOfDatabases, withDatabases } from './databases'
import type { Figure } from './harness'

/** Bytes that either command may take beyond what it takes for an empty desk: buffers, whatever the desk's size. */
const MEMORY_AT_MOST = 100e6

/** What the two commands take for so many claims: time, space, and memory beyond that for an empty desk. */
export async function costs(server: ServerOfDatabases, folder: string, claims: number): Promise<Figure[]> {
  return withDatabases(server, async (make) => {
    const [empty, full, restored] = [await make('gainsay'), await make('gainsay'), await make()]
    const unfilled = await make()
    await asOwner(full, (owner) => fillCorpus(owner, claims))
    const [none, all] = [path.join(folder, 'empty.zip'), path.join(folder, 'full.zip')]
    const idle = await commanded(empty, ['backup', '--out', none])
    const backup = await commanded(full, ['backup', '--out', all])
    const idleRestore = await commanded(unfilled, ['restore', none])
    const restore = await commanded(restored, ['restore', all])
    const packed = fs.statSync(all).size
    const { manifest, close } = await openBackup(all)
    await close()
    const unpacked = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0)
    const of = `${claims.toLocaleString('en')} claims`
    return [
      told(
        `backup of ${of}`,
        `${mb(packed)} of ${mb(unpacked)}, ${backup.seconds.toFixed(1)} s, ${mb(unpacked / backup.seconds)}/s`,
      ),
      told(`restore of ${of}`, `${restore.seconds.toFixed(1)} s, ${mb(unpacked / restore.seconds)}/s`),
      memory('backup', backup.peak - idle.peak),
      memory('restore', restore.peak - idleRestore.peak),
    ]
  })
}

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const told = (what: string, found: string): Figure => ({ what, found, goal: 'none', isReached: true })
const memory = (what: string, bytes: number): Figure => ({
  what: `${what}: peak memory beyond that for an empty desk`,
  found: mb(bytes),
  goal: `at most ${mb(MEMORY_AT_MOST)}`,
  isReached: bytes <= MEMORY_AT_MOST,
})

/** Runs the command itself; `peak` is the most memory that its process ever had, in bytes. Linux tells it. */
async function commanded(database: OwnDatabase, args: string[]): Promise<{ seconds: number; peak: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, [path.join(__dirname, '..', '..', 'src', 'cli', 'main.js'), ...args], {
    env: { ...process.env, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peak = 0
  const look = setInterval(() => {
    try {
      const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024)
    } catch {
      // it has ended
    }
  }, 10)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(look)
  if (code !== 0) throw new Error(`gainsay ${args.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, peak }
}
