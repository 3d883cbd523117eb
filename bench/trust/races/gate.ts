import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import type { VersionedTable } from '../../../src/database/versions'

/** A row that requests will want to change. */
export type RowName = readonly [table: VersionedTable, id: number]

/** So long a gate waits for those who are to come (ms): a request takes some twenty on an idle machine. */
const LONGEST_WAIT = 5_000

/**
 * Holds rows in a transaction of its own, so that whoever wants to change them waits: with all of them inside, each has
 * read what it reads before it changes anything, or waits for one who has.
 */
export class Gate {
  private constructor(
    private readonly client: Client,
    /** Looks from outside: a transaction sees its sessions as they were when it looked first. */
    private readonly watcher: Client,
  ) {}

  /** @param url of the role that serves. */
  static async at(url: string): Promise<Gate> {
    const connected = async () => {
      const client = new Client({ connectionString: url, application_name: 'gate' })
      client.on('error', () => {})
      await client.connect()
      return client
    }
    return new Gate(await connected(), await connected())
  }

  async shut(rows: readonly RowName[]): Promise<void> {
    await this.client.query('BEGIN')
    for (const [table, id] of rows) await this.client.query(`SELECT id FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
  }

  /** How many writes wait for a lock once there are as many as these, or nobody came any more. */
  async waiting(count: number): Promise<number> {
    for (const began = performance.now(); ; await pause(4)) {
      const { rows } = await this.watcher.query(
        // Of sessions of another role, the owner's, it is not shown what they wait for; that a lock was not granted is.
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'gainsay'
           AND pid IN (SELECT pid FROM pg_locks WHERE NOT granted)`,
      )
      const wait: number = rows[0].count
      if (wait >= count || performance.now() - began > LONGEST_WAIT) return wait
    }
  }

  /** Lets everybody go on, in whatever order PostgreSQL gives them the rows. */
  async open(): Promise<void> {
    await this.client.query('ROLLBACK')
  }

  /** How often PostgreSQL had to end one of several that waited for each other. */
  async deadlocks(): Promise<number> {
    const sql = 'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()'
    return (await this.watcher.query(sql)).rows[0].deadlocks
  }

  async close() {
    await this.client.end()
    await this.watcher.end()
  }
}
