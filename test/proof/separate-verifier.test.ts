import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { changeClaim } from '../../src/claims/claims.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'
import { changeSettings } from '../../src/settings/settings.commands'
import { newClaim } from '../support/new-claim'
import { SIGNING_KEYS, signedIn } from '../support/world'
import { key, type SealedTwice, sealedTwice, TEXT } from './sealed-twice'

let world: SealedTwice['world']
let claimId: SealedTwice['claimId']
let sizes: SealedTwice['sizes']
let get: SealedTwice['get']
let folder: string

beforeAll(async () => {
  ;({ world, claimId, sizes, get } = await sealedTwice())
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-transparency-'))
})
afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true })
  await world.close()
})

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
    ['a hash is none', (text: string) => text.replace(/\n([A-Za-z0-9+/]{43})=\n/, '\n$1!\n'), 'this is no proof'],
    [
      'a hash is shorter',
      (text: string) => text.replace(/\n[A-Za-z0-9+/]([A-Za-z0-9+/]{42}=)\n/, '\n$1\n'),
      'this is no proof',
    ],
    ['something else is in it', (text: string) => text.replace('\n', '\nmore\n'), 'this is no proof'],
    ['it is of a checkpoint that is not given', (text: string) => text.replace(/^old \d+/, 'old 1'), 'not checked'],
    ['it begins elsewhere', (text: string) => text.replace(/^old \d+/, `old ${sizes[1]}`)],
  ])('sees that it does not where %s', async (_what, change, said = 'history was not only added to') => {
    const proof = await taken(`/transparency/consistency/${sizes[0]}`, 'bad.txt', change)
    const newer = await taken('/transparency/checkpoint', 'newer.txt')
    expect(verifier('--key', key, '--checkpoint', kept, '--checkpoint', newer, '--proof', proof)).toMatchObject({
      status: 1,
      said: expect.stringContaining(`WRONG  bad.txt: ${said}`),
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
      said: expect.stringContaining('not under its checkpoint'),
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
      expect.stringMatching(
        /signed by the desk, filters: none\n(.*\n)*ok {5}2 quotations in claims\.jsonl stand at their offsets/,
      ),
    ])
    fs.writeFileSync(path.join(folder, 'texts', 'a.txt'), TEXT.replace('May', 'Mai'))
    expect(verifier(file, '--texts', path.join(folder, 'texts')).said).toContain(
      '2 quotations in claims.jsonl are of texts that are not here',
    )
  })

  describe('with a proof of the export’s rows', () => {
    const both = async (change = (text: string) => text, of = 'claims') => [
      await taken('/exports/claims.jsonl', 'rows.jsonl', of === 'claims' ? change : undefined),
      await taken('/exports/proof.jsonl', 'proof.jsonl', of === 'claims' ? undefined : change),
    ]
    /** A changed file whose trailer was made to fit: without a key nobody sees it by the trailer. */
    const fitted = (change: (text: string) => string) => (text: string) => {
      const lines = change(text).trimEnd().split('\n')
      const before = `${lines.slice(0, -1).join('\n')}\n`
      const sha256 = createHash('sha256').update(before).digest('hex')
      const trailer = JSON.parse(lines.at(-1) ?? '')
      return `${before}${JSON.stringify({ ...trailer, rows: lines.length - 1, sha256, signature: null })}\n`
    }

    test('sees that they are what sealed history told last', async () => {
      const { status, said } = verifier(...(await both()), '--key', key)
      expect([status, said]).toEqual([
        0,
        // The article, its speaker, two statements and their claims.
        expect.stringContaining('6 rows of rows.jsonl are what sealed history told last of them'),
      ])
      expect(said).toContain('6 rows of history in proof.jsonl are under its checkpoint')
    })

    test.each([
      ['a summary', '"summary":null', '"summary":"It opens."', 'claim 1, summary: not what history has'],
      [
        'the words of a passage',
        '"exact":"Bert said no"',
        '"exact":"Bert said oh"',
        'statement 2, spans: not what history has',
      ],
      ['a claim’s stance, as if left out', /"stance":"asserts",/g, '', 'claim 1, stance: not what history has'],
      [
        'which text a report is of',
        /("article_id":1,.*?"text_sha256":")../,
        '$100',
        'statement 1, revisionId: not what history has',
      ],
      [
        'what claim a report is of',
        '"statements":[{"id":1,',
        '"statements":[{"id":2,',
        'statement 2, claimId: not what history has',
      ],
      ['a version', '"version":1,', '"version":2,', 'article 1 is version 2, and its proof of 1'],
      ['a claim added', /(\{"type":"claim","id":)1(,.*\n)/, '$11$2$1999$2', 'claim 999 has no proof'],
      ['a claim left out', /\{"type":"claim","id":1,.*\n/, '', 'claim 1 is not in it, and proof.jsonl has its proof'],
      ['the hash of a text', /"text_sha256":"../, '"text_sha256":"00', 'article 1, revisions: not what history has'],
    ])('sees that %s was changed, although nobody signed', async (_what, old, other, told) => {
      const { status, said } = verifier(...(await both(fitted((text) => text.replace(old, other)))))
      expect([status, said]).toEqual([1, expect.stringContaining(`WRONG  rows.jsonl: ${told}`)])
    })

    test.each([
      ['another act', '"action":"recorded"', '"action":"approved"', 'is not under the checkpoint'],
      ['another image', '\\"stance\\":\\"asserts', '\\"stance\\":\\"denies', 'was sealed with something else'],
      ['another place', '"index":', '"index":1', 'is not under the checkpoint'],
    ])('sees a proof with %s', async (_what, old, other, told) => {
      const change = fitted((text) => text.replace(old, other))
      const { status, said } = verifier(...(await both(change, 'proof')))
      expect([status, said]).toEqual([1, expect.stringContaining(told)])
    })

    test('of other filters, or of another checkpoint, shows less, and that is no fault', async () => {
      const rows = await taken('/exports/claims.jsonl', 'rows.jsonl')
      const less = await taken('/exports/proof.jsonl?from=2030-01-01', 'less.jsonl')
      expect(verifier(rows, less)).toMatchObject({
        status: 0,
        said: expect.stringContaining('6 rows of rows.jsonl have no proof here; none given is of the same filters'),
      })
      const [, later = ''] = await both(undefined, 'proof')
      const older = await taken(
        '/exports/claims.jsonl',
        'rows.jsonl',
        fitted((text) =>
          text.replace('"version":1,', '"version":2,').replace(/"checkpoint":".*?",/, '"checkpoint":null,'),
        ),
      )
      expect(verifier(older, later)).toMatchObject({
        status: 0,
        said: expect.stringContaining('1 rows of rows.jsonl were changed before or after its proof was taken'),
      })
    })

    test('what a change replaced stays untold, and what came after the checkpoint is said', async () => {
      const agent = await signedIn(world)
      const [{ version }] = await world.db.query('SELECT version FROM claims WHERE id = $1', [claimId])
      await changeClaim(
        world.db,
        null,
        claimId,
        version,
        newClaim({ saidOn: '2019-06-03', saidOnBasis: 'stated', summary: 'Changed.' }),
      )
      expect(await get('/exports/proof.jsonl')).toContain(
        `{"type":"unsealed","subject_kind":"claim","subject_id":${claimId},"version":2}`,
      )
      await sealHistory(world.db, SIGNING_KEYS)
      const line = (await get('/exports/proof.jsonl')).split('\n').find((one) => one.includes('"action":"changed"'))
      expect(Object.keys(JSON.parse(line ?? '{}'))).not.toContain('payload')
      expect(verifier(...(await both())).said).toContain('1 of these don’t say what they sealed')
      expect((await agent.get('/exports/proof.jsonl?speaker=1').expect(200)).text).toContain('"type":"trailer"')
    })
  })

  test('sees a quotation that is not at its offsets, although whoever moved it signed the file', async () => {
    const [other] = [signingKey(newSigningKey('gainsay.example')) as SigningKey]
    const file = await taken('/exports/claims.jsonl', 'moved.jsonl', (text) =>
      text.replace('"start":13,', '"start":14,'),
    )
    fs.writeFileSync(path.join(folder, 'texts', 'a.txt'), TEXT)
    const { status, said } = verifier(file, '--key', other.text, '--texts', path.join(folder, 'texts'))
    expect([status, said]).toEqual([1, expect.stringContaining('the trailer is not that of the lines before it')])
    expect(said).toContain(`WRONG  moved.jsonl: claim ${claimId}, statement 1: “It opens in May” is not at 14–28`)
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
