import type { Express } from 'express'
import { createApp } from '../src/app'
import { readConfig } from '../src/config'
import { intakeOf, logFor, preparingOf } from '../src/context'
import { connect, type Database } from '../src/database/database'
import { isWatched, watch } from '../src/database/in-hand'
import { entities } from '../src/entities'
import { sender } from '../src/fetching/sender.client'
import { mailer } from '../src/mail/mail.client'
import type { SigningKey } from '../src/proof/signed-note'
import { CurrentSettings } from '../src/settings/settings.queries'
import { slowStatements } from '../src/watching/slow-statements'

/** Where the app takes itself to be, what signs its checkpoints, and how many proxies it believes, where that matters. */
interface AppOptions {
  baseUrl?: string
  signingKeys?: SigningKey[]
  trustProxy?: number
}

/** Signs the sessions of whoever a bench signs in. */
export const BENCH_SECRET = 'only for a benchmark, long enough'

/** The product's own app on a database, as it serves unless told otherwise, with nothing of it left out but its log and its mail. */
export async function appOn(
  appUrl: string,
  { baseUrl = 'http://127.0.0.1', signingKeys = [], trustProxy = 0 }: AppOptions = {},
): Promise<{ app: Express; database: Database }> {
  const database = await connect(appUrl, entities)
  const log = logFor('silent')
  // What it costs to look for slow statements is part of what a page costs.
  if (!isWatched()) watch(slowStatements(log, readConfig({}).slowQueryMs))
  const app = createApp({
    database,
    log,
    mail: mailer(null, log),
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, log, baseUrl),
    preparing: preparingOf(database, log, { baseUrl, signingKeys }),
    sender: sender({ baseUrl }),
    baseUrl,
    sessionSecret: BENCH_SECRET,
    signingKeys,
    trustProxy,
    apiPerMinute: 0,
  })
  return { app, database }
}
