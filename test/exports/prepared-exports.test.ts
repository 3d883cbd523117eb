import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { Response } from 'superagent'
import { startChores } from '../../src/chores'
import { PART_BYTES } from '../../src/exports/kept-export'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import request from '../support/request'
import { changesBySql, newWorld, signedIn, type World } from '../support/world'
import { article, link, manyMegabytes, statement } from './corpus'

let world: World
let articleId: number
let chain: number
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  const { db } = world
  articleId = await article(db, 'One. Two. Three.')
  const one = await statement(db, articleId, 'One', { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
  const two = await statement(db, articleId, 'Two', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
  await link(db, two.claimId, one.claimId, 'denies')
  chain = (await db.query('SELECT id FROM chains'))[0].id
  await manyMegabytes(db, 1)
  changesBySql(world)
  // Whoever has an account may ask for more than without one.
  agent = await signedIn(world)
})

afterAll(() => world.close())

const get = (path: string) => request(world.app).get(path)

const ask = (fields: Record<string, string>) => agent.post('/exports/prepared').type('form').send(fields)

/** Asks for one, which waits until `makeAll`; its address. */
async function asked(fields: Record<string, string> = { file: 'links.csv' }): Promise<string> {
  const { preparing } = world.context
  const { wake } = preparing
  preparing.wake = () => undefined
  const { headers } = await ask(fields).expect(303)
  preparing.wake = wake
  return headers.location as string
}

async function makeAll(): Promise<void> {
  world.context.preparing.wake()
  await world.context.preparing.idle()
}

const makeOne = (more: Record<string, unknown> = {}) =>
  prepareNext({ ...world.context.preparing.parts, ...more }, new AbortController().signal)

const inBytes = (res: Response, done: (error: Error | null, body: Buffer) => void) => {
  const chunks: Buffer[] = []
  const sent = res as unknown as NodeJS.ReadableStream
  sent.on('data', (chunk: Buffer) => chunks.push(chunk))
  sent.on('end', () => done(null, Buffer.concat(chunks)))
}

const fileOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(`${path}/file`).set(headers).buffer(true).parse(inBytes)) as unknown as {
    status: number
    headers: Record<string, string>
    body: Buffer
  }

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const row = async (path: string) => {
  const key = path.split('/').at(-1)
  return (await world.db.query('SELECT id, state, tries, made_by_id FROM kept_exports WHERE key = $1', [key]))[0]
}

