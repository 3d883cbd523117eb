import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { seedOnce } from '../../src/demonstration/seed'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'

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

test('the demonstration corpus comes back in, and is exported again byte for byte', async () => {
  const here = await desk()
  await seedOnce(here.database.db)
  const lines = await exported(here, 'claims.jsonl')
  const there = await desk()
  const told = await importInto(there, [fileIn(folder, 'claims.jsonl', lines)])
  expect(told).toMatchObject({ code: 0, err: '' })
  expect((await exported(there, 'claims.jsonl')).equals(lines)).toBe(true)
  expect(await wrongIn(there)).toEqual([])
})
