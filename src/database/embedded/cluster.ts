import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, findPackage, usableBinaries } from './binaries'
import { EmbeddedServerError, failureWithOutput, foreignProgram } from './embedded-server-error'
import { chooseHome, dataIn } from './home'
import { makeFolderOnce } from './made-once'
import { passwordOf, ROLE_NAMES, type Role, refuseLostPassword } from './passwords'
import { scramVerifier } from './scram-verifier'
import { type Account, spawnOptions } from './server-account'

/** A private PostgreSQL data folder with all it takes to run it. Paths are absolute, symbolic links resolved. */
export interface Cluster {
  /** The caller's folder: passwords, log, and who uses the server. */
  dir: string
  /** Where `data` is: `dir`, or a place that the server's account can reach. */
  home: string
  data: string
  log: string
  /** Null if PostgreSQL runs as the account that runs Node. */
  account: Account | null
  binaries: Binaries
  passwords: Record<Role, string>
  /** For tests: quick and gone after the run, so nothing is synced to the disk. */
  ephemeral: boolean
}

/** Opens the data folder under `dir`, making everything that is missing. Any number of starts may do so at once. */
export async function openCluster(dir: string, ephemeral: boolean, log: (message: string) => void): Promise<Cluster> {
  const root = findPackage() // first: where there is no PostgreSQL, nothing is left behind
  fs.mkdirSync(path.dirname(path.resolve(dir)), { recursive: true })
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const folder = fs.realpathSync(dir)
  const { folder: home, copies, account } = chooseHome(folder, log)
  const data = dataIn(home)
  if (fs.existsSync(data)) {
    refuseLostPassword(folder)
    if (ephemeral) throw new EmbeddedServerError(`${dir} holds a database, which an ephemeral server would remove.`)
  }
  const cluster: Cluster = {
    dir: folder,
    home,
    data,
    log: path.join(folder, 'postgres.log'),
    account,
    binaries: await usableBinaries(root, account, copies, log),
    passwords: { owner: passwordOf('owner', folder), app: passwordOf('app', folder) },
    ephemeral,
  }
  await makeFolderOnce(data, (aside) => initialise(cluster, aside))
  refuseOtherVersion(cluster)
  return cluster
}

/**
 * Runs initdb. The encoding and the locale are set rather than taken from the machine: the same order of words and the
 * same case rules everywhere, and no index that a new libc makes wrong.
 */
async function initialise(cluster: Cluster, folder: string): Promise<void> {
  const { account } = cluster
  const passwordFile = `${folder}.password`
  fs.mkdirSync(folder, { mode: 0o700 })
  fs.writeFileSync(passwordFile, `${scramVerifier(cluster.passwords.owner)}\n`, { mode: 0o600 })
  if (account) for (const path of [folder, passwordFile]) fs.chownSync(path, account.uid, account.gid)
  try {
    await promisify(execFile)(
      cluster.binaries.program('initdb'),
      [
        `--pgdata=${folder}`,
        `--username=${ROLE_NAMES.owner}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(cluster.ephemeral ? ['--no-sync'] : []),
      ],
      spawnOptions(account, cluster.home),
    )
  } catch (error) {
    throw initdbFailure(error, cluster)
  } finally {
    fs.rmSync(passwordFile, { force: true })
  }
}

function initdbFailure(error: unknown, { binaries, home }: Cluster): EmbeddedServerError {
  const { code, stderr = '' } = error as { code?: unknown; stderr?: string }
  const program = binaries.program('initdb')
  if (code === 'ENOENT' && fs.existsSync(program)) return foreignProgram(program, error)
  return failureWithOutput(`The database could not be made in ${home}: initdb failed.`, stderr || String(error))
}

/** A major version reads only its own data; PostgreSQL would say so, but not what to do. */
function refuseOtherVersion({ dir, data, binaries }: Cluster): void {
  const file = path.join(data, 'PG_VERSION')
  if (!fs.existsSync(file)) {
    throw new EmbeddedServerError(`${data} holds files but no database: move them away, or set another DATA_DIR.`)
  }
  const found = fs.readFileSync(file, 'utf8').trim()
  if (found === binaries.major) return
  throw new EmbeddedServerError(
    `The database in ${data} is of PostgreSQL ${found}; this Gainsay brings PostgreSQL ${binaries.major}, ` +
      "which can't read it. Go back to the Gainsay that made it and run `gainsay backup`, move " +
      `${dir} away, and run \`gainsay restore\` with this one (docs/operations.md, Upgrading).`,
  )
}
