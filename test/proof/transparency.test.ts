import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import request from 'supertest'
import { sealHistory } from '../../src/proof/sealing.commands'
import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'
import { changeSettings } from '../../src/settings/settings.commands'
import { article, statement } from '../exports/corpus'
import { newWorld, SIGNING_KEYS, type World } from '../support/world'

const TEXT = 'Ana said 😀: “It opens in May.” Bert said no.'

let world: World
let folder: string
let claimId: number
/** Sizes of the tree: after the first round, and after the second. */
let sizes: number[] = []

const key = SIGNING_KEYS[0]?.text as string

beforeAll(async () => {
  world = await newWorld()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-transparency-'))
  const round = async () => (await sealHistory(world.db, SIGNING_KEYS)).checkpoint?.treeSize ?? 0
  const articleId = await article(world.db, TEXT)
  claimId = (await statement(world.db, articleId, 'It opens in May')).claimId
  sizes = [await round()]
  await statement(world.db, articleId, 'Bert said no')
  sizes.push(await round())
})
afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true })
  await world.close()
})

const get = async (address: string) => (await request(world.app).get(address).expect(200)).text

/** Takes what is at an address into a file, perhaps changed on the way. */
async function taken(address: string, name: string, change = (text: string) => text): Promise<string> {
  const file = path.join(folder, name)
  fs.writeFileSync(file, change(await get(address)))
  return file
}

function verifier(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['public/verify.mjs', ...args], { encoding: 'utf8' })
  return { status, said: (stdout + stderr).replaceAll(`${folder}/`, '') }
}

const historyIdOf = async (kind: string, id: number) =>
  (
    await world.db.query('SELECT min(id)::integer AS id FROM history WHERE (subject_kind, subject_id) = ($1, $2)', [
      kind,
      id,
    ])
  )[0].id

test('the page tells of each checkpoint and key, and of those before a place', async () => {
  const page = await get('/transparency')
  expect(page).toContain(key)
  for (const size of sizes) expect(page).toContain(`/transparency/checkpoints/${size}`)
  expect(await get(`/transparency?before=${sizes[1]}`)).not.toContain(`/transparency/checkpoints/${sizes[1]}`)
  await request(world.app).get('/transparency?before=x').expect(404)
})

test('the newest checkpoint is the one of its size, and carried by every export', async () => {
  const newest = await get('/transparency/checkpoint')
  expect(await get(`/transparency/checkpoints/${sizes[1]}`)).toBe(newest)
  expect(newest).toMatch(new RegExp(`^gainsay\\.example\n${sizes[1]}\n`))
  expect(await get('/transparency/keys')).toBe(`${key}\n`)
  const root = newest.split('\n')[2]
  for (const file of ['claims.csv', 'links.csv', 'pairs.csv', 'claims.jsonl']) {
    const { headers } = await request(world.app).get(`/exports/${file}`).expect(200)
    expect(headers['gainsay-checkpoint']).toBe(`size=${sizes[1]}, root=:${root}:`)
  }
  const trailer = JSON.parse((await get('/exports/claims.jsonl')).trimEnd().split('\n').at(-1) ?? '')
  expect(trailer.checkpoint).toBe(newest)
})

test.each([
  'checkpoints/1',
  'checkpoints/01',
  'checkpoints/x',
  'consistency/0',
  'consistency/999',
  'inclusion/9999',
  'inclusion/1/1',
])('/transparency/%s is not found', async (address) => {
  await request(world.app).get(`/transparency/${address}`).expect(404)
})

