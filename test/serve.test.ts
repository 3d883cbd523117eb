import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { readConfig } from '../src/config'
import { serve } from '../src/serve'
import { newDatabase } from './support/database'

test('a start that fails at its last step leaves neither port nor connection behind', async () => {
  const database = await newDatabase()
  const taken = await listening()
  const free = await listening()
  const { port } = free.address() as AddressInfo
  await closed(free)
  const config = readConfig({
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    PORT: String(port),
    METRICS_PORT: String((taken.address() as AddressInfo).port),
    SESSION_SECRET: 'only for a test, and long enough for it',
    LOG_LEVEL: 'silent',
  })
  const told: string[] = []
  await expect(serve(config, (line) => told.push(line))).rejects.toThrow(/Set METRICS_PORT to another/)
  expect(told).toEqual([])
  await closed(await listening(port))
  expect(await connectionsTo(database.ownerUrl)).toBe(0)
  await closed(taken)
  await database.drop()
})

async function listening(port = 0): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

const closed = (server: Server) => new Promise((resolve) => server.close(resolve))

/** But for the one that asks; PostgreSQL takes a moment to see that one has gone. */
async function connectionsTo(url: string): Promise<number> {
  const client = new Client(url)
  await client.connect()
  try {
    for (let tries = 0; ; tries++) {
      const { rows } = await client.query<{ others: number }>(
        `SELECT count(*)::integer AS others FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      )
      const others = rows[0]?.others ?? 0
      if (others === 0 || tries === 50) return others
      await new Promise((passed) => setTimeout(passed, 100))
    }
  } finally {
    await client.end()
  }
}
