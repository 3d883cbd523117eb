import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { Response } from 'superagent'
import { PART_BYTES, partsOf } from '../../src/exports/kept-export'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import { REASON, redactingWorld } from '../proof/redacting'
import request from '../support/request'
import { changesBySql, signedIn } from '../support/world'
import { article, manyMegabytes, statement } from './corpus'

let site: Awaited<ReturnType<typeof redactingWorld>>
let claimId: number
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  site = await redactingWorld()
  const { db } = site.world
  const articleId = await article(db, 'One, "two"\nand three. Four.')
  claimId = (await statement(db, articleId, 'two', { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })).claimId
  await statement(db, articleId, 'Four', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
  await manyMegabytes(db, 1)
  changesBySql(site.world)
  agent = await signedIn(site.world)
})

afterAll(() => site.close())

const get = (path: string) => request(site.world.app).get(path)
const idle = () => site.world.context.preparing.idle()

/** Asks for one; its address. */
async function ask(more: Record<string, string> = {}): Promise<string> {
  const fields = { file: 'links.csv', filters: '', ...more }
  const { headers } = await agent.post('/exports/snapshots').type('form').send(fields).expect(303)
  return headers.location as string
}

async function made(more: Record<string, string> = {}): Promise<string> {
  const path = await ask(more)
  await idle()
  return path
}

const bytesOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(`${path}/file`).set(headers).buffer(true).parse(inBytes)) as unknown as {
    status: number
    headers: Record<string, string>
    body: Buffer
  }

const inBytes = (res: Response, done: (error: Error | null, body: Buffer) => void) => {
  const chunks: Buffer[] = []
  const sent = res as unknown as NodeJS.ReadableStream
  sent.on('data', (chunk: Buffer) => chunks.push(chunk))
  sent.on('end', () => done(null, Buffer.concat(chunks)))
}

test('a snapshot is the export of its moment, with its hash, and says how to cite it', async () => {
  const live = await get('/exports/links.csv').buffer(true).parse(inBytes)
  const path = await made()
  const { body, headers } = await bytesOf(path)
  expect(body.equals(live.body)).toBe(true)
  expect(body.length).toBeGreaterThan(3 * PART_BYTES)
  const sha256 = createHash('sha256').update(body).digest('hex')
  expect(headers).toMatchObject({
    etag: `"${sha256}"`,
    'content-length': String(body.length),
    'accept-ranges': 'bytes',
  })
  const { text } = await get(path).expect(200)
  expect(text).toContain(`<code>${sha256}</code>`)
  expect(text).toContain('cff-version: 1.2.0')
  expect(text).toContain('@misc{gainsay-snapshot-')
  expect((await get('/exports/snapshots').expect(200)).text).toContain(`href="${path}"`)
  // Never of a row that the database would let go of.
  await expect(site.world.db.query('DELETE FROM kept_exports WHERE is_snapshot')).rejects.toThrow(
    'a snapshot keeps its number',
  )
})