describe('the separate verifier', () => {
  let kept: string
  beforeAll(async () => {
    kept = await taken(`/transparency/checkpoints/${sizes[0]}`, 'kept.txt')
  })

  test('sees that history only grew since a checkpoint that was kept', async () => {
    const proof = await taken(`/transparency/consistency/${sizes[0]}`, 'proof.txt')
    const { status, said } = verifier('--key', key, '--checkpoint', kept, '--proof', proof)
    expect([status, said]).toEqual([
      0,
      expect.stringContaining(`proof.txt: history only grew from ${sizes[0]} rows (kept.txt) to ${sizes[1]}`),
    ])
  })

  test.each([
    [
      'a hash of the proof is another',
      (text: string) => text.replace(/\n[A-Za-z0-9+/]/, (two) => (two === '\nA' ? '\nB' : '\nA')),
    ],
    ['a hash is missing', (text: string) => text.replace(/\n[A-Za-z0-9+/]{43}=\n/, '\n')],
    ['it begins elsewhere', (text: string) => text.replace(/^old \d+/, `old ${sizes[1]}`)],
  ])('sees that it does not where %s', async (_what, change) => {
    const proof = await taken(`/transparency/consistency/${sizes[0]}`, 'bad.txt', change)
    const newer = await taken('/transparency/checkpoint', 'newer.txt')
    expect(verifier('--key', key, '--checkpoint', kept, '--checkpoint', newer, '--proof', proof)).toMatchObject({
      status: 1,
      said: expect.stringContaining('WRONG  bad.txt: history was not only added to'),
    })
  })

  test('sees a public row of history under a checkpoint, and of others nothing', async () => {
    const id = await historyIdOf('claim', claimId)
    const proof = await taken(`/transparency/inclusion/${id}`, 'row.txt')
    expect(verifier('--key', key, '--proof', proof)).toMatchObject({
      status: 0,
      said: expect.stringContaining(`row.txt: under this checkpoint is {"id":${id},"at":"`),
    })
    const elsewhere = await taken(`/transparency/inclusion/${id}/${sizes[1]}`, 'later.txt')
    expect(verifier('--key', key, '--proof', elsewhere).status).toBe(0)
    const another = (text: string) =>
      text.replace(
        /^extra .*$/m,
        (line) =>
          `extra ${Buffer.from(Buffer.from(line.slice(6), 'base64').toString().replace('recorded', 'approved')).toString('base64')}`,
      )
    expect(verifier('--proof', await taken(`/transparency/inclusion/${id}`, 'another.txt', another))).toMatchObject({
      status: 1,
      said: expect.stringContaining('this row is not under the checkpoint'),
    })

    await changeSettings(world.db, null, 1, {
      name: 'Desk',
      licence: null,
      licenceUrl: null,
      review: false,
      languages: ['en'],
    })
    await sealHistory(world.db, SIGNING_KEYS)
    const hidden = await historyIdOf('settings', 1)
    expect(await get(`/transparency/inclusion/${hidden}`)).not.toContain('extra')
  })

  test('holds an export against its signature, and its quotations against texts', async () => {
    const file = await taken('/exports/claims.jsonl', 'claims.jsonl')
    fs.mkdirSync(path.join(folder, 'texts'), { recursive: true })
    fs.writeFileSync(path.join(folder, 'texts', 'a.txt'), TEXT)
    const { status, said } = verifier(file, '--key', key, '--texts', path.join(folder, 'texts'))
    expect([status, said]).toEqual([
      0,
      expect.stringMatching(/signed by the desk, filters: none\n(.*\n)*.*2 quotations stand at their offsets/),
    ])
    fs.writeFileSync(path.join(folder, 'texts', 'a.txt'), TEXT.replace('May', 'Mai'))
    expect(verifier(file, '--texts', path.join(folder, 'texts')).said).toContain(
      '2 quotations are of texts that are not here',
    )
  })

  test('sees a quotation that is not at its offsets, although whoever moved it signed the file', async () => {
    const [other] = [signingKey(newSigningKey('gainsay.example')) as SigningKey]
    const file = await taken('/exports/claims.jsonl', 'moved.jsonl', (text) =>
      text.replace('"start":13,', '"start":14,'),
    )
    fs.writeFileSync(path.join(folder, 'texts', 'a.txt'), TEXT)
    const { status, said } = verifier(file, '--key', other.text, '--texts', path.join(folder, 'texts'))
    expect([status, said]).toEqual([1, expect.stringContaining('the trailer is not that of the lines before it')])
    expect(said).toContain(`WRONG  claim ${claimId}, statement 1: “It opens in May” is not at 14–28`)
  })

  test('knows a checkpoint of another key, and two of one size that differ', async () => {
    const other = newSigningKey('gainsay.example')
    expect(verifier('--key', (signingKey(other) as SigningKey).text, '--checkpoint', kept)).toMatchObject({
      status: 1,
      said: expect.stringContaining('none of the keys given has signed it'),
    })
    const forged = await taken(`/transparency/checkpoints/${sizes[0]}`, 'forged.txt', (text) =>
      text.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
    )
    expect(verifier('--checkpoint', kept, '--checkpoint', forged)).toMatchObject({
      status: 1,
      said: expect.stringContaining('The desk has shown two histories'),
    })
  })

  test.each([
    ['with nothing', []],
    ['with a key that is none', ['--key', 'nonsense', 'x.jsonl']],
    ['with an option that is none', ['--hurry']],
    ['with a file that is not there', ['/nowhere/claims.jsonl']],
  ])('called %s says how to call it', (_what, args) => {
    expect(verifier(...args)).toMatchObject({ status: 2, said: expect.stringContaining('node verify.mjs') })
  })
})
