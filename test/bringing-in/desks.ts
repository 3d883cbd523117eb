import fs from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { importCommand } from '../../src/cli/import'
import { connect, type Database } from '../../src/database/database'
import { entities } from '../../src/entities'
import type { ExportName } from '../../src/exports/export-sets'
import { type ExportRequest, writeExport } from '../../src/exports/write-export.queries'
import { verify } from '../../src/proof/verify.queries'
import { run } from '../support/command-line'
import { newDatabase } from '../support/database'
import { BASE_URL } from '../support/world'

/** A desk with nobody and nothing in it. */
export interface Desk {
  database: Database
  ownerUrl: string
  appUrl: string
  close(): Promise<void>
}

export async function emptyDesk(): Promise<Desk> {
  const { ownerUrl, appUrl, drop } = await newDatabase()
  const database = await connect(appUrl, entities)
  return {
    database,
    ownerUrl,
    appUrl,
    async close() {
      await database.close()
      await drop()
    },
  }
}

/** A file as the desk exports it: of everything and unsigned, if nothing else is said. */
export async function exported(
  { database }: Pick<Desk, 'database'>,
  set: ExportName,
  { filters = {}, signingKeys = [] }: Partial<Pick<ExportRequest, 'filters' | 'signingKeys'>> = {},
): Promise<Buffer> {
  const through = new PassThrough()
  const written = buffer(through)
  await writeExport(database.exports, { set, filters, baseUrl: BASE_URL, signingKeys }, through)
  return written
}

/** Imports files into a desk by the command that anybody would use; BASE_URL is the tests' unless another is given. */
export async function importInto(desk: Desk, args: string[], baseUrl = BASE_URL) {
  const before = { ...process.env }
  Object.assign(process.env, { DATABASE_URL: desk.appUrl, DATABASE_OWNER_URL: desk.ownerUrl, BASE_URL: baseUrl })
  try {
    return await run(importCommand(), ...args)
  } finally {
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'BASE_URL']) delete process.env[name]
    Object.assign(process.env, before)
  }
}

/** What `gainsay verify` finds wrong. */
export const wrongIn = async ({ database }: Pick<Desk, 'database'>): Promise<string[]> =>
  (await verify(database.db)).flatMap(({ what, wrong }) => wrong.map((name) => `${what}: ${name}`))

export function fileIn(folder: string, name: string, bytes: Buffer | string): string {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, bytes)
  return file
}
