import { Client } from 'pg'
import { newDatabase } from '../../../test/support/database'
import type { Chance } from '../chance'
import { NotedRows } from './noted-rows'
import { addSession, type PreparedDesk, type Seat } from './prepared-desk'
import type { ServingProcess } from './serving-process'
import { Connection } from './wire'

/** A desk that is served, to which one request after the other is sent. */
export interface OpenDesk {
  port: number
  connection: Connection
  owner: Client
  rows: NotedRows
  seats: [Seat, Seat]
  secret: string
  /** A row that a query finds, by chance; null if it finds none. The query names its rows by `id`. */
  pick<Row extends { id: number }>(chance: Chance, sql: string): Promise<Row | null>
  /** Gives both seats back what requests have taken from them: role, password, session, token. */
  restoreSeats(): Promise<void>
  close(): Promise<void>
}

/** How a desk is served. */
export interface Served {
  /** With routes in front of it that are broken on purpose. */
  broken?: boolean
  /** Every write is answered, and undone. */
  undoing?: boolean
}

/** Serves a copy of the prepared desk, which goes with it. */
export async function openCopy(
  prepared: PreparedDesk,
  serving: ServingProcess,
  served: Served = {},
): Promise<OpenDesk> {
  const database = await newDatabase(prepared.database.name)
  const desk = await openDesk({ ...prepared, database }, serving, served)
  return {
    ...desk,
    async close() {
      await desk.close()
      await database.drop()
    },
  }
}

/** Serves the prepared desk itself. */
export async function openDesk(
  { database, seats, secret }: PreparedDesk,
  serving: ServingProcess,
  { broken = false, undoing = false }: Served = {},
): Promise<OpenDesk> {
  const owner = new Client({ connectionString: database.ownerUrl })
  // Should the server go first, what failed before that is what has to be told.
  owner.on('error', () => {})
  await owner.connect()
  const port = await serving.open({ open: database.appUrl, ownerUrl: database.ownerUrl, secret, broken, undoing })
  const connection = new Connection(port)
  const ids = seats.map(({ id }) => id)
  const hashes = await owner.query('SELECT id, password_hash FROM accounts WHERE id = ANY($1)', [ids])
  const rows = new NotedRows(owner)
  await rows.since()

  return {
    port,
    connection,
    owner,
    rows,
    seats,
    secret,
    async pick<Row extends { id: number }>(chance: Chance, sql: string) {
      // By a hash and not by random(): the same chances find the same row.
      const found = await owner.query(`SELECT * FROM (${sql}) found ORDER BY md5(found.id || $1) LIMIT 1`, [
        String(chance.next()),
      ])
      return (found.rows[0] as Row | undefined) ?? null
    },
    async restoreSeats() {
      for (const { id, password_hash } of hashes.rows) {
        await owner.query("UPDATE accounts SET role = 'admin', disabled_at = NULL, password_hash = $2 WHERE id = $1", [
          id,
          password_hash,
        ])
      }
      await owner.query("UPDATE api_tokens SET revoked_at = NULL, scope = 'write' WHERE account_id = ANY($1)", [ids])
      for (const { sid, id } of seats) await addSession(owner, sid, id)
      await rows.since()
    },
    async close() {
      connection.close()
      await serving.close(port)
      await owner.end()
    },
  }
}
