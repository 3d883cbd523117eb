import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { type ExportCounts, exportCounts } from '../../src/exports/export-counts.queries'
import type { ExportFilters } from '../../src/exports/export-filters.schema'
import { EXPORT_SETS, type ExportName } from '../../src/exports/export-sets'
import { PACE } from '../../src/exports/pace'
import { Snapshot } from '../../src/exports/snapshot.queries'
import { writeExport } from '../../src/exports/write-export.queries'
import { sealHistory } from '../../src/proof/sealing.commands'
import { fewOr } from '../support/trials'
import { BASE_URL, changesBySql, newWorld, SIGNING_KEYS, tellHistory, type World } from '../support/world'
import { article, manyMegabytes, statement } from './corpus'
import { quarrel } from './packaged-quarrel'
import { refusal } from './whole-files'

const FILES = Object.keys(EXPORT_SETS) as ExportName[]

/** Each file has more than lies between PostgreSQL and a reader that does not read: some 600 kB, where these two meet in a socket of the file system. */
const MEGABYTES = 1

/** Of statements, each with so many bytes of words. */
const [STATEMENTS, WORDS] = [12, 72_000]

const LF = 0x0a

let world: World
let server: http.Server
let folder: string

beforeAll(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
  await quarrel(world.db)
  const quotes = Array.from({ length: STATEMENTS }, () => randomBytes(WORDS).toString('base64'))
  const long = await article(world.db, quotes.join('\n'), { rights: 'full' })
  for (const quote of quotes)
    await statement(world.db, long, quote, { claim: { speakers: [{ name: 'Long', kind: 'person' }] } })
  await manyMegabytes(world.db, MEGABYTES)
  await tellHistory(world.ownerUrl)
  await sealHistory(world.db, SIGNING_KEYS)
  server = http.createServer(world.app)
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-cut-'))
  await new Promise<void>((started) => server.listen(socketPath(), started))
}, 120_000)

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  fs.rmSync(folder, { recursive: true })
  await world.close()
})

const socketPath = () =>
  process.platform === 'win32' ? `\\\\.\\pipe\\gainsay-cut-${process.pid}` : path.join(folder, 'http')

interface Download {
  request: http.ClientRequest
  answer: http.IncomingMessage
  /** All that comes, once it is read; and how it ends. */
  end: Promise<string>
}

/** A download that has begun and is not being read. */
function begin(address: string): Promise<Download> {
  return new Promise((begun, failed) => {
    const request = http.get({ socketPath: socketPath(), path: `/exports/${address}`, agent: false }, (answer) => {
      const end = new Promise<string>((ended) => {
        answer.on('end', () => ended('clean'))
        answer.on('error', (error) => ended(error.message))
      })
      begun({ request, answer, end })
    })
    request.on('error', failed)
  })
}

/** What of it comes. */
async function received({ answer, end }: Download): Promise<Buffer> {
  const chunks: Buffer[] = []
  answer.on('data', (chunk) => chunks.push(chunk))
  await end
  return Buffer.concat(chunks)
}

async function whole(address: string): Promise<Buffer> {
  const { answer } = await begin(address)
  expect(answer.statusCode).toBe(200)
  return buffer(answer)
}

/** In milliseconds; a machine that is busy with other tests may take seconds to end a process. */
async function eventually(what: () => Promise<boolean> | boolean, within = 20_000) {
  const end = Date.now() + within
  while (!(await what())) {
    if (Date.now() > end) throw new Error('It did not come to pass in time.')
    await new Promise((passed) => setTimeout(passed, 10))
  }
}

