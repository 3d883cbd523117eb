import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { type Config, ConfigProblems, readConfig } from '../config'
import { conditionOf } from '../database/condition.queries'
import { LOOKING } from '../database/data-source'
import { connect } from '../database/database'
import { connectionsOf } from '../database/pool-sizes'
import { nameOf } from '../database/replicas/replica'
import { conditionOfReplica } from '../database/replicas/spread-pool'
import { databaseServer } from '../database/server'
import { entities } from '../entities'
import { mailServerProblem } from '../mail/mail.client'
import { keysInForce } from '../proof/checkpoints.queries'
import { unsealedRows } from '../proof/sealed-rows.queries'
import { signingKeysFoundIn } from '../secrets'
import {
  type Finding,
  notYet,
  ofAccounts,
  ofDatabase,
  ofFolder,
  ofReplica,
  ofSeals,
  ofSettings,
  wrong,
} from './findings'
import { FAILED, print } from './terminal'

export function doctorCommand() {
  return new Command('doctor')
    .option('--json', 'a list, an object for each that was looked at')
    .addHelpText(
      'after',
      '\nChanges nothing. What should be looked at is no failure; only what is wrong makes it end with 1.',
    )
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine()
      if (json) print(JSON.stringify(findings))
      else for (const finding of findings) print(inWords(finding))
      if (findings.some(({ state }) => state === 'wrong')) process.exitCode = FAILED
    })
}

/** Looks at all there is; what can’t be looked at is a finding like others. */
async function examine(): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    return error.problems.map((problem) => wrong('Settings', problem, '.env.example tells what each setting takes.'))
  }
  return [
    ...ofSettings(config),
    ofFolder(config.dataDir, roomIn(config.dataDir)),
    ...(await ofMail(config)),
    ...(await ofServer(config)),
  ]
}

/** Null where nothing is there yet. */
function roomIn(dataDir: string): { free: number } | { problem: string } | null {
  if (!fs.existsSync(dataDir)) return null
  try {
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK)
    const { bavail, bsize } = fs.statfsSync(dataDir)
    return { free: bavail * bsize }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

async function ofMail({ mail }: Config): Promise<Finding[]> {
  if (mail === null) return []
  const problem = await mailServerProblem(mail)
  if (problem !== null)
    return [wrong('Mail', `the mail server refuses: ${problem}`, 'Look at SMTP_URL: address, name, password.')]
  return [{ what: 'Mail', state: 'ok', told: 'the mail server takes what is sent', mend: null }]
}

async function ofServer(config: Config): Promise<Finding[]> {
  // Looking makes no database where there is none.
  if (!config.database && !fs.existsSync(path.join(config.dataDir, 'postgres'))) return [notYet]
  try {
    const server = await databaseServer(config)
    try {
      const seen = await conditionOf(server)
      const found = [
        ...ofDatabase(seen, server.embedded, connectionsOf(config.readUrls)),
        ...(await ofReplicas(config, server.appUrl)),
      ]
      // Tables of an older Gainsay may lack what is asked for below.
      return seen.pending.length > 0 ? found : [...found, ...(await ofTables(config, server.appUrl))]
    } finally {
      await server.stop()
    }
  } catch (error) {
    const told = error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error)
    return [
      wrong(
        'Database',
        `it can’t be reached: ${told}`,
        'Start PostgreSQL, and look at DATABASE_URL and DATABASE_OWNER_URL.',
      ),
    ]
  }
}

const ofReplicas = ({ readUrls }: Config, appUrl: string): Promise<Finding[]> =>
  Promise.all(readUrls.map(async (url, place) => ofReplica(nameOf(url, place), await conditionOfReplica(url, appUrl))))

async function ofTables(config: Config, appUrl: string): Promise<Finding[]> {
  const database = await connect(appUrl, entities, LOOKING)
  try {
    const { db, pages } = database
    const [accounts] = await db.query(
      `SELECT count(*)::integer AS count, count(*) FILTER (WHERE role = 'admin')::integer AS admins
       FROM accounts WHERE disabled_at IS NULL`,
    )
    const { overdue } = await unsealedRows(db)
    const known = await keysInForce((query, values) => pages.rows(query, values))
    const here = config.signingKeys ?? signingKeysFoundIn(config.dataDir)
    const isKnownKey = known.length === 0 || here.some(({ text }) => known.includes(text))
    return [ofAccounts(accounts.count, accounts.admins), ofSeals(overdue.length, isKnownKey)]
  } finally {
    await database.close()
  }
}

const SIGNS = { ok: 'ok   ', look: 'LOOK ', wrong: 'WRONG' } as const

const inWords = ({ what, state, told, mend }: Finding) =>
  `${SIGNS[state]} ${what}: ${told}${mend === null ? '' : `\n      ${mend}`}`
