import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedServerError } from './embedded-server-error'
import { writeOnce } from './made-once'
import { type Account, accountForRoot, canReach, isRoot } from './server-account'

/** Where the files live that PostgreSQL itself opens, and the account that opens them. */
export interface Home {
  /** Holds the data folder; its path is resolved. */
  folder: string
  /** The folder for copies of the programs, made when it is asked for. */
  copies(): string
  /** Null for the account that runs Node. */
  account: Account | null
}

/** Where root keeps what the server's account can't reach in the checkout; every Unix has the folder above. */
const ROOTS_FOLDER = '/var/lib/gainsay'

/**
 * Chooses the home of a database: its own folder, but for a Node that runs as root in a private place, such as a
 * checkout under /root. PostgreSQL, which must be another account then, could not reach it: its home is made under
 * /var/lib/gainsay and the file `location` in `dir` tells where, so it is found again though the checkout be moved.
 *
 * @param dir an existing folder, its path resolved; passwords and log stay there in any case, as Node reads them
 */
export function chooseHome(dir: string, log: (message: string) => void): Home {
  if (!isRoot()) return { folder: dir, copies: () => dir, account: null }
  if (!fs.existsSync(pointerIn(dir))) {
    const account = accountForRoot(dataIn(dir))
    fs.chmodSync(dir, 0o711) // others may pass through to what is theirs, not look around
    if (canReach(account, dir)) return { folder: dir, copies: rootsFolder, account }
    if (fs.existsSync(dataIn(dir))) {
      throw new EmbeddedServerError(
        `PostgreSQL runs as account ${account.uid}, which can't reach its data in ${dir}: ` +
          'let others pass through the folders above it (chmod o+x), or set another DATA_DIR.',
      )
    }
    log(`PostgreSQL can't run as root, and ${dir} is in a private folder: its data goes to ${makeHomeElsewhere(dir)}`)
  }
  const folder = homeElsewhere(dir)
  return { folder, copies: rootsFolder, account: accountForRoot(dataIn(folder)) }
}

/** The data folder in a home. */
export function dataIn(home: string): string {
  return path.join(home, 'data')
}

/** Returns the new home, or that of another start that was first. */
function makeHomeElsewhere(dir: string): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(rootsFolder()), 'postgres-'))
  fs.chmodSync(folder, 0o711)
  writeOnce(ownerRecordIn(folder), dir)
  const chosen = writeOnce(pointerIn(dir), folder)
  if (chosen !== folder) fs.rmSync(folder, { recursive: true })
  return chosen
}

/** Follows the file `location`. A copy of a checkout copies it too, and two must not come to write one database so. */
function homeElsewhere(dir: string): string {
  const folder = fs.readFileSync(pointerIn(dir), 'utf8').trim()
  if (!fs.existsSync(folder)) {
    throw new EmbeddedServerError(
      `The database of ${dir} was in ${folder}, which is gone: put it back from a backup, ` +
        `or remove everything in ${dir} to start with an empty one.`,
    )
  }
  const owner = writeOnce(ownerRecordIn(folder), dir)
  if (owner === dir) return folder
  if (fs.existsSync(pointerIn(owner)) && fs.readFileSync(pointerIn(owner), 'utf8').trim() === folder) {
    throw new EmbeddedServerError(
      `${dir} is a copy of ${owner}, and the database they both name, ${folder}, belongs to ${owner}: ` +
        `remove everything in ${dir} to start with an empty one.`,
    )
  }
  fs.rmSync(ownerRecordIn(folder)) // the checkout was moved
  writeOnce(ownerRecordIn(folder), dir)
  return folder
}

/** The file in `dir` that names its home elsewhere. */
function pointerIn(dir: string): string {
  return path.join(dir, 'location')
}

/** The file in a home elsewhere that names the `dir` it belongs to. */
function ownerRecordIn(home: string): string {
  return path.join(home, 'belongs-to')
}

function rootsFolder(): string {
  fs.mkdirSync(ROOTS_FOLDER, { recursive: true })
  fs.chmodSync(ROOTS_FOLDER, 0o755) // whatever the umask of whoever started Gainsay
  return ROOTS_FOLDER
}
