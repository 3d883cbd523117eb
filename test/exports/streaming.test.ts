import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { PassThrough, Writable } from 'node:stream'
import zlib from 'node:zlib'
import { Client } from 'pg'
import { EXPORT_SETS, type ExportName } from '../../src/exports/export-sets'
import { PACE } from '../../src/exports/pace'
import { ReaderGone } from '../../src/exports/snapshot.queries'
import { writeExport } from '../../src/exports/write-export.queries'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { manyMegabytes } from './corpus'

/** More than the buffers between PostgreSQL and a reader that does not read: at most some 20 MB on one machine (Linux: 4 MB out and 6 MB in, twice). */
const MEGABYTES = 40

let world: World
let server: http.Server
let port: number

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  await manyMegabytes(world.db, MEGABYTES)
  server = http.createServer(world.app)
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
  port = (server.address() as AddressInfo).port
}, 120_000)

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await world.close()
})

/** A download that has begun and is not being read. */
function begin(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ request: http.ClientRequest; answer: http.IncomingMessage }>((begun, failed) => {
    const request = http.get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) =>
      begun({ request, answer }),
    )
    request.on('error', failed)
  })
}

/** PostgreSQL's processes that copy something out right now. */
async function copying(): Promise<{ pid: number }[]> {
  const { rows } = await world.database.visits.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name = 'gainsay exports' AND state = 'active' AND query LIKE 'COPY%' AND datname = current_database()`,
  )
  return rows
}

/** In milliseconds; a machine that is busy with other tests may take seconds to end a process. */
async function eventually(what: () => Promise<boolean>, within = 20_000) {
  const end = Date.now() + within
  while (!(await what())) {
    if (Date.now() > end) throw new Error('It did not come to pass in time.')
    await new Promise((passed) => setTimeout(passed, 20))
  }
}

test('a reader that goes away ends the query, and its connection is not used again', async () => {
  for (const path of ['/exports/links.csv', '/exports/claims.jsonl', '/exports/datapackage.zip']) {
    const { request } = await begin(path)
    await eventually(async () => (await copying()).length === 1)
    expect(world.database.exports.totalCount).toBe(1)
    request.on('error', () => {})
    request.destroy()
    await eventually(async () => (await copying()).length === 0)
    await eventually(async () => world.database.exports.totalCount === 0)
  }
})

test('a reader that takes less than the least is cut off, and gives its connection back', async () => {
  const faster = [jest.replaceProperty(PACE, 'everyMs', 100), jest.replaceProperty(PACE, 'leastPerSecond', 1e9)]
  const { request, answer } = await begin('/exports/links.csv').finally(() => {
    for (const property of faster) property.restore()
  })
  request.on('error', () => {})
  // It breaks with an error, which is what is wanted here.
  const cut = once(answer, 'close').catch(() => {})
  await eventually(async () => world.database.exports.totalCount === 0)
  answer.resume()
  await cut
  expect(answer.complete).toBe(false)
})

test.each([
  ['links.csv', 'identity'],
  ['links.csv', 'gzip'],
  ['datapackage.zip', 'gzip'],
])('a failure in the middle breaks the connection (%s, %s)', async (file, encoding) => {
  const { answer } = await begin(`/exports/${file}`, { 'Accept-Encoding': encoding })
  expect(answer.statusCode).toBe(200)
  // Listened for from here on: a connection that breaks before anybody listens is told to nobody.
  const end = new Promise<string>((ended) => {
    answer.on('end', () => ended('clean'))
    answer.on('error', (error) => ended(error.message))
  })
  await eventually(async () => (await copying()).length === 1)
  const [backend] = await copying()
  await world.database.visits.pool.query('SELECT pg_terminate_backend($1)', [backend?.pid])
  await eventually(async () => (await copying()).length === 0)

  answer.resume()
  expect(await end).toBe('aborted')
  expect(answer.complete).toBe(false)
  await eventually(async () => world.database.exports.totalCount === 0)
})

test('a slow reader holds PostgreSQL back', async () => {
  let fromPostgres: Socket | undefined
  world.database.exports.once('connect', (client) => {
    fromPostgres = (client as unknown as { connection: { stream: Socket } }).connection.stream
  })
  let taken = 0
  let next = () => {}
  const slow = new Writable({
    highWaterMark: 16_384,
    write(chunk, _encoding, done) {
      taken += chunk.length
      next = done
    },
  })
  const written = writeExport(world.database.exports, { set: 'links.csv', filters: {}, baseUrl: BASE_URL }, slow)
  try {
    await eventually(async () => taken > 0)
    await new Promise((passed) => setTimeout(passed, 500))
    expect(fromPostgres?.bytesRead).toBeLessThan(1_000_000)
    expect(await copying()).toHaveLength(1)
  } finally {
    // It goes on as soon as its reader does. One that is left standing keeps PostgreSQL from dropping any database, also those of other files.
    slow._write = (chunk, _encoding, done) => {
      taken += chunk.length
      setImmediate(done)
    }
    next()
  }
  expect(await written).toMatchObject({ rows: MEGABYTES * 500, bytes: taken })
})

test('packed for the way, it is the same file', async () => {
  const { answer } = await begin('/exports/links.csv', { 'Accept-Encoding': 'gzip' })
  expect(answer.headers['content-encoding']).toBe('gzip')
  let bytes = 0
  for await (const chunk of answer.pipe(zlib.createGunzip())) bytes += chunk.length

  const { answer: plain } = await begin('/exports/links.csv')
  let plainBytes = 0
  for await (const chunk of plain) plainBytes += chunk.length
  expect(bytes).toBe(plainBytes)
})

test('HEAD says what a GET would, and copies nothing', async () => {
  const connections = world.database.exports.totalCount
  for (const file of Object.keys(EXPORT_SETS) as ExportName[]) {
    const answer = await fetch(`http://127.0.0.1:${port}/exports/${file}`, { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(EXPORT_SETS[file].mediaType)
    expect(await answer.text()).toBe('')
  }
  expect((await fetch(`http://127.0.0.1:${port}/exports/claims.csv?chain=77`, { method: 'HEAD' })).status).toBe(404)
  expect(await copying()).toEqual([])
  expect(world.database.exports.totalCount).toBe(connections)
})

