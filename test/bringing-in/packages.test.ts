import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { addAccount } from '../../src/accounts/accounts.commands'
import { openExport } from '../../src/bringing-in/export-file.client'
import { Refused } from '../../src/bringing-in/refused'
import { changed, type Files, unzipped } from '../exports/data-package'
import { quarrel } from '../exports/packaged-quarrel'
import { type Desk, emptyDesk, exported, fileIn, importInto } from './desks'

let folder: string
let here: Desk
let there: Desk
let files: Files

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-packages-'))
  here = await emptyDesk()
  there = await emptyDesk()
  await addAccount(here.database.db, { email: 'ann@desk.example', name: 'Ann', role: 'editor' })
  await quarrel(here.database.db)
  files = await unzipped(await exported(here, 'datapackage.zip'))
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await here.close()
  await there.close()
})

async function zipped(those: Files): Promise<string> {
  const zip = new ZipFile()
  for (const [name, bytes] of those) zip.addBuffer(bytes, name)
  zip.end()
  return fileIn(folder, 'datapackage.zip', await buffer(zip.outputStream))
}

const without = (name: string): Files => new Map([...files].filter(([other]) => other !== name))
const described = (change: (descriptor: { resources: unknown[] }) => void): Files =>
  changed(files, 'datapackage.json', (text) => {
    const descriptor = JSON.parse(text)
    change(descriptor)
    return JSON.stringify(descriptor)
  })

test.each([
  [
    'with a file changed',
    () => changed(files, 'links.csv', (text) => text.replace('denies', 'relays')),
    'links.csv is not the file',
  ],
  ['that lacks a file', () => without('links.csv'), 'The package lacks links.csv'],
  [
    'that tells of other lines',
    () => changed(files, 'datapackage.json', (text) => text.replace('"claims.jsonl"', '"claims.json"')),
    'tells of no claims.jsonl',
  ],
  [
    'whose description lists nothing as a file',
    () => described(({ resources }) => resources.push(null)),
    'tells of no claims.jsonl',
  ],
  [
    'whose description is no JSON',
    () => changed(files, 'datapackage.json', (text) => text.slice(1)),
    'tells of no claims.jsonl',
  ],
] as const)('a package %s is refused before its lines are read', async (_, those, why) => {
  const { code, err } = await importInto(there, [await zipped(those())])
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(why) })
  expect(err).toContain('Nothing was imported.')
  expect(await exported(there, 'claims.csv')).toHaveLength((await exported(there, 'claims.csv')).indexOf('\n') + 1)
})

test('no more is read of a file than its description says, however much is packed in it', async () => {
  const long = Buffer.alloc(50_000_000, ' ')
  const file = await zipped(new Map([...files, ['links.csv', long]]))
  const read: number[] = []
  await expect(openExport(file, 'package', null, null, (_, bytes) => read.push(bytes))).rejects.toThrow(Refused)
  expect(read.length).toBeGreaterThan(0)
  expect(Math.max(...read)).toBeLessThan(1_000_000)
})

test('an unpacked package comes in as its folder, with the texts that lie in it', async () => {
  const unpacked = path.join(folder, 'unpacked')
  for (const [name, bytes] of files) fileIn(folder, path.join('unpacked', name), bytes)
  const { code, out } = await importInto(there, [unpacked])
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 outlets, 2 articles') })
  expect(out).not.toContain('there is what was quoted')
  expect((await exported(there, 'claims.jsonl')).toString()).toBe((await exported(here, 'claims.jsonl')).toString())
})
