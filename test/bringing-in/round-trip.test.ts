import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Parser } from 'n3'
import { canonize } from 'rdf-canonize'
import { seedOnce } from '../../src/demonstration/seed'
import type { ExportName } from '../../src/exports/export-sets'
import { sha256, unzipped } from '../exports/data-package'
import { quarrel } from '../exports/packaged-quarrel'
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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-round-'))
})

afterEach(async () => {
  for (const made of desks.splice(0)) await made.close()
})

afterAll(() => fs.rmSync(folder, { recursive: true }))

/** A desk filled from what another exports. */
async function filledFrom(here: Desk, set: 'claims.jsonl' | 'datapackage.zip') {
  const bytes = await exported(here, set)
  const there = await desk()
  const { code, out, err } = await importInto(there, [fileIn(folder, set, bytes), '--json'])
  if (code !== 0) throw new Error(`${out}${err}`)
  return { there, bytes, told: JSON.parse(out) }
}

/** The lines of `claims.jsonl`; of a package the SHA-256 of each file. */
async function partsOf(bytes: Buffer): Promise<unknown> {
  if (bytes.toString('latin1', 0, 2) !== 'PK') return String(bytes).split('\n')
  return [...(await unzipped(bytes))].map(([name, file]) => [name, sha256(file)])
}

/** Exports that are of the rows alone. */
const TABLES: ExportName[] = ['claims.csv', 'pairs.csv', 'links.csv', 'graph.graphml', 'timeline.json', 'claims.jsonld']

const canonical = async (nquads: Buffer) =>
  canonize(new Parser({ format: 'N-Quads' }).parse(String(nquads)), { algorithm: 'RDFC-1.0' })

test('the demonstration corpus comes back in from its lines, and all exports are again what they were', async () => {
  const here = await desk()
  await seedOnce(here.database.db)
  const { there, bytes, told } = await filledFrom(here, 'claims.jsonl')
  expect((await exported(there, 'claims.jsonl')).equals(bytes)).toBe(true)
  expect(told).toMatchObject({ state: 'imported', texts: { whole: 0 }, waiting: 0 })
  expect(told.statements).toBe((String(bytes).match(/"text_sha256":"\w+","quotation"/g) ?? []).length)
  for (const set of TABLES)
    expect([set, sha256(await exported(there, set))]).toEqual([set, sha256(await exported(here, set))])
  expect(await canonical(await exported(there, 'graph.nq'))).toBe(await canonical(await exported(here, 'graph.nq')))
  expect(await wrongIn(there)).toEqual([])
})

test('a package comes back in with its texts, and is packed again byte for byte', async () => {
  const here = await desk()
  await quarrel(here.database.db)
  const { there, bytes, told } = await filledFrom(here, 'datapackage.zip')
  // The other text is short: what is quoted, with what stands beside it, is all of it.
  expect(told.texts).toEqual({ whole: 2, inPart: 0 })
  expect(await partsOf(await exported(there, 'datapackage.zip'))).toEqual(await partsOf(bytes))
  expect(await wrongIn(there)).toEqual([])
})

test.each(Array.from({ length: 2 * TRIALS }, (_, seed) => [SEED + seed]))(
  'a desk made at random (seed %i) comes back in',
  async (seed) => {
    const here = await desk()
    await randomDesk(here, seed)
    const set = seed % 2 === 0 ? 'claims.jsonl' : 'datapackage.zip'
    const { there, bytes } = await filledFrom(here, set)
    expect(await partsOf(await exported(there, set))).toEqual(await partsOf(bytes))
    expect(await canonical(await exported(there, 'graph.nq'))).toBe(await canonical(await exported(here, 'graph.nq')))
    expect(await wrongIn(there)).toEqual([])
  },
)