/** PostgreSQL's processes that are in the middle of an export, also when all of it is on its way. */
async function exporting(): Promise<number[]> {
  const { rows } = await world.database.visits.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name = 'gainsay exports' AND state <> 'idle' AND datname = current_database()`,
  )
  return rows.map(({ pid }) => pid)
}

/** Nobody waits for a connection for downloads, none is lost, and the next download has its place. */
async function expectNothingLost() {
  const { exports } = world.database
  await eventually(async () => exports.totalCount === 0 && (await exporting()).length === 0)
  await whole('links.csv?chain=1')
  await eventually(() => exports.idleCount === 1)
  expect([exports.totalCount, exports.waitingCount]).toEqual([1, 0])
}

/** Of what the page of exports tells how much there is. */
async function counted(filters: ExportFilters): Promise<ExportCounts> {
  const counts = await exportCounts(world.database.pages, filters)
  if (counts === null) throw new Error('The page does not count so far.')
  return counts
}

/**
 * Ends in the middle of what was begun; of what has come by then no reader takes anything for whole. A table's rows may all have come
 * before PostgreSQL says how it went: then the answer alone tells, which breaks.
 */
async function expectCut(file: ExportName, download: Download) {
  const bytes = await received(download)
  expect(await download.end).toBe('aborted')
  expect(download.answer.complete).toBe(false)
  if (!EXPORT_SETS[file].csv) expect(await refusal(file, bytes, await counted({}))).not.toBe(null)
}

/** Of the last bytes, where trailers and directories are, so many are cut off, */
const TAIL = 100

/** and from these on not each, but every seventh: a trailer’s own end comes first, and no part of one is shorter than that. */
const EACH_OF_LAST = fewOr(16, TAIL)
const isTried = (lost: number) => lost < EACH_OF_LAST || lost % 7 === 0

/** Places anywhere, others each time. */
const ANYWHERE = fewOr(8, 25)

test.each(FILES)('%s tells by itself that it was cut, wherever that was', async (file) => {
  const bytes = await whole(`${file}?chain=1`)
  const counts = await counted({ chain: 1 })
  expect(await refusal(file, bytes, counts)).toBe(null)
  // A line end at the very end is no loss; the last byte of what has none is one.
  const most = bytes.at(-1) === LF ? bytes.length - 2 : bytes.length - 1
  for (let cut = most; cut >= Math.max(0, most - TAIL); cut--) {
    if (!isTried(most - cut)) continue
    expect([cut, await refusal(file, bytes.subarray(0, cut), counts)]).not.toEqual([cut, null])
  }
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: most }), async (cut) => {
      expect(await refusal(file, bytes.subarray(0, cut), counts)).not.toBe(null)
    }),
    { numRuns: ANYWHERE },
  )
})

test.each(FILES)('%s is not whole where PostgreSQL does not say that all went well', async (file) => {
  const chunks: Buffer[] = []
  const taken = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  const end = jest.spyOn(Snapshot.prototype, 'end').mockRejectedValue(new Error('could not commit'))
  const request = { set: file, filters: { chain: 1 }, baseUrl: BASE_URL, signingKeys: SIGNING_KEYS }
  const written = writeExport(world.database.exports, request, taken).finally(() => end.mockRestore())
  await expect(written).rejects.toThrow('could not commit')
  expect([taken.destroyed, taken.writableFinished]).toEqual([true, false])
  // A table has all its rows by then, as above.
  if (!EXPORT_SETS[file].csv) {
    expect(await refusal(file, Buffer.concat(chunks), await counted({ chain: 1 }))).not.toBe(null)
  }
})

describe.each(FILES)('%s, while nobody reads', (file) => {
  test('a database that ends it breaks the answer', async () => {
    const download = await begin(file)
    const [backend, ...others] = await exporting()
    expect([backend === undefined, others]).toEqual([false, []])
    await world.database.visits.pool.query('SELECT pg_terminate_backend($1)', [backend])
    await eventually(async () => (await exporting()).length === 0)
    await expectCut(file, download)
    await expectNothingLost()
  })

  test('a reader slower than the least is cut off', async () => {
    const faster = [jest.replaceProperty(PACE, 'everyMs', 20), jest.replaceProperty(PACE, 'leastPerSecond', 1e9)]
    const download = await begin(file).finally(() => {
      for (const property of faster) property.restore()
    })
    await eventually(async () => (await exporting()).length === 0)
    await expectCut(file, download)
    await expectNothingLost()
  })

  test('a reader that goes away leaves nothing behind', async () => {
    const { request } = await begin(file)
    expect(await exporting()).toHaveLength(1)
    request.on('error', () => {})
    request.destroy()
    await expectNothingLost()
  })
})