describe('writeExport', () => {
  const request = { set: 'links.csv', filters: {}, baseUrl: BASE_URL } as const

  test('gives up a server that doesn’t begin, and leaves the writable as it was', async () => {
    const holder = new Client({ connectionString: world.ownerUrl })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE links IN ACCESS EXCLUSIVE MODE')
    try {
      const untouched = new PassThrough()
      const late = writeExport(world.database.exports, { ...request, beginsWithin: 200 }, untouched)
      await expect(late).rejects.toMatchObject({ name: 'NoAnswer' })
      expect(untouched).toMatchObject({ destroyed: false, writableEnded: false })
      expect(world.database.exports.totalCount).toBe(0)
    } finally {
      await holder.end()
    }
  })

  test('says when the writable closed before the end', async () => {
    const one = new Writable({
      write(_chunk, _encoding, done) {
        this.destroy()
        done()
      },
    })
    await expect(writeExport(world.database.exports, request, one)).rejects.toBeInstanceOf(ReaderGone)
    const closed = new PassThrough()
    closed.destroy()
    await expect(writeExport(world.database.exports, request, closed)).rejects.toBeInstanceOf(ReaderGone)
    expect(await copying()).toEqual([])
  })

  test('gives the writable’s own failure, a full disk for instance', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) })
    await expect(writeExport(world.database.exports, request, full)).rejects.toThrow('no space left')
    await eventually(async () => (await copying()).length === 0)
  })

  test('leaves the writable untouched when there is nothing to begin with', async () => {
    const untouched = new PassThrough()
    const unknown = { ...request, filters: { speaker: 4711 } }
    await expect(writeExport(world.database.exports, unknown, untouched)).rejects.toMatchObject({ status: 404 })
    expect(untouched).toMatchObject({ destroyed: false, writableEnded: false })
  })
})
