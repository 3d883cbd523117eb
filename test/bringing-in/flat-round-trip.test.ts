import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { seedOnce } from '../../src/demonstration/seed'
import type { ExportName } from '../../src/exports/export-sets'
import { redact } from '../../src/proof/redact.commands'
import { article, statement } from '../exports/corpus'
import { SEED, TRIALS } from '../support/trials'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'
import { randomDesk } from './random-desk'
import { ownerOf } from './refused-in'

let folder: string
const desks: Desk[] = []

const desk = async () => {
  const made = await emptyDesk()
  desks.push(made)
  return made
}

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-flat-'))
})

afterEach(async () => {
  for (const made of desks.splice(0)) await made.close()
})

afterAll(() => fs.rmSync(folder, { recursive: true }))

const TABLES: ExportName[] = ['claims.csv', 'links.csv']
const ANNOTATIONS: ExportName[] = ['annotations.jsonld']

/** A desk filled from what another exports in these files, which are given as the folder that they are in. */
async function filledFrom(here: Desk, sets: readonly ExportName[], more: string[] = []) {
  const bytes = await Promise.all(sets.map((set) => exported(here, set)))
  const files = sets.map((set, place) => fileIn(folder, set, bytes[place] as Buffer))
  const there = await desk()
  const { code, out, err } = await importInto(there, [...files, ...more, '--json'])
  if (code !== 0) throw new Error(`${out}${err}`)
  return { there, bytes, told: JSON.parse(out) }
}

async function comesBack(here: Desk) {
  for (const sets of [TABLES, ANNOTATIONS]) {
    const { there, bytes } = await filledFrom(here, sets)
    for (const [place, set] of sets.entries())
      expect([set, linesOf(await exported(there, set))]).toEqual([set, linesOf(bytes[place] as Buffer)])
    expect(await wrongIn(there)).toEqual([])
  }
}

const linesOf = (bytes: Buffer) => String(bytes).split('\n')

test.each([['demonstration', seedOnce]] as const)(
  'the %s comes back in from tables and from annotations, and is exported again byte for byte',
  async (_, make) => {
    const here = await desk()
    await make(here.database.db)
    await comesBack(here)
  },
)

test('a text whose words are all quoted, but for those that were erased, comes back in with its blocks', async () => {
  const here = await desk()
  const { db } = here.database
  const articleId = await article(db, 'Ann said yes. Ben said no.')
  const erased = await statement(db, articleId, 'yes')
  await statement(db, articleId, 'no')
  const owner = await ownerOf(here)
  await redact(owner.manager, { kind: 'statement', id: erased.statementId }, { reason: 'By order.', legalBasis: null })
  await owner.destroy()
  await comesBack(here)

  // Of one without blocks the hash has to be right.
  const bytes = String(await exported(here, 'claims.csv'))
  expect(bytes).toContain('Ann said ███. Ben said ')
  const file = fileIn(folder, 'claims.csv', Buffer.from(bytes.replace('███', 'yes')))
  expect((await importInto(await desk(), [file])).code).toBe(0)
  const other = fileIn(folder, 'claims.csv', Buffer.from(bytes.replace('███', 'nay')))
  const refused = await importInto(await desk(), [other])
  expect(refused.code).not.toBe(0)
  expect(refused.err).toContain('is all of it, with another SHA-256')
})

test.each(Array.from({ length: TRIALS }, (_, seed) => [SEED + seed]))(
  'a desk made at random (seed %i) comes back in from tables and from annotations',
  async (seed) => {
    const here = await desk()
    await randomDesk(here, seed)
    await comesBack(here)
  },
)
