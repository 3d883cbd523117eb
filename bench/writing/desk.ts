import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { addAccount, addToken } from '../../src/accounts/accounts.commands'
import { connect, type Database } from '../../src/database/database'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { entities } from '../../src/entities'
import { fillCorpus } from '../corpus'
import { BENCH_SECRET } from '../served-app'
import { newSession } from '../trust/authorisation/askers'

/** Somebody who edits, by both of their ways in. */
export interface Editor {
  token: string
  cookie: string
}

/** A database with made-up claims on a server of its own, and people who write there. */
export interface Desk {
  ownerUrl: string
  appUrl: string
  owner: Client
  /** As the product asks it, for commands that are given by no request. */
  database: Database
  claims: number
  articles: number
  editors: Editor[]
}

interface DeskOptions {
  claims: number
  editors?: number
  /** Whether what is acknowledged is on the disk, as for everybody who uses the product; else nothing waits for a disk. */
  isDurable?: boolean
}

/** Makes one, and leaves nothing of it. */
export async function withDesk<Result>(
  { claims, editors = 1, isDurable = false }: DeskOptions,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  fs.chmodSync(dir, 0o755) // as root, PostgreSQL’s own account has to pass
  const server = await startEmbeddedServer({ dir, ephemeral: !isDurable })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    return await deskOn(server, claims, editors, work)
  } finally {
    await server.stop()
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The same on a migrated, empty database that is there. */
export async function deskOn<Result>(
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
  claims: number,
  editors: number,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await fillCorpus(owner, claims, { withHistory: false })
    await owner.query('RESET synchronous_commit')
    const database = await connect(appUrl, entities)
    try {
      const people: Editor[] = []
      for (let place = 0; place < editors; place += 1) people.push(await editorOf(database, place))
      return await work({ ownerUrl, appUrl, owner, database, claims, articles: claims / 20, editors: people })
    } finally {
      await database.close()
    }
  } finally {
    await owner.end()
  }
}

async function editorOf({ db }: Database, place: number): Promise<Editor> {
  const added = await addAccount(db, { email: `editor${place}@bench.example`, name: `Editor ${place}`, role: 'editor' })
  if ('problem' in added) throw new Error(added.problem)
  const cookie = await newSession({ db, context: { sessionSecret: BENCH_SECRET } }, added.id)
  return { token: await addToken(db, added.id), cookie }
}
