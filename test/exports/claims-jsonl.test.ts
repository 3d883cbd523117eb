import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { nameChain } from '../../src/chains/chains.commands'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { withdrawStatement } from '../../src/claims/statements.commands'
import { writeExport } from '../../src/exports/write-export.queries'
import { withdrawLink } from '../../src/links/links.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { parseNote, signersOf } from '../../src/proof/signed-note'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { BASE_URL, changesBySql, newWorld, SIGNING_KEYS, type World } from '../support/world'
import { article, link, statement } from './corpus'
import { download, kinds, rows } from './jsonl-download'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
})

afterEach(() => world.close())

test('with nothing recorded it is a trailer alone', async () => {
  const nothing = createHash('sha256').digest('hex')
  expect((await download(world)).toString()).toMatch(
    `{"type":"trailer","rows":0,"sha256":"${nothing}","checkpoint":null,"signature":"gainsay export\\nfile claims.jsonl`,
  )
})

test('every row has its keys in order, its times to the microsecond, its words letter for letter', async () => {
  const { db } = world
  const odd = 'He said: "C:\\temp\\new", then\n“😀”\u2028and \u0001\u0002\u007f\t=1+1, she wrote, no more.'
  const articleId = await article(db, `Trump tweeted on Monday. ${odd}`, {
    headline: 'He said: "C:\\temp"',
    byline: 'A, B',
    url: 'https://daily.example/?a=1&b="2"',
    language: 'en',
  })
  const trump = await addSpeaker(db, null, { name: 'Donald Trump', kind: 'person', wikidataId: 'Q22686' })
  const first = await statement(db, articleId, ['He said: "C:\\temp\\new"', '“😀”\u2028and \u0001\u0002\u007f\t=1+1'], {
    source: { exact: 'Trump' },
    cue: { exact: 'tweeted' },
    wording: 'mixed',
    claim: {
      speakers: [{ id: trump }, { name: 'Peskov', kind: 'person' }],
      saidOnBasis: 'counted',
      saidOnWords: 'on Monday',
      summary: 'It’s "so" \\ 😀',
    },
  })
  const second = await statement(db, articleId, 'no more', {
    claim: { saidOn: null, saidOnBasis: 'not_stated', stance: 'denies' },
  })
  const linkId = await link(db, second.claimId, first.claimId, 'denies', 'A \\ "reason"')
  const [chain] = await db.query('SELECT id FROM chains')
  await db.query(
    `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, 0, 5, 'caption' FROM revisions`,
  )
  await nameChain(db, null, chain.id, 1, 'Did he?')
  await db.query("UPDATE claims SET created_at = '2026-01-05T10:00:00.4829+00', updated_at = '2026-01-05T12:10:00+02'")
  await db.query(
    "UPDATE statements SET created_at = '2026-01-05T10:00:00.25+00', updated_at = '2026-01-05T10:00:01+00'",
  )
  await db.query("UPDATE links SET created_at = '2026-01-05T10:20:37.1+00', updated_at = '2026-01-05T10:20:38+00'")
  const [known] = await db.query(
    `SELECT encode(text_sha256, 'hex') AS text, encode(raw_sha256, 'hex') AS raw, revisions.id, length,
            to_char(captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS captured FROM revisions`,
  )

  const lines = (await download(world)).toString().split('\n')
  const object = (place: number) => JSON.parse(lines[place] ?? '')
  const points = [...`Trump tweeted on Monday. ${odd}`]
  const passage = (start: number, end: number) => ({
    start,
    end,
    exact: points.slice(start, end).join(''),
    prefix: points.slice(Math.max(0, start - 32), start).join(''),
    suffix: points.slice(end, end + 32).join(''),
  })
  const expected = {
    type: 'claim',
    id: first.claimId,
    url: `${BASE_URL}/claims/${first.claimId}`,
    version: 1,
    created_at: '2026-01-05T10:00:00.482900Z',
    updated_at: '2026-01-05T10:10:00.000000Z',
    speakers: [
      { id: trump, name: 'Donald Trump', role: null, role_id: null },
      { id: trump + 1, name: 'Peskov', role: null, role_id: null },
    ],
    stance: 'asserts',
    medium: 'tweet',
    said_on: '2019-06-03',
    said_on_earliest: '2019-06-03',
    said_on_latest: '2019-06-03',
    said_on_basis: 'counted',
    said_on_words: 'on Monday',
    summary: 'It’s "so" \\ 😀',
    statements: [
      {
        id: first.statementId,
        version: 1,
        article_id: articleId,
        revision: 1,
        text_sha256: known.text,
        quotation: 'mixed',
        in_zone: false,
        source: passage(0, 5),
        cue: passage(6, 13),
        content: [passage(25, 47), passage(54, 70)],
        hops: [],
        created_at: '2026-01-05T10:00:00.250000Z',
        updated_at: '2026-01-05T10:00:01.000000Z',
        created_by: null,
        created_by_name: null,
      },
    ],
    replies: [],
  }
  expect(
    lines
      .slice(0, -1)
      .map((line) => JSON.parse(line).type)
      .join(' '),
  ).toBe('outlet article speaker speaker speaker claim claim link chain trailer')
  expect(lines[5]).toBe(JSON.stringify(expected))
  expect(object(6)).toMatchObject({ said_on: null, said_on_earliest: null, said_on_latest: null, summary: null })
  expect(object(6).statements[0]).toMatchObject({ source: null, cue: null, hops: [] })
  expect(lines[1]).toBe(
    JSON.stringify({
      type: 'article',
      id: articleId,
      url: `${BASE_URL}/articles/${articleId}`,
      version: 1,
      created_at: object(1).created_at,
      updated_at: object(1).updated_at,
      outlet_id: object(0).id,
      headline: 'He said: "C:\\temp"',
      byline: 'A, B',
      address: 'https://daily.example/?a=1&b="2"',
      language: 'en',
      published_on: '2019-06-04',
      rights: null,
      revisions: [
        {
          id: known.id,
          number: 1,
          text_sha256: known.text,
          raw_sha256: known.raw,
          length: known.length,
          captured_at: known.captured,
          zones: [{ start: 0, end: 5, kind: 'caption' }],
          redacted: false,
          redacted_sha256: null,
        },
      ],
      copy_of_id: null,
    }),
  )
  expect(lines[2]).toMatch(
    /^\{"type":"speaker","id":\d+,"url":"[^"]+","version":1,"created_at":"[^"]+","updated_at":"[^"]+","kind":"person","name":"Donald Trump","description":null,"wikidata_id":"Q22686","anonymity_reason":null,"outlet_id":null,"aliases":\[\],"roles":\[\],"merged":\[\]\}$/,
  )
  expect(lines[7]).toBe(
    `{"type":"link","id":${linkId},"from_claim_id":${second.claimId},"relation":"denies","to_claim_id":${first.claimId},` +
      `"reason":"A \\\\ \\"reason\\"","created_at":"2026-01-05T10:20:37.100000Z","url":"${BASE_URL}/links/${linkId}","version":1,` +
      '"updated_at":"2026-01-05T10:20:38.000000Z","created_by":null,"created_by_name":null}',
  )
  expect(lines[8]).toBe(
    `{"type":"chain","id":${chain.id},"url":"${BASE_URL}/chains/${chain.id}","title":"Did he?","claims":[${first.claimId},${second.claimId}]}`,
  )
})