test('a broken download goes on where it was, as long as the bytes are the same', async () => {
  const path = await made()
  const { body, headers } = await bytesOf(path)
  const size = body.length
  const etag = headers.etag as string
  const table: [Record<string, string>, number, Buffer?][] = [
    [{ Range: 'bytes=0-9' }, 206, body.subarray(0, 10)],
    [{ Range: `bytes=${PART_BYTES - 5}-` }, 206, body.subarray(PART_BYTES - 5)],
    [{ Range: `bytes=${PART_BYTES - 5}-${PART_BYTES + 4}` }, 206, body.subarray(PART_BYTES - 5, PART_BYTES + 5)],
    [{ Range: 'bytes=-7' }, 206, body.subarray(size - 7)],
    [{ Range: `bytes=${size}-` }, 416],
    [{ Range: 'bytes=0-1,5-6' }, 200, body],
    [{ Range: 'lines=0-1' }, 200, body],
    [{ Range: 'bytes=5-', 'If-Range': etag }, 206, body.subarray(5)],
    [{ Range: 'bytes=5-', 'If-Range': '"other"' }, 200, body],
    [{ Range: 'bytes=5-', 'If-Range': `W/${etag}` }, 200, body],
    [{ Range: 'bytes=5-', 'If-Range': new Date().toUTCString() }, 200, body],
    [{ 'If-None-Match': etag }, 304],
    [{ 'If-None-Match': `"other" , W/${etag}` }, 304],
    [{ 'If-None-Match': etag, Range: 'bytes=0-9' }, 304],
    [{ 'If-None-Match': '"other"', 'Accept-Encoding': 'gzip, br' }, 200, body],
  ]
  for (const [asked, status, bytes] of table) {
    const answer = await bytesOf(path, asked)
    expect([asked, answer.status]).toEqual([asked, status])
    if (bytes) expect([asked, answer.body.equals(bytes)]).toEqual([asked, true])
    expect(answer.headers['content-encoding']).toBeUndefined()
    if (status === 416) expect(answer.headers['content-range']).toBe(`bytes */${size}`)
  }
  // Of what is asked for without its bytes no range is either (RFC 9110, section 14.2).
  const head = await request(site.world.app).head(`${path}/file`).set({ Range: 'bytes=5-', 'If-Range': etag })
  expect([head.status, head.headers['content-length']]).toEqual([200, String(size)])
  expect((await request(site.world.app).head(`${path}/file`).set('Range', `bytes=${size}-`)).status).toBe(200)
})

test('parts are found by reckoning, wherever a range begins and ends', () => {
  expect([...partsOf({ start: 0, end: PART_BYTES - 1 })]).toEqual([{ number: 0, from: 0, to: PART_BYTES }])
  expect([...partsOf({ start: PART_BYTES, end: PART_BYTES })]).toEqual([{ number: 1, from: 0, to: 1 }])
})

test('a process that ends in the middle leaves no half file: the next begins anew, and nothing is shown before', async () => {
  const { preparing } = site.world.context
  const wake = preparing.wake
  preparing.wake = () => undefined
  const path = await ask()
  const id = Number(path.split('/').at(-1))
  // Told in time: handed back at once.
  const ending = new AbortController()
  const db = new Proxy(site.world.db, {
    get: (plain, member) =>
      member === 'query'
        ? async (sql: string, values: unknown[]) => {
            const rows = await plain.query(sql, values)
            if (sql.includes('INSERT INTO kept_export_parts')) ending.abort()
            return rows
          }
        : Reflect.get(plain, member),
  })
  await prepareNext({ ...preparing.parts, db }, ending.signal)
  const state = async () => (await site.world.db.query('SELECT state, tries FROM kept_exports WHERE id = $1', [id]))[0]
  expect(await state()).toEqual({ state: 'waiting', tries: 1 })
  await get(`${path}/file`).expect(404)
  // Killed: its lease runs out.
  await site.world.db.query(
    `UPDATE kept_exports SET state = 'writing', leased_until = now() - interval '1 second' WHERE id = $1`,
    [id],
  )
  expect((await get(path).expect(200)).headers.refresh).toBe('2')
  const still = await get(`${path}?still`).expect(200)
  expect(still.headers.refresh).toBeUndefined()
  expect(still.text).not.toContain('loads again by itself')
  await get(`${path}/file`).expect(404)
  preparing.wake = wake
  preparing.wake()
  await idle()
  expect(await state()).toEqual({ state: 'ready', tries: 2 })
  const { body, headers } = await bytesOf(path)
  expect(headers.etag).toBe(`"${createHash('sha256').update(body).digest('hex')}"`)
  const left = await site.world.db.query('SELECT DISTINCT try FROM kept_export_parts WHERE export_id = $1', [id])
  expect(left).toEqual([{ try: 2 }])
})