test('the page on which it is asked for says what it will be, in which ways it is kept, and asks nobody who they are', async () => {
  const { text, headers } = await get(`/exports/keep?file=claims.csv&chain=${chain}`).expect(200)
  expect(text).toContain(`Claims (claims.csv), chain: ${chain}`)
  expect(text).toContain('action="/exports/prepared"')
  expect(text).toContain(`name="filters" value="chain=${chain}"`)
  expect(text).not.toContain('action="/exports/snapshots"')
  expect(headers).toMatchObject({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  expect((await agent.get('/exports/keep?file=claims.csv').expect(200)).text).toContain('action="/exports/snapshots"')
  for (const [query, status] of [
    ['', 404],
    ['?file=nothing.csv', 404],
    ['?file=__proto__', 404],
    ['?file=claims.csv&chain=777', 404],
    ['?file=claims.csv&chain=x', 422],
    ['?file=claims.jsonl&bom=1', 422],
    ['?file=claims.csv&file=links.csv', 404],
  ] as const)
    await get(`/exports/keep${query}`).expect(status)
})

test('what a reader asked for is made while they are away, and is the export of its moment', async () => {
  const path = await asked({ file: 'claims.jsonl', filters: `chain=${chain}` })
  expect(path).toMatch(/^\/exports\/prepared\/[0-9a-f-]{36}$/)
  const waiting = await get(path).expect(200)
  expect(waiting.text).toContain('Waiting to be made.')
  expect(waiting.headers).toMatchObject({ refresh: '2', 'x-robots-tag': 'noindex' })
  await get(`${path}/file`).expect(404)
  await makeAll()
  const { body, headers } = await fileOf(path)
  const live = await get(`/exports/claims.jsonl?chain=${chain}`).buffer(true).parse(inBytes)
  // A trailer tells the moment; all before it is the same.
  const rowsIn = (bytes: Buffer) => bytes.toString('utf8').trimEnd().split('\n').slice(0, -1)
  expect(rowsIn(body)).toEqual(rowsIn(live.body as Buffer))
  expect(headers.etag).toBe(`"${sha256(body)}"`)
  const { text } = await get(path).expect(200)
  expect(text).toContain(`<code>${sha256(body)}</code>`)
  expect(text).toContain('Kept until')
  expect(text).not.toContain('cff-version')
  expect((await row(path)).made_by_id).toBeNull()
  // Its address is told to whoever asked, and stands nowhere else.
  expect((await agent.get('/exports/snapshots')).text).not.toContain('prepared')
  await get(`/exports/snapshots/${(await row(path)).id}`).expect(404)
})

test('a download cut anywhere and gone on with is the same, and another state is another file', async () => {
  const path = await asked()
  await makeAll()
  const { body, headers } = await fileOf(path)
  const etag = headers.etag as string
  expect(body.length).toBeGreaterThan(2 * PART_BYTES)
  for (const cut of [1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, body.length - 1]) {
    const rest = await fileOf(path, { Range: `bytes=${cut}-`, 'If-Range': etag })
    expect(rest.status).toBe(206)
    expect(sha256(Buffer.concat([body.subarray(0, cut), rest.body]))).toBe(sha256(body))
  }
  const third = await statement(world.db, articleId, 'Three', {
    claim: { speakers: [{ name: 'Carl', kind: 'person' }] },
  })
  await link(world.db, third.claimId, (await world.db.query('SELECT min(id) AS id FROM claims'))[0].id, 'denies')
  const later = await asked()
  expect(later).not.toBe(path)
  await makeAll()
  const newer = await fileOf(later, { Range: 'bytes=10-', 'If-Range': etag })
  expect(newer.status).toBe(200)
  expect(newer.headers.etag).not.toBe(etag)
  // What the first one said stays so.
  expect(sha256((await fileOf(path)).body)).toBe(sha256(body))
})

test('who asks for what another waits for gets the same, until somebody has begun to make it', async () => {
  const first = await asked({ file: 'pairs.csv' })
  expect(await asked({ file: 'pairs.csv' })).toBe(first)
  expect(await asked({ file: 'pairs.csv', filters: `chain=${chain}` })).not.toBe(first)
  await makeAll()
  expect(await asked({ file: 'pairs.csv' })).not.toBe(first)
  await makeAll()
})

test('a process killed in the middle leaves no file that anybody is given, and snapshots go before', async () => {
  const path = await asked()
  const { id } = await row(path)
  // As it lies when somebody was killed: parts of a first try, and a lease that has run out.
  await world.db.query(
    `UPDATE kept_exports SET state = 'writing', tries = 1, written = 3, begun_at = now(), leased_until = now() - interval '1 s' WHERE id = $1`,
    [id],
  )
  await world.db.query(`INSERT INTO kept_export_parts VALUES ($1, 1, 0, 'abc')`, [id])
  await get(`${path}/file`).expect(404)
  expect((await get(path).expect(200)).text).toContain('3 bytes so far.')
  const fields = { file: 'pairs.csv' }
  const { wake } = world.context.preparing
  world.context.preparing.wake = () => undefined
  const { headers } = await agent.post('/exports/snapshots').type('form').send(fields).expect(303)
  world.context.preparing.wake = wake
  await makeOne()
  await get(`${headers.location}/file`).expect(200)
  await get(`${path}/file`).expect(404)
  await makeOne()
  const { body, headers: sent } = await fileOf(path)
  expect(sent.etag).toBe(`"${sha256(body)}"`)
  expect(await world.db.query('SELECT DISTINCT try FROM kept_export_parts WHERE export_id = $1', [id])).toEqual([
    { try: 2 },
  ])
})

test('the chore takes away what is older than its days, and in the end all that was asked for', async () => {
  const path = await asked({ file: 'claims.csv', filters: 'bom=1' })
  await makeAll()
  const { id } = await row(path)
  expect((await fileOf(path)).body.subarray(0, 3)).toEqual(Buffer.from('\uFEFF'))
  const round = async () => {
    const end = startChores(world.context)
    await end()
  }
  const ready = (ago: string) =>
    world.db.query(`UPDATE kept_exports SET ready_at = now() - $2::interval WHERE id = $1`, [id, ago])
  await ready('2 days 23 hours')
  await round()
  await get(`${path}/file`).expect(200)
  await ready('3 days 1 minute')
  await round()
  await get(`${path}/file`).expect(410)
  expect((await get(path).expect(410)).text).toContain('/exports/keep?file=claims.csv&amp;bom=1')
  expect(await world.db.query('SELECT FROM kept_export_parts WHERE export_id = $1', [id])).toEqual([])
  // When it was asked for nobody who serves may change.
  const owner = new Client(world.ownerUrl)
  await owner.connect()
  await owner.query(`UPDATE kept_exports SET created_at = now() - interval '31 days' WHERE id = $1`, [id])
  await owner.end()
  await round()
  await get(path).expect(404)
})

test('addresses are keys, and lead nowhere else', async () => {
  for (const path of [
    '/exports/prepared/1',
    '/exports/prepared/00000000-0000-4000-8000-000000000000',
    '/exports/prepared/..%2F..%2Fetc%2Fpasswd',
    '/exports/prepared/..%2F..%2Fetc%2Fpasswd/file',
    '/exports/snapshots/..%2Fclaims.csv/file',
    '/exports/..%2F..%2Fpackage.json',
  ])
    await get(path).expect(404)
})

test('prepared files have their room, whoever asks; a snapshot needs none of it', async () => {
  const { db, context } = world
  const { parts } = context.preparing
  const [{ taken }] = await db.query(
    `SELECT sum(written)::integer AS taken FROM kept_exports WHERE NOT is_snapshot AND state = 'ready'`,
  )
  expect(taken).toBeGreaterThan(0)
  const room = parts.preparedRoom
  const editor = agent
  // Whose share is not used up.
  agent = await signedIn(world, await world.person('reader'))
  try {
    parts.preparedRoom = taken
    expect((await ask({ file: 'links.csv' }).expect(503)).text).toContain('The streamed export has no limit.')
    // There was room when it was asked for, and there is too little of it in the end: no byte of it stays.
    parts.preparedRoom = taken + PART_BYTES
    const path = await asked()
    await makeAll()
    expect((await get(path).expect(200)).text).toContain('others have what this one needs')
    expect(await db.query('SELECT FROM kept_export_parts WHERE export_id = $1', [(await row(path)).id])).toEqual([])
    const { headers } = await editor.post('/exports/snapshots').type('form').send({ file: 'links.csv' }).expect(303)
    await context.preparing.idle()
    await get(`${headers.location}/file`).expect(200)
    parts.preparedRoom = 0
    await ask({ file: 'links.csv' }).expect(403)
    expect((await get('/exports/keep?file=links.csv')).text).toContain('This site prepares no files.')
  } finally {
    parts.preparedRoom = room
    agent = editor
  }
})
