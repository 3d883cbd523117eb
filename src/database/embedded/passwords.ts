import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedServerError } from './embedded-server-error'
import { writeOnce } from './made-once'

/** The owner of everything, who migrates, and the role that serves. */
export type Role = 'owner' | 'app'

export const ROLE_NAMES: Record<Role, string> = { owner: 'gainsay_owner', app: 'gainsay_app' }

/** The bytes of a password: past any guessing, and 32 characters that need no escaping in an address. */
const PASSWORD_BYTES = 24

/**
 * A role's password, made and kept in `<dir>/<role>-password` the first time. The file is for the account that runs
 * Node alone; not even the server's account can read it.
 */
export function passwordOf(role: Role, dir: string): string {
  const file = passwordFile(role, dir)
  const password = writeOnce(file, randomBytes(PASSWORD_BYTES).toString('base64url'))
  if (process.platform !== 'win32' && fs.statSync(file).mode & 0o077) fs.chmodSync(file, 0o600) // a careless copy's
  return password
}

/** Refuses to make up a new owner's password for a database that has one. The app role's is simply set again. */
export function refuseLostPassword(dir: string): void {
  const file = passwordFile('owner', dir)
  if (fs.existsSync(file)) return
  throw new EmbeddedServerError(
    `The password of the database in ${dir} is missing: put ${file} back from a backup, or set another DATA_DIR.`,
  )
}

function passwordFile(role: Role, dir: string): string {
  return path.join(dir, `${role}-password`)
}
