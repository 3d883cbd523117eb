import path from 'node:path'
import { z } from 'zod'
import { PREPARED_ROOM } from './exports/kept-export'
import { type SigningKey, signingKeysFrom } from './proof/signed-note'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'is not a PostgreSQL address (postgres://user:password@host:5432/database)',
})

const MEGABYTE = 1024 ** 2

/** Ten a second: more than a script needs that asks for one thing after the other, and a fiftieth of what a process can answer. */
const API_PER_MINUTE = 600

/** A hundred times what the dearest of readers' statements takes, and long enough for a person to notice. */
const SLOW_QUERY_MS = 500

const whole = (what: string) =>
  z.coerce
    .number({ error: `is not a ${what}` })
    .int('is not a whole number')
    .min(0, 'is below 0')

const port = () => whole('number').max(65535, 'is above 65535')

/** Every setting, its form and its default; .env.example tells what each is for. An empty value is an unset one. */
const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(3000),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_READ_URLS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((url) => url !== ''))
    .pipe(z.array(postgresUrl))
    .default([]),
  DATA_DIR: z.string().default('data'),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'is not a web address (https://claims.example.org)' }).optional(),
  SESSION_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  SIGNING_KEY: z
    .string()
    .transform((text, context) => {
      const keys = signingKeysFrom(text)
      if (keys) return keys
      context.addIssue({ code: 'custom', message: 'is no signing key (PRIVATE+KEY+…, as `gainsay key new` makes it)' })
      return z.NEVER
    })
    .optional(),
  TRUST_PROXY: whole('number of proxies').max(10, 'is above 10').default(0),
  DRAIN_SECONDS: z.coerce
    .number({ error: 'is not a number of seconds' })
    .min(0, 'is below 0')
    .max(300, 'is above 300')
    .default(1),
  PREPARED_EXPORTS_MB: whole('number of megabytes').default(PREPARED_ROOM / MEGABYTE),
  API_PER_MINUTE: whole('number of requests').default(API_PER_MINUTE),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is not a mail server’s address (smtp://user:password@mail.example.org:587)' })
    .optional(),
  MAIL_FROM: z.string().max(300, 'is longer than 300 characters').optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port().optional(),
  SLOW_QUERY_MS: whole('number of milliseconds').default(SLOW_QUERY_MS),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is none of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
})

export const SETTINGS = Object.keys(Environment.shape)

/** Settings that say nothing which anybody could misuse, and that a restored Gainsay may miss. */
const PLAIN = ['HOST', 'PORT', 'BASE_URL', 'TRUST_PROXY', 'MAIL_FROM']

/** Those of them that are given, as they are. */
export function plainSettings(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    PLAIN.map((name) => [name, environment[name]?.trim() ?? '']).filter(([, value]) => value !== ''),
  )
}

export interface Config {
  host: string
  port: number
  /** Null is the embedded server. `ownerUrl` is the role that migrates, the same one unless set. */
  database: { appUrl: string; ownerUrl: string } | null
  /** Streaming replicas that readers' pages are read from. */
  readUrls: string[]
  /** Absolute. */
  dataDir: string
  /** Without a slash at the end; null until the port is known (see `main.ts`). */
  baseUrl: string | null
  sessionSecret: string | null
  /** The newest first; null where they are kept in `dataDir`. */
  signingKeys: SigningKey[] | null
  trustProxy: number
  /** How long requests are still taken after SIGTERM, with `/readyz` at 503. */
  drainSeconds: number
  /** Bytes that exports prepared for readers may have together; 0: none are prepared. */
  preparedRoom: number
  /** Requests to the API that are taken of an account, or of a network, in a minute; 0: any number. */
  apiPerMinute: number
  /** Null: nothing is mailed. `from` is the sender as mails show it. */
  mail: { url: string; from: string } | null
  logLevel: string
  /** Where `/metrics` is served; null: nowhere. */
  metrics: { host: string; port: number } | null
  /** Statements that take as long (ms) are logged; 0: none. */
  slowQueryMs: number
  /** Whether spans are sent, as OpenTelemetry's own variables say. */
  traces: boolean
}

/** Settings that are wrong, all of them at once, each a sentence. */
export class ConfigProblems extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigProblems'
  }
}

/** Of several addresses in one setting the number of the wrong one is told, never the address: there is a password in it. */
function inOneSentence({ path: [name, place], message }: z.core.$ZodIssue): string {
  return typeof place === 'number' ? `${String(name)}: number ${place + 1} ${message}` : `${String(name)} ${message}`
}

/** Reads the settings from the environment. Throws ConfigProblems with everything that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, environment[name]?.trim() || undefined]))
  const read = Environment.safeParse(given)
  const problems = read.success ? [] : [...new Set(read.error.issues.map(inOneSentence))]
  if (given.DATABASE_OWNER_URL && !given.DATABASE_URL) {
    problems.push('DATABASE_OWNER_URL is set but DATABASE_URL is not: the role that serves needs its own address')
  }
  if (given.DATABASE_READ_URLS && !given.DATABASE_URL) {
    problems.push('DATABASE_READ_URLS is set but DATABASE_URL is not: the private PostgreSQL has no replicas')
  }
  if (given.SMTP_URL && !given.MAIL_FROM) {
    problems.push('SMTP_URL is set but MAIL_FROM is not: mails need a sender')
  }
  const traces = tracesWanted(environment)
  if (traces.problem) problems.push(traces.problem)
  if (!read.success || problems.length > 0) throw new ConfigProblems(problems)

  const { HOST, PORT, DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR, BASE_URL, SESSION_SECRET, TRUST_PROXY } = read.data
  const {
    DRAIN_SECONDS,
    PREPARED_EXPORTS_MB,
    API_PER_MINUTE: apiPerMinute,
    SIGNING_KEY,
    SMTP_URL,
    MAIL_FROM,
    LOG_LEVEL,
    METRICS_HOST,
    METRICS_PORT,
    DATABASE_READ_URLS: readUrls,
  } = read.data
  return {
    host: HOST,
    port: PORT,
    database: DATABASE_URL ? { appUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL ?? DATABASE_URL } : null,
    readUrls,
    dataDir: path.resolve(DATA_DIR),
    baseUrl: BASE_URL?.replace(/\/+$/, '') ?? null,
    sessionSecret: SESSION_SECRET ?? null,
    signingKeys: SIGNING_KEY ?? null,
    trustProxy: TRUST_PROXY,
    drainSeconds: DRAIN_SECONDS,
    preparedRoom: PREPARED_EXPORTS_MB * MEGABYTE,
    apiPerMinute,
    mail: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : null,
    logLevel: LOG_LEVEL,
    metrics: METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT },
    slowQueryMs: read.data.SLOW_QUERY_MS,
    traces: traces.areWanted,
  }
}

/**
 * Whether OpenTelemetry's variables ask for traces, which its own packages then read: where to, how many, under which name.
 * Of the three protocols that they may name we speak the one that is the default.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
function tracesWanted(environment: Record<string, string | undefined>): { areWanted: boolean; problem?: string } {
  const said = (name: string) => environment[name]?.trim().toLowerCase() || null
  const isSomewhere = said('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? said('OTEL_EXPORTER_OTLP_ENDPOINT')
  const isOff = said('OTEL_SDK_DISABLED') === 'true' || said('OTEL_TRACES_EXPORTER') === 'none'
  if (!isSomewhere || isOff) return { areWanted: false }
  const named = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'].find(said)
  if (named === undefined || said(named) === 'http/protobuf') return { areWanted: true }
  const problem = `${named} is ${said(named)}: traces are sent as http/protobuf only`
  return { areWanted: false, problem }
}