test('one that is under way can be cancelled; one that is too large says so', async () => {
  const { preparing } = site.world.context
  const wake = preparing.wake
  preparing.wake = () => undefined
  const cancelled = await ask()
  await agent.post(`${cancelled}/cancellation`).expect(303)
  await agent.post(`${cancelled}/cancellation`).expect(409)
  const large = await ask()
  await prepareNext({ ...preparing.parts, mostBytes: PART_BYTES }, new AbortController().signal)
  preparing.wake = wake
  expect((await get(large)).text).toContain('It is larger than 262 kB')
  const id = Number(large.split('/').at(-1))
  expect(await site.world.db.query('SELECT FROM kept_export_parts WHERE export_id = $1', [id])).toEqual([])
})

test('who may: anybody reads, editors make, admins withdraw for good', async () => {
  const path = await made()
  await agent.post(`${path}/withdrawal`).type('form').send({ reason: 'Wrong.' }).expect(403)
  const admin = await signedIn(site.world, await site.world.person('admin'))
  await admin.post(`${path}/withdrawal`).type('form').send({ reason: 'Made of the wrong chain.' }).expect(303)
  expect((await get(path).expect(410)).text).toContain('Made of the wrong chain.')
  await get(`${path}/file`).expect(410)
})

test('what can’t be exported is not asked for', async () => {
  for (const [fields, status] of [
    [{ file: 'x.csv' }, 404],
    [{ file: 'claims.csv', filters: 'chain=x' }, 422],
    [{ file: 'graph.gexf', filters: 'bom=1' }, 422],
    [{ file: 'claims.csv', filters: 'q=one&q=two' }, 422],
    // “é” of Latin-1.
    [{ file: 'claims.csv', filters: 'q=caf%E9' }, 422],
    [{ file: 'claims.csv', filters: 'chain=777' }, 404],
    // Of a collection the whole is kept, never one page.
    [{ file: 'annotations.jsonld', filters: 'page=0' }, 422],
    [{}, 422],
  ] as const)
    await agent.post('/exports/snapshots').type('form').send(fields).expect(status)
})

test('what is gone by the time it is made says so', async () => {
  const { preparing } = site.world.context
  const wake = preparing.wake
  preparing.wake = () => undefined
  const path = await ask()
  await site.owner.query(`UPDATE kept_exports SET query = 'chain=777' WHERE id = $1`, [path.split('/').at(-1)])
  preparing.wake = wake
  preparing.wake()
  await idle()
  const { text } = await get(path).expect(200)
  expect(text).toContain('It could not be made.')
  expect(text).toContain('This chain is not here')
  expect(text).toContain('/exports/keep?file=links.csv&amp;chain=777')
})

test('nor is what was asked for by an older version, which took what this one does not', async () => {
  const { preparing } = site.world.context
  const wake = preparing.wake
  preparing.wake = () => undefined
  const path = await ask({ file: 'annotations.jsonld' })
  const owner = new Client({ connectionString: site.world.ownerUrl })
  await owner.connect()
  await owner.query(`UPDATE kept_exports SET query = 'page=5000' WHERE id = $1`, [path.split('/').at(-1)])
  await owner.end()
  preparing.wake = wake
  preparing.wake()
  await idle()
  expect((await get(path).expect(200)).text).toContain('It could not be made.')
  await get(`${path}/file`).expect(404)
})

test('a redaction takes every snapshot from before it, whole; its page keeps reason and hash', async () => {
  const ready = await made({ filters: 'q=two', file: 'claims.csv' })
  const { body } = await bytesOf(ready)
  const sha256 = createHash('sha256').update(body).digest('hex')
  const { preparing } = site.world.context
  const wake = preparing.wake
  preparing.wake = () => undefined
  const waiting = await ask()
  expect(await site.redact('claim', claimId)).toBeNull()
  for (const path of [ready, waiting]) {
    await get(`${path}/file`).expect(410)
    expect((await get(path).expect(410)).text).toContain(`Redacted: ${REASON}`)
  }
  const page = (await get(ready)).text
  expect(page).toContain(sha256)
  expect(page).not.toContain('two')
  expect(await site.world.db.query('SELECT FROM kept_export_parts')).toEqual([])
  preparing.wake = wake
  const after = await made()
  await get(`${after}/file`).expect(200)
})
