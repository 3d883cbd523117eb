import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { keyCommand } from '../../src/cli/key'
import { record } from '../../src/history/history.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { type SigningKey, type VerifyingKey, verifyingKey } from '../../src/proof/signed-note'
import { verify } from '../../src/proof/verify.queries'
import { signingKeysFoundIn, signingKeysIn } from '../../src/secrets'
import { run } from '../support/command-line'
import { newWorld, type World } from '../support/world'

let world: World
let dataDir: string
const before = { ...process.env }

beforeAll(async () => {
  world = await newWorld()
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-keys-'))
  Object.assign(process.env, { DATA_DIR: dataDir, SIGNING_KEY: '', BASE_URL: 'https://claims.example/desk/' })
})
afterAll(async () => {
  process.env = before
  fs.rmSync(dataDir, { recursive: true, force: true })
  await world.close()
})

/** Something happens, and is sealed by the keys that are there now. */
async function sealed(): Promise<SigningKey[]> {
  const keys = signingKeysIn(dataDir, 'https://claims.example/desk')
  await record(world.db, null, { action: 'looked at', kind: 'comment', id: 1, payload: {} })
  await sealHistory(world.db, keys)
  return keys
}

async function complaints(keys: VerifyingKey[]): Promise<string[]> {
  const report = await verify(world.db, { keys })
  return report.find(({ what }) => what === 'Checkpoints by their roots and signatures')?.wrong ?? []
}

test('a key is made once, under the site’s name, and stays readable by this account alone', async () => {
  expect(await run(keyCommand(), 'show')).toMatchObject({ out: '', err: expect.stringContaining('none yet') })
  const [key] = await sealed()
  expect(key?.name).toBe('claims.example/desk')
  expect(signingKeysIn(dataDir, 'https://moved.example')).toMatchObject([{ text: key?.text }])
  expect((await run(keyCommand(), 'show')).out).toBe(`${key?.text}\n`)
  expect(fs.statSync(path.join(dataDir, 'signing-key')).mode & 0o777).toBe(0o600)
})

test('a new key signs along with the old one, and is believed for its sake; alone it isn’t', async () => {
  const [old] = await sealed()
  const made = (await run(keyCommand(), 'new')).out.trim()
  const keys = await sealed()
  expect(keys.map(({ text }) => text)).toEqual([made, old?.text])
  expect((await run(keyCommand(), 'drop')).out).toBe(`${old?.text}\n`)
  expect(signingKeysFoundIn(dataDir)).toHaveLength(1)
  await sealed()
  expect(await complaints([old as VerifyingKey])).toEqual([])
  expect(await complaints([verifyingKey(made) as VerifyingKey])).toEqual([])
  expect(await complaints([])).toEqual([])

  // The control: a key that comes from nowhere.
  fs.rmSync(path.join(dataDir, 'signing-key'))
  const [stranger] = await sealed()
  const alone = expect.stringMatching(/^checkpoint of \d+ rows: signed by claims\.example\/desk\+.* alone, for which/)
  expect(await complaints([old as VerifyingKey])).toEqual([alone])
  expect(await complaints([])).toEqual([alone])
  expect(await complaints([old as VerifyingKey, stranger as VerifyingKey])).toEqual([])
})

test('where the keys are a setting, a new one is printed and the rest left to its owner', async () => {
  const { out } = await run(keyCommand(), 'new')
  expect(out).toMatch(/^claims\.example\/desk\+/)
  process.env.SIGNING_KEY = fs.readFileSync(path.join(dataDir, 'signing-key'), 'utf8')
  const printed = await run(keyCommand(), 'new')
  expect([printed.out, printed.err]).toEqual([
    expect.stringMatching(/^PRIVATE\+KEY\+claims\.example\/desk\+/),
    expect.stringContaining('in front of the others in SIGNING_KEY'),
  ])
  expect((await run(keyCommand(), 'drop')).code).toBe(1)
  expect((await run(keyCommand(), 'show', '--json')).out).toBe(
    `${JSON.stringify(signingKeysFoundIn(dataDir).map(({ text }) => text))}\n`,
  )
})
