import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { seedOnce } from '../../src/demonstration/seed'
import type { ExportName } from '../../src/exports/export-sets'
import { SEED, TRIALS } from '../support/trials'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'
import { randomDesk } from './random-desk'

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

test.each(Array.from({ length: 2 * TRIALS }, (_, seed) => [SEED + seed]))(
  'a desk made at random (seed %i) comes back in from tables and from annotations',
  async (seed) => {
    const here = await desk()
    await randomDesk(here, seed)
    await comesBack(here)
  },
)
