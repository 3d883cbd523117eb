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
  private constructor(private readonly client: Client) {}

  /** @param url of the role that serves: it sees only its own sessions wait. */
  static async at(url: string): Promise<Gate> {
    const client = new Client({ connectionString: url, application_name: 'gate' })
    client.on('error', () => {})
    await client.connect()
    return new Gate(client)
  }

  async shut(rows: readonly RowName[]): Promise<void> {
    await this.client.query('BEGIN')
    for (const [table, id] of rows) await this.client.query(`SELECT id FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
  }

  /** How many writes wait for a lock once there are as many as these, or nobody came any more. */
  async waiting(count: number): Promise<number> {
    for (const began = performance.now(); ; await pause(4)) {
      const { rows } = await this.client.query(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'gainsay' AND wait_event_type = 'Lock'`,
      )
      const wait: number = rows[0].count
      if (wait >= count || performance.now() - began > LONGEST_WAIT) return wait
    }
  }

  /** Lets everybody go on, in whatever order PostgreSQL gives them the rows. */
  async open(): Promise<void> {
    await this.client.query('ROLLBACK')
  }

  close = () => this.client.end()
}