test('the trailer counts the rows and signs the bytes before it; the receipt is of the whole file', async () => {
  const articleId = await article(world.db, 'One. Two.')
  await statement(world.db, articleId, 'One')
  const { checkpoint } = await sealHistory(world.db, SIGNING_KEYS)
  const through = new PassThrough()
  const written = buffer(through)
  const receipt = await writeExport(
    world.database.exports,
    { set: 'claims.jsonl', filters: {}, baseUrl: BASE_URL, signingKeys: SIGNING_KEYS },
    through,
  )
  const file = await written

  const start = file.lastIndexOf('\n', file.length - 2) + 1
  const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
  const trailer = JSON.parse(file.subarray(start).toString())
  expect(trailer).toEqual({
    type: 'trailer',
    rows: 4,
    sha256: sha256(file.subarray(0, start)),
    checkpoint: checkpoint?.note,
    signature: expect.any(String),
  })
  const signature = parseNote(trailer.signature)
  expect(signature?.text).toBe(
    `gainsay export\nfile claims.jsonl\nquery none\nrows 4\nsha256 ${trailer.sha256}\ncheckpoint ${sha256(trailer.checkpoint)}\n`,
  )
  expect(signature && signersOf(signature, SIGNING_KEYS)).toHaveLength(1)
  expect(receipt).toEqual({
    ...{ rows: 4, bytes: file.length, sha256: sha256(file) },
    ...{ checkpoint: checkpoint?.note, wholeTexts: [] },
  })
  expect(await download(world)).toEqual(file)
})

test('drafts and withdrawn rows, and whatever only they name, stay out', async () => {
  const { db } = world
  const [shown, hidden] = [
    await article(db, 'Said here. Said twice.'),
    await article(db, 'Hidden.', { outlet: 'The Hidden' }),
  ]
  await article(db, 'Not tagged yet.', { outlet: 'The Untagged' })
  const here = await statement(db, shown, 'Said here')
  const twice = await statement(db, shown, 'twice', { claim: { id: here.claimId } })
  const gone = await statement(db, hidden, 'Hidden', {
    claim: { speakers: [{ name: 'A hidden source', kind: 'described' }] },
  })
  const other = await statement(db, shown, 'Said twice')
  await link(db, gone.claimId, here.claimId)
  const withdrawn = await link(db, other.claimId, here.claimId, 'corrects')
  await withdrawClaim(db, null, gone.claimId, 1, 'Wrong.')
  await withdrawStatement(db, null, twice.statementId, 1, 'Wrong.')
  await withdrawLink(db, null, withdrawn, 1, 'Wrong.')

  const found = await rows(world)
  expect(kinds(found)).toEqual([
    'outlet 1',
    `article ${shown}`,
    'speaker 1',
    `claim ${here.claimId}`,
    `claim ${other.claimId}`,
  ])
  expect(found[3]?.statements).toMatchObject([{ id: here.statementId }])
  expect(JSON.stringify(found)).not.toMatch(/hidden|untagged/i)

  await db.query("UPDATE claims SET state = 'draft' WHERE id = $1", [other.claimId])
  expect(kinds(await rows(world))).not.toContain(`claim ${other.claimId}`)
})
