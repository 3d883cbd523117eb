import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import type { Cluster } from './cluster'
import { type EmbeddedServerError, failureWithOutput, foreignProgram, logSince } from './embedded-server-error'
import { spawnOptions } from './server-account'

/** One try to start PostgreSQL. */
export interface Launch {
  /** Whether this try is over without a server. */
  hasEnded(): boolean
  /** Whether the server of this process id is the one that this try started. */
  started(pid: number): boolean
  /** Why it ended: a reason that passes by itself, so that another try is worth it, or null. */
  passingReason(): PassingReason | null
  /** Why it ended, in words, with PostgreSQL's own. */
  failure(): EmbeddedServerError
}

export type PassingReason = 'port taken' | 'another start' | 'old processes'

/** What PostgreSQL says where another try may go better. */
const PASSING: [pattern: RegExp, reason: PassingReason][] = [
  [/could not create any TCP\/IP sockets/, 'port taken'],
  [/lock file "postmaster\.pid" (already exists|is empty)/, 'another start'],
  [/pre-existing shared memory block/, 'old processes'],
]

/** The log is set aside at a start past this size (bytes), one old one being kept: room for weeks of checkpoints. */
const LOG_LIMIT = 10_000_000

/**
 * Spawns PostgreSQL and returns at once; whether it comes up shows in its `postmaster.pid`.
 *
 * @param stalePid the process id in a `postmaster.pid` that is known not to be this cluster's server. The file itself
 *   stays: PostgreSQL finds by it that processes of a killed server still write, and refuses to start beside them.
 */
export function launch(cluster: Cluster, port: number, stalePid: number | null): Launch {
  keepLogSmall(cluster.log)
  const log = fs.openSync(cluster.log, 'a', 0o600) // statements that failed stand in it, words of drafts included
  const logStart = fs.fstatSync(log).size
  const [program, args] = command(cluster, port)
  const options = spawnOptions(cluster.account, cluster.home)
  const child = spawn(program, args, {
    ...options,
    // The one way to tell PostgreSQL that a living process is not its server (its pg_ctl does the same).
    env: { ...options.env, ...(stalePid ? { PG_GRANDPARENT_PID: String(stalePid) } : {}) },
    stdio: ['ignore', log, log],
    // A session of its own: Ctrl-C reaches Node alone, which then ends its work before the server. Tests just end.
    detached: !cluster.ephemeral,
  })
  fs.closeSync(log)
  child.unref()
  return watch(child, program, () => ownLines(logSince(cluster.log, logStart), child.pid), cluster)
}

function watch(child: ChildProcess, program: string, output: () => string, cluster: Cluster): Launch {
  let end: { how: string; error?: Error } | null = null
  child.once('error', (error) => {
    end = { how: error.message, error }
  })
  child.once('exit', (code, signal) => {
    // On Windows pg_ctl ends well at once and leaves the server behind.
    if (process.platform !== 'win32' || code !== 0) end = { how: signal ? `signal ${signal}` : `exit code ${code}` }
  })
  return {
    hasEnded: () => end !== null,
    started: (pid) => process.platform === 'win32' || pid === child.pid,
    passingReason: () => PASSING.find(([pattern]) => pattern.test(output()))?.[1] ?? null,
    failure() {
      if (end?.error && 'code' in end.error && end.error.code === 'ENOENT' && fs.existsSync(program)) {
        return foreignProgram(program, end.error)
      }
      return failureWithOutput(
        `PostgreSQL did not start in ${cluster.home} (${end?.how}). ${cluster.log} says:`,
        output(),
      )
    },
  }
}

/** `postgres` itself; on Windows through `pg_ctl`, which takes away the administrator rights it refuses to run with. */
function command({ data, log, binaries, ephemeral }: Cluster, port: number): [string, string[]] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // none in the temporary folder, where others could get at it
    ...(ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  if (process.platform !== 'win32') return [binaries.program('postgres'), ['-D', data, ...flags]]
  return [binaries.program('pg_ctl'), ['start', '-W', '-D', data, '-l', log, '-o', flags.join(' ')]]
}

/** Two starts at once share one log; each line of a server carries its process id, those of the loader none. */
function ownLines(text: string, pid: number | undefined): string {
  if (process.platform === 'win32') return text
  return text
    .split('\n')
    .filter((line) => !/^\S+ \S+ \S+ \[\d+\] /.test(line) || line.includes(` [${pid}] `))
    .join('\n')
}

function keepLogSmall(log: string): void {
  const size = fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT) fs.renameSync(log, `${log}.1`)
}
