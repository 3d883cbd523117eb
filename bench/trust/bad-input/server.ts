import 'reflect-metadata'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Client } from 'pg'
import pino from 'pino'
import type { DataSource } from 'typeorm'
import { createApp } from '../../../src/app'
import { intakeOf, preparingOf } from '../../../src/context'
import { connect } from '../../../src/database/database'
import { entities } from '../../../src/entities'
import { sender } from '../../../src/fetching/sender.client'
import { CurrentSettings } from '../../../src/settings/settings.queries'
import { HARNESS_KEYS } from '../signing-keys'
import { brokenRoutes } from './broken-routes'

/** What the process is told: to serve a database, to leave one alone again, or to say when all that was asked of it is done. */
export type Order = { id: number } & (
  | { open: string; ownerUrl: string; secret: string; broken: boolean; undoing: boolean }
  | { close: number }
  | { settle: number }
)

/** What it tells: that an order is done, with the port if one was opened, or an error that was logged. */
export type Report = { done: number; port?: number } | { logged: string }

const tell = (report: Report) => process.send?.(report)

/** Errors that the product itself would log are told, for they say what was behind a 500. */
const log = pino({ level: 'error', base: undefined }, { write: (line: string) => tell({ logged: line }) })

interface Served {
  server: Server
  /** Requests that are being answered, whether or not somebody still waits for the answer. */
  underWay: Set<unknown>
  close(): Promise<void>
}

const open = new Map<number, Served>()

/**
 * The product's own app, in a process of its own, so that its end is seen: an error nobody waits for ends it here as it
 * would there. Several databases are served side by side, each at a port.
 */
async function serve({ id, open: appUrl, ownerUrl, secret, broken, undoing }: Extract<Order, { open: string }>) {
  const database = await connect(appUrl, entities)
  if (undoing) undoEveryWrite(database.orm)
  const owner = broken ? new Client({ connectionString: ownerUrl }) : null
  await owner?.connect()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const app = createApp({
    database,
    log,
    mail: { isSet: true, send: async () => true },
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, log, 'http://127.0.0.1'),
    preparing: preparingOf(database, log, { baseUrl: 'http://127.0.0.1', signingKeys: HARNESS_KEYS }),
    sender: sender({ baseUrl: 'http://127.0.0.1' }),
    baseUrl: `http://127.0.0.1:${port}`,
    sessionSecret: secret,
    // Each request is as from another address: else the limits on guessing and on asking would answer most of them.
    signingKeys: HARNESS_KEYS,
    trustProxy: 1,
    apiPerMinute: 0,
  })
  const whole = express().disable('x-powered-by').set('query parser', 'simple')
  if (owner) whole.use(brokenRoutes(owner))
  whole.use(app)
  const answer = owner ? whole : app
  const underWay = new Set<unknown>()
  server.on('request', (req, res) => {
    underWay.add(res)
    // A route whose sender has gone works on to its end, which is where it answers.
    const end = res.end.bind(res) as (...given: unknown[]) => typeof res
    res.end = (...given: unknown[]) => {
      underWay.delete(res)
      return end(...given)
    }
    answer(req, res)
  })
  open.set(port, {
    server,
    underWay,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await database.close()
      await owner?.end()
    },
  })
  tell({ done: id, port })
}

/**
 * Whoever sends the same form a hundred times, each with another word in it, would be told 99 times that its key is spent
 * and its version gone. So each write is answered as if it had been saved, and is undone: every one finds all as the first
 * did. What PostgreSQL puts off until the end is looked at before.
 */
function undoEveryWrite(orm: DataSource) {
  const create = orm.createQueryRunner.bind(orm)
  orm.createQueryRunner = (mode) => {
    const runner = create(mode)
    const query = runner.query.bind(runner) as (sql: string, ...more: unknown[]) => Promise<unknown>
    const asked = async (sql: string, ...more: unknown[]) => {
      if (sql !== 'COMMIT') return query(sql, ...more)
      await query('SET CONSTRAINTS ALL IMMEDIATE')
      return query('ROLLBACK')
    }
    return Object.assign(runner, { query: asked })
  }
}

async function close({ id, close: port }: Extract<Order, { close: number }>) {
  await open.get(port)?.close()
  open.delete(port)
  tell({ done: id })
}

/** A request that never came whole is never answered: so long is waited (ms), and no longer. */
const LONGEST_REST = 2_000

async function settle({ id, settle: port }: Extract<Order, { settle: number }>) {
  const began = Date.now()
  const served = open.get(port)
  while (served && served.underWay.size > 0 && Date.now() - began < LONGEST_REST) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  served?.underWay.clear()
  tell({ done: id })
}

process.on('message', (order: Order) => {
  if ('open' in order) void serve(order)
  else if ('close' in order) void close(order)
  else void settle(order)
})
process.on('disconnect', () => process.exit(0))
