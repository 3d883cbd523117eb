import { Client } from 'pg'
import type { OwnPostgres } from '../../bench/trust/faults/own-postgres'
import { newDatabase } from './database'

/**
 * A database on the server of all tests, treated as far as one can as a harness treats a server of its own: stopped, its
 * connections are cut and no new ones taken. It can't be frozen.
 */
export async function sharedPostgres(): Promise<OwnPostgres> {
  const { name, ownerUrl, appUrl, drop } = await newDatabase()
  let isRunning = true
  const connected = async (url: string) => {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const on = (url: string) =>
    async function sql<Row>(text: string, values?: unknown[]): Promise<Row[]> {
      const client = await connected(url)
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }
  const outside = on(ownerUrl.replace(`/${name}`, '/postgres'))
  const stop = async () => {
    await outside(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await outside('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    isRunning = false
  }
  const start = async () => {
    await outside(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    isRunning = true
  }
  const cannot = () => {
    throw new Error('Others use this server.')
  }
  return {
    ownerUrl,
    appUrl,
    sql: on(ownerUrl),
    owner: () => connected(ownerUrl),
    start,
    stop,
    async restart() {
      await stop()
      await start()
    },
    freeze: cannot,
    thaw: cannot,
    isRunning: () => isRunning,
    end: drop,
  }
}
