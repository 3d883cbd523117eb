import 'reflect-metadata'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EntityManager } from 'typeorm'
import { createApp } from '../../../src/app'
import { type Context, intakeOf, logFor, preparingOf } from '../../../src/context'
import { connect } from '../../../src/database/database'
import { entities } from '../../../src/entities'
import { sender } from '../../../src/fetching/sender.client'
import type { SigningKey } from '../../../src/proof/signed-note'
import { CurrentSettings } from '../../../src/settings/settings.queries'
import { HARNESS_KEYS } from '../signing-keys'

/** The product, serving: what the harness asks, and the database behind it to look into. */
export interface Served {
  url: string
  db: EntityManager
  context: Context
}

/** Opens a migrated database and serves it, with a mail server that takes everything and sends nothing. */
export async function serveDatabase(
  appUrl: string,
  signingKeys: SigningKey[] = HARNESS_KEYS,
): Promise<Served & { close(): Promise<void> }> {
  const database = await connect(appUrl, entities)
  const context: Context = {
    database,
    log: logFor('silent'),
    mail: { isSet: true, send: async () => true },
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, logFor('silent'), 'http://127.0.0.1'),
    preparing: preparingOf(database, logFor('silent'), { baseUrl: 'http://127.0.0.1', signingKeys }),
    sender: sender({ baseUrl: 'http://127.0.0.1' }),
    baseUrl: 'http://127.0.0.1',
    sessionSecret: 'a secret for harnesses, long enough',
    signingKeys,
    trustProxy: 0,
    apiPerMinute: 0,
  }
  const listening = await listen(createApp(context))
  return {
    ...listening,
    db: database.db,
    context,
    async close() {
      await listening.close()
      await database.close()
    },
  }
}

/** Serves an app on a free port of this machine. */
export async function listen(app: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(app)
  // As long as a harness may pause between two requests on a connection that is kept.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
