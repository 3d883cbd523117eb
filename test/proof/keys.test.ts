import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { keyCommand } from '../../src/cli/key'
import { record } from '../../src/history/history.commands'
import { keysInForce } from '../../src/proof/checkpoints.queries'
import { sealHistory } from '../../src/proof/sealing.commands'
import { type SigningKey, signNote, type VerifyingKey } from '../../src/proof/signed-note'
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

/** Checkpoints so far, as files. */
const kept: string[] = []

/** Something happens, and is sealed by the keys that are there now, or by others. */
async function sealed(
  keys: SigningKey[] = signingKeysIn(dataDir, 'https://claims.example/desk'),
): Promise<SigningKey[]> {
  await record(world.db, null, { action: 'looked at', kind: 'comment', id: 1, payload: {} })
  const { checkpoint } = await sealHistory(world.db, keys)
  kept.push(path.join(dataDir, `${checkpoint?.treeSize}.txt`))
  fs.writeFileSync(kept.at(-1) as string, checkpoint?.note ?? '')
  return keys
}

async function complaints(keys: VerifyingKey[]): Promise<string[]> {
  const outside = kept.map((name) => ({ name: path.basename(name), note: fs.readFileSync(name, 'utf8') }))
  const report = await verify(world.db, { keys, outside })
  return report.flatMap(({ what, wrong, told = [] }) => [
    ...(/^Checkpoints/.test(what) ? wrong : []),
    ...told.map((line) => `told: ${line}`),
  ])
}

/** What the separate verifier has against these of the checkpoints. */
function verifierAgainst(keys: VerifyingKey[], checkpoints: string[]): string[] {
  const args = [
    ...keys.flatMap(({ text }) => ['--key', text]),
    ...checkpoints.flatMap((file) => ['--checkpoint', file]),
  ]
  const { stdout, status } = spawnSync(process.execPath, ['public/verify.mjs', ...args], { encoding: 'utf8' })
  const wrong = stdout.split('\n').filter((line) => line.startsWith('WRONG'))
  expect(status).toBe(wrong.length > 0 ? 1 : 0)
  return wrong.map((line) => line.replaceAll(`${dataDir}/`, '').replace(/, 20.*?Z/, ''))
}

test('a key is made once, under the site’s name, and stays readable by this account alone', async () => {
  expect(await run(keyCommand(), 'show')).toMatchObject({ out: '', err: expect.stringContaining('none yet') })
  const [key] = await sealed()
  expect(key?.name).toBe('claims.example/desk')
  expect(signingKeysIn(dataDir, 'https://moved.example')).toMatchObject([{ text: key?.text }])
  expect((await run(keyCommand(), 'show')).out).toBe(`${key?.text}\n`)
  expect(fs.statSync(path.join(dataDir, 'signing-key')).mode & 0o777).toBe(0o600)
})

describe('a key handed over', () => {
  let old: SigningKey
  let made: SigningKey
  /** Those of the first key alone, of both, and of the new one alone. */
  let [first, both, after] = ['', '', '']

  beforeAll(async () => {
    old = (await sealed())[0] as SigningKey
    first = kept.at(-1) as string
    const text = (await run(keyCommand(), 'new')).out.trim()
    const keys = await sealed()
    expect(keys.map((key) => key.text)).toEqual([text, old.text])
    made = keys[0] as SigningKey
    both = kept.at(-1) as string
    expect((await run(keyCommand(), 'drop')).out).toBe(`${old.text}\n`)
    expect(signingKeysFoundIn(dataDir)).toHaveLength(1)
    await sealed()
    after = kept.at(-1) as string
  })

  test('is believed for the old one’s word, which its text has; not for a signature beside it', async () => {
    expect(fs.readFileSync(both, 'utf8')).toContain(`Z\nkey ${made.text}\nkey ${old.text}\n\n— `)
    expect(await keysInForce(({ text }, values) => world.db.query(text, values))).toEqual([made.text])
    expect(await complaints([old])).toEqual([])
    expect(await complaints([])).toEqual([])
    expect(verifierAgainst([old], [after, first, both])).toEqual([])
    // Whoever has not seen the word can't tell, and need not be told if it was given the new key as well.
    const size = path.basename(after, '.txt')
    const untold = `WRONG  ${size}.txt: checkpoint of ${size} rows: none of the keys given has signed it, nor one that they handed over to`
    expect(verifierAgainst([old], [first, after])).toEqual([untold])
    expect(verifierAgainst([old, made], [first, after])).toEqual([])
    const note = fs.readFileSync(first, 'utf8')
    const beside = path.join(dataDir, 'beside.txt')
    fs.writeFileSync(
      beside,
      note +
        signNote(`${note.split('\n\n')[0]}\n`, [made])
          .split('\n')
          .at(-2) +
        '\n',
    )
    expect(verifierAgainst([old], [beside, after])).toEqual([untold])
  })

  test('is shown with the checkpoint that first lists it', async () => {
    const page = await request(world.app).get('/transparency').expect(200)
    const size = path.basename(both, '.txt')
    expect(page.text).toMatch(
      new RegExp(`\\+${made.id}\\+.*\n.*listed since <a href="/transparency/checkpoints/${size}">`),
    )
  })

  test('does not speak for what was signed before it: that is told', async () => {
    const older = 'older than any that a key that is believed has signed'
    expect(await complaints([made])).toEqual([
      expect.stringMatching(new RegExp(`^told: 2 checkpoints, the first of \\d+ rows: ${older}$`)),
      expect.stringMatching(new RegExp(`^told: \\d+.txt: ${older}$`)),
      expect.stringMatching(new RegExp(`^told: \\d+.txt: ${older}$`)),
    ])
  })

  test('counts alone once the old one was dropped', async () => {
    await sealed([old])
    const droppedWith = path.basename(after, '.txt')
    const [size] = [path.basename(kept.at(-1) as string, '.txt')]
    const dropped = `checkpoint of ${size} rows: signed by ${old.text} alone, which was dropped with the checkpoint of ${droppedWith} rows`
    for (const given of [[old], [old, made]]) {
      expect(await complaints(given)).toEqual([dropped, `${size}.txt: no key that is believed has signed it`])
      expect(verifierAgainst(given, kept)).toHaveLength(1)
    }
    kept.pop()
  })

  test('of a key that comes from nowhere is not believed, until it is given', async () => {
    fs.rmSync(path.join(dataDir, 'signing-key'))
    const [stranger] = await sealed()
    kept.pop()
    const dropped = expect.stringContaining('which was dropped with')
    const alone = expect.stringMatching(/^checkpoint of \d+ rows: signed by claims\.example\/desk\+.* alone, for which/)
    expect(await complaints([old])).toEqual([dropped, alone])
    expect(await complaints([])).toEqual([dropped, alone])
    expect(await complaints([old, stranger as VerifyingKey])).toEqual([dropped])
  })
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
