import pino, { type Logger } from 'pino'
import type { Config } from './config'
import { connect, type Database } from './database/database'
import type { Replica } from './database/replicas/replica'
import { SERVING } from './database/serving'
import { entities } from './entities'
import { PREPARED_ROOM } from './exports/kept-export'
import { Preparing } from './exports/preparing.client'
import { extract } from './extraction/extract.client'
import { fetcher } from './fetching/fetcher.client'
import { type Sender, sender } from './fetching/sender.client'
import { Intake } from './importing/intake.client'
import { linesInto } from './log-lines'
import { type Mailer, mailer } from './mail/mail.client'
import type { SigningKey } from './proof/signed-note'
import { CurrentSettings } from './settings/settings.queries'
import type { Metrics } from './watching/metrics'
import type { Traces } from './watching/traces.client'

/** What the parts of the product are given: the database, the log, and where the site is. */
export interface Context {
  database: Database
  log: Logger
  mail: Mailer
  settings: CurrentSettings
  /** What fetches and reads articles that come in. */
  intake: Intake
  /** What makes exports that are kept. */
  preparing: Preparing
  /** What sends messages to addresses that people gave. */
  sender: Sender
  /** Where readers find the site, without a slash at the end. */
  baseUrl: string
  sessionSecret: string
  /** The keys that sign checkpoints, the newest first. */
  signingKeys: SigningKey[]
  /** How many proxies in front are believed. */
  trustProxy: number
  /** Requests to the API that are taken of an account, or of a network, in a minute; 0: any number. */
  apiPerMinute: number
  /** What counts, where `/metrics` is served. */
  metrics?: Metrics
  /** What follows requests, where traces are sent. */
  traces?: Traces
  /** Set once the process has been told to end. */
  isEnding?: boolean
}

/** The log: JSON lines on standard output. */
export function logFor(level: string, into: { write(line: string): void } = linesInto(1)): Logger {
  return pino({ level, base: undefined, serializers: { err: withoutData } }, into)
}

/** Of an error what tells where it happened, and none of what hangs on it: TypeORM's have the values, PostgreSQL's the row. */
function withoutData(error: unknown) {
  const { name, message, stack, code } = Object(error) as Record<string, unknown>
  return { type: name, ...(typeof code === 'string' && { code }), message: message ?? String(error), stack }
}

/** As the product has it: addresses of public sites alone, and files read within limits. */
export const intakeOf = ({ db }: Database, log: Logger, baseUrl: string): Intake =>
  new Intake({ db, fetcher: fetcher({ baseUrl }), extract: (sent) => extract(sent, log) }, log)

/** As the product has it. */
export const preparingOf = (
  { db, exports }: Database,
  log: Logger,
  { baseUrl, signingKeys }: Pick<Context, 'baseUrl' | 'signingKeys'>,
  preparedRoom = PREPARED_ROOM,
): Preparing => new Preparing({ db, exports, baseUrl, signingKeys, preparedRoom }, log)

/** What the log has of a replica that is left out, or is read from again. */
const toldOf =
  (log: Logger) =>
  ({ name, condition, late, reason }: Replica) => {
    if (condition === 'well') log.info({ replica: name }, 'readers’ pages are read from a replica')
    else log.warn({ replica: name, condition, late, reason }, 'a replica is left out')
  }

/** Opens the database for serving. `baseUrl` is worked out by the caller when the setting is not there. */
export async function openContext(
  config: Config,
  appUrl: string,
  baseUrl: string,
  secrets: Pick<Context, 'sessionSecret' | 'signingKeys'>,
): Promise<Context> {
  const log = logFor(config.logLevel)
  const database = await connect(appUrl, entities, SERVING, { urls: config.readUrls, tell: toldOf(log) })
  return {
    database,
    log,
    mail: mailer(config.mail, log),
    settings: new CurrentSettings(database.pages),
    intake: intakeOf(database, log, baseUrl),
    preparing: preparingOf(database, log, { baseUrl, signingKeys: secrets.signingKeys }, config.preparedRoom),
    sender: sender({ baseUrl }),
    baseUrl,
    ...secrets,
    trustProxy: config.trustProxy,
    apiPerMinute: config.apiPerMinute,
  }
}
