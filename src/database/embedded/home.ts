import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedServerError } from './embedded-server-error'
import { writeOnce } from './made-once'
import { type Account, accountForRoot, canReach, isRoot } from './server-account'

/** Where the files that PostgreSQL itself opens live (symbolic links resolved), and the account that opens them (null: the one that runs Node). */
export interface Home {
  /** Holds the data folder. */
  folder: string
  /** Holds copies of the programs, if they are needed. */
  copies: string
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
  if (!isRoot()) return { folder: dir, copies: dir, account: null }

  const pointer = path.join(dir, 'location')
  if (!fs.existsSync(pointer)) {
    const account = accountForRoot(dataIn(dir))
    fs.chmodSync(dir, 0o711) // others may pass through to what is theirs, not look around
    if (canReach(account, dir)) return { folder: dir, copies: rootsFolder(), account }
    if (fs.existsSync(dataIn(dir))) {
      throw new EmbeddedServerError(
        `PostgreSQL runs as account ${account.uid}, which can't reach its data in ${dir}: ` +
          'let others pass through the folders above it (chmod o+x), or set another DATA_DIR.',
      )
    }
  }
  const folder = writeOnce(pointer, path.join(rootsFolder(), `postgres-${randomUUID()}`))
  const isNew = !fs.existsSync(folder)
  fs.mkdirSync(folder, { recursive: true })
  fs.chmodSync(folder, 0o711)
  keepToOneOwner(folder, dir)
  if (isNew) log(`keeping the data in ${folder}: PostgreSQL can't run as root, and ${dir} is in a private folder`)
  return { folder: fs.realpathSync(folder), copies: rootsFolder(), account: accountForRoot(dataIn(folder)) }
}

/** The data folder in a home. */
export function dataIn(home: string): string {
  return path.join(home, 'data')
}

/** A copy of a checkout copies the file `location` too; two checkouts must not come to write one database by that. */
function keepToOneOwner(folder: string, dir: string): void {
  const record = path.join(folder, 'belongs-to')
  const owner = writeOnce(record, dir)
  if (owner === dir) return
  const pointer = path.join(owner, 'location')
  if (fs.existsSync(pointer) && fs.readFileSync(pointer, 'utf8').trim() === folder) {
    throw new EmbeddedServerError(
      `${dir} is a copy of ${owner}, and the database they both name, ${folder}, belongs to ${owner}: ` +
        `remove ${path.join(dir, 'location')} and the passwords beside it to start with an empty one.`,
    )
  }
  fs.rmSync(record) // the checkout was moved
  writeOnce(record, dir)
}

function rootsFolder(): string {
  fs.mkdirSync(ROOTS_FOLDER, { recursive: true })
  fs.chmodSync(ROOTS_FOLDER, 0o755) // whatever the umask of whoever started Gainsay
  return ROOTS_FOLDER
}
