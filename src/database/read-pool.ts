import { Pool } from 'pg'
import { columnTypes } from './column-types'

/**
 * A reader's query: its text is planned once a connection, under its name, and then only executed. Planning is the
 * largest single cost of a page (an unnamed statement takes four times the time), so the few hot pages use this and
 * everything else TypeORM.
 */
export interface PreparedQuery<Row> {
  name: string
  text: string
  /** Only for the type: no query has a value here. */
  row?: Row
}

/** Names a reader's query; `Row` says what each row of it is, in the words of its SELECT list. */
export function prepared<Row>(name: string, text: string): PreparedQuery<Row> {
  return { name, text }
}

/** Readers' own connections: a stuck write or a slow export has others, and can't take these. */
export class ReadPool {
  readonly pool: Pool

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      // Ten connections answer some thousands of page queries a second; a query that waits 5 s for one is refused.
      max: 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      query_timeout: 15_000,
      application_name: 'gainsay pages',
      types: columnTypes,
    })
    this.pool.on('error', () => {})
  }

  async rows<Row>(query: PreparedQuery<Row>, values: unknown[] = []): Promise<Row[]> {
    const result = await this.pool.query({ name: query.name, text: query.text, values })
    return result.rows as Row[]
  }

  /** The only row, or null. */
  async row<Row>(query: PreparedQuery<Row>, values: unknown[] = []): Promise<Row | null> {
    return (await this.rows(query, values))[0] ?? null
  }
}
