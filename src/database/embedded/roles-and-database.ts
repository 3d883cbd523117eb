import type { Client } from 'pg'
import { ROLE_NAMES } from './passwords'
import { scramMatches, scramVerifier } from './scram-verifier'

/** The one database of the private cluster. */
export const DATABASE_NAME = 'gainsay'

/**
 * Makes the app role and the database where they are missing, and sets the app's password if its file was lost and
 * made anew. The migrations grant rights on tables; here the role gets none but to connect.
 *
 * @param db the owner's connection, under the lock: CREATE DATABASE fits in no transaction
 */
export async function ensureRolesAndDatabase(db: Client, appPassword: string): Promise<void> {
  await ensureAppRole(db, appPassword)
  await ensureDatabase(db)
}

async function ensureAppRole(db: Client, password: string): Promise<void> {
  const { rows } = await db.query<{ verifier: string | null }>(
    'SELECT rolpassword AS verifier FROM pg_authid WHERE rolname = $1',
    [ROLE_NAMES.app],
  )
  const [role] = rows
  if (role?.verifier && scramMatches(role.verifier, password)) return
  const statement = role
    ? `ALTER ROLE ${ROLE_NAMES.app}`
    : `CREATE ROLE ${ROLE_NAMES.app} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`
  await db.query(`${statement} PASSWORD ${db.escapeLiteral(scramVerifier(password))}`)
}

async function ensureDatabase(db: Client): Promise<void> {
  const find = () =>
    db.query<{ acl: string | null }>('SELECT datacl::text AS acl FROM pg_database WHERE datname = $1', [DATABASE_NAME])
  if ((await find()).rowCount === 0) await db.query(`CREATE DATABASE ${DATABASE_NAME}`)
  // No list of rights yet: just made, or by a start that was killed before it came to this.
  if ((await find()).rows[0]?.acl !== null) return
  await db.query(`
    REVOKE ALL ON DATABASE ${DATABASE_NAME} FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${DATABASE_NAME} TO ${ROLE_NAMES.app};
  `)
}
