import { Client } from 'pg'

/** The connection, and what was last asked on it. */
let kept: { url: string; client: Promise<Client>; last: Promise<unknown> } | null = null

/**
 * Makes and drops databases from outside of them, on one connection a worker: a connection costs PostgreSQL half of what copying a database does.
 * While it is not at work it keeps no process from ending.
 *
 * @param url of a database that is no test’s, as its owner
 */
export async function outside(url: string, sql: string): Promise<void> {
  if (kept?.url !== url) kept = { url, client: connected(url), last: Promise.resolve() }
  const { client, last } = kept
  const asked = last.then(async () => {
    const { connection } = (await client) as unknown as { connection: { stream: { ref(): void; unref(): void } } }
    connection.stream.ref()
    try {
      await (await client).query(sql)
    } finally {
      connection.stream.unref()
    }
  })
  kept.last = asked.catch(() => {})
  return asked
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  const forget = () => {
    kept = null
  }
  client.on('error', forget).on('end', forget)
  await client.connect().catch((error) => {
    forget()
    throw error
  })
  return client
}
