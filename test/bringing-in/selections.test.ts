import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { addAccount } from '../../src/accounts/accounts.commands'
import type { ExportFilters } from '../../src/exports/export-filters.schema'
import { quarrel } from '../exports/packaged-quarrel'
import { SIGNING_KEYS } from '../support/world'
import { type Desk, emptyDesk, exported, fileIn, importInto } from './desks'

let folder: string
let here: Desk
let there: Desk
let chain: number

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-selections-'))
  here = await emptyDesk()
  there = await emptyDesk()
  await addAccount(here.database.db, { email: 'ann@desk.example', name: 'Ann', role: 'editor' })
  await quarrel(here.database.db)
  const [{ id }] = await here.database.db.query('SELECT id FROM chains')
  chain = id
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await here.close()
  await there.close()
})

async function imported(filters: ExportFilters, isSigned = true) {
  const signingKeys = isSigned ? SIGNING_KEYS : []
  const lines = await exported(here, 'claims.jsonl', { filters, signingKeys })
  return importInto(there, [fileIn(folder, 'claims.jsonl', lines)])
}

const numberOf = async (name: string): Promise<number> => {
  const [{ id }] = await here.database.db.query('SELECT id FROM speakers WHERE name = $1', [name])
  return id
}

test('a selection is refused by what its signature says was asked for', async () => {
  const alone = await imported({ speaker: await numberOf('Cem') })
  expect(alone).toMatchObject({
    code: 1,
    err: expect.stringContaining(`export of a selection (speaker=${await numberOf('Cem')})`),
  })
  expect((await imported({ from: '2020-01-01' })).err).toContain('export of a selection (from=2020-01-01)')
})

test('of an unsigned one it shows by a chain that is cut, and by nothing where none is', async () => {
  expect((await imported({ speaker: await numberOf('Bea') }, false)).err).toContain(
    'A chain of one claim is no chain. This seems to be an export of a selection',
  )
})

test('an export of nothing is refused', async () => {
  expect((await imported({ from: '2030-01-01' })).err).toContain('There is nothing in this export')
})

test('a whole chain comes in, and is exported as it was', async () => {
  expect(await imported({ chain })).toMatchObject({ code: 0, out: expect.stringContaining('2 claims') })
  const filters = { chain }
  expect(String(await exported(there, 'claims.jsonl', { filters }))).toBe(
    String(await exported(here, 'claims.jsonl', { filters })),
  )
})
