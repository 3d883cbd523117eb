import { tableFromIPC } from 'apache-arrow'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { readParquet } from 'parquet-wasm'
import { claimsCsvColumns } from '../../src/exports/claims-csv.queries'
import { GROUP } from '../../src/exports/claims-parquet.queries'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'
import { article, statement } from './corpus'

let world: World

beforeEach(async () => {
  world = await newWorld()
})
afterEach(() => world.close())

async function download(query = ''): Promise<Buffer> {
  const answer = await request(world.app).get(`/exports/claims.parquet${query}`).responseType('blob').expect(200)
  expect(answer.headers['content-type']).toBe('application/vnd.apache.parquet')
  return answer.body as Buffer
}

const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer

/** With a parser of its own: the package's would cut a time to milliseconds. */
const read = (bytes: Buffer): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({
    file: arrayBuffer(bytes),
    parsers: {
      timestampFromMilliseconds: (millis) => millis,
      timestampFromMicroseconds: (micros) => micros,
      timestampFromNanoseconds: (nanos) => nanos,
      dateFromDays: (days) => days,
      stringFromBytes: (bytes) => bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    } as Parameters<typeof parquetReadObjects>[0]['parsers'],
  })

/** The same through Apache Arrow's own reader, in Rust. */
function readByArrow(bytes: Buffer) {
  const table = tableFromIPC(readParquet(new Uint8Array(bytes)).intoIPCStream())
  const columns = table.schema.fields.map(({ name, type }) => [name, String(type)])
  return { columns: Object.fromEntries(columns), rows: table.toArray().map((row) => row.toJSON()) }
}

const DAY = 86_400_000

/** Three claims: all there is of one, one of which little is known, one withdrawn. */
async function corpus() {
  const { db } = world
  const articleId = await article(db, 'He said: "=2+2 🚢 is\r\n\'five\'", then "no 🕊". She did not. He left.')
  const first = await statement(db, articleId, ['"=2+2 🚢 is\n\'five\'"', '"no 🕊"'], {
    claim: { speakers: [{ name: 'Анна', kind: 'person' }], summary: '=SUM(A1)', saidOn: '1869-12-31' },
  })
  const second = await statement(db, articleId, 'She did not', {
    claim: { saidOn: null, saidOnBasis: 'not_stated', speakers: [{ name: "'Bea", kind: 'person' }] },
    wording: 'indirect',
  })
  await db.query(
    `UPDATE claims SET created_at = '2026-01-05 10:00:00.482913Z', updated_at = '1999-12-31 23:59:59.999999Z' WHERE id = $1`,
    [first.claimId],
  )
  changesBySql(world)
  return { articleId, first, second }
}

test('what is read back is what is recorded, by two libraries: no guard, days as days, times to the microsecond', async () => {
  const { articleId, first, second } = await corpus()
  const bytes = await download()
  const [{ sha256 }] = await world.db.query(`SELECT encode(text_sha256, 'hex') AS sha256 FROM revisions`)
  const whole = {
    claim_id: first.claimId,
    statement_id: first.statementId,
    speakers: 'Анна',
    summary: '=SUM(A1)',
    said_on: '1869-12-31',
    said_on_earliest: Date.UTC(1869, 11, 31) / DAY,
    said_on_latest: Date.UTC(1869, 11, 31) / DAY,
    exact: '"=2+2 🚢 is\n\'five\'" […] "no 🕊"',
    prefix: 'He said: ',
    suffix: '. She did not. He left.',
    start: 9,
    end: 40,
    article_id: articleId,
    revision: 1,
    text_sha256: sha256,
    created_at: 1_767_607_200_482_913n,
    updated_at: 946_684_799_999_999n,
    origin_article_id: articleId,
    speaker_ids: '1',
    said_on_basis: 'stated',
    parts: '9-27; 34-40',
  }
  const rows = await read(bytes)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject(whole)
  expect(rows[1]).toMatchObject({
    claim_id: second.claimId,
    speakers: "'Bea",
    said_on: null,
    said_on_earliest: null,
    said_on_latest: null,
    summary: null,
    exact: 'She did not',
  })
  expect(Object.keys(rows[0] ?? {})).toEqual(claimsCsvColumns.map(({ name }) => name))

  const arrow = readByArrow(bytes)
  expect(arrow.columns).toMatchObject({
    claim_id: 'Int32',
    start: 'Int32',
    said_on: 'Utf8',
    said_on_earliest: 'Date32<DAY>',
    created_at: 'Timestamp<MICROSECOND, UTC>',
  })
  // Arrow hands times out as milliseconds with a fraction, and days as milliseconds.
  const { created_at, updated_at, said_on_earliest, said_on_latest, ...others } = whole
  expect(arrow.rows[0]).toMatchObject({ ...others, said_on_earliest: Number(said_on_earliest) * DAY })
  expect(arrow.rows[0]?.created_at).toBeCloseTo(Number(created_at) / 1_000, 3)
  expect(arrow.rows[1]).toMatchObject({ summary: null, said_on_latest: null })
})

test('with nothing chosen it is a whole file without rows', async () => {
  const bytes = await download()
  expect(await read(bytes)).toEqual([])
  expect(readByArrow(bytes)).toMatchObject({ columns: { claim_id: 'Int32' }, rows: [] })
})

test('a selection has its own rows, and the same state the same bytes', async () => {
  const { first } = await corpus()
  const rows = await read(await download('?from=1869-01-01&to=1869-12-31'))
  expect(rows.map(({ statement_id }) => statement_id)).toEqual([first.statementId])
  expect((await download()).equals(await download())).toBe(true)
})

test('a file that was cut, or has a byte flipped in a page, is found by its readers', async () => {
  await corpus()
  const bytes = await download()
  await expect(read(bytes.subarray(0, -20))).rejects.toThrow()
  expect(() => readByArrow(bytes.subarray(0, -20))).toThrow()
  expect(() => readParquet(new Uint8Array(bytes.subarray(0, 200)))).toThrow()
})

test('many rows are in groups of their own, which end after so many rows or so much text', async () => {
  const { articleId } = await corpus()
  for (const words of ['He said', 'said: ', 'She did', 'left']) await statement(world.db, articleId, words)
  const groupsWith = async (limits: Partial<typeof GROUP>) => {
    const replaced = Object.entries(limits).map(([name, limit]) =>
      jest.replaceProperty(GROUP, name as keyof typeof GROUP, limit),
    )
    const bytes = await download().finally(() => {
      for (const property of replaced) property.restore()
    })
    expect((await read(bytes)).map(({ statement_id }) => statement_id)).toEqual([1, 2, 3, 4, 5, 6])
    expect(readByArrow(bytes).rows.map(({ statement_id }) => statement_id)).toEqual([1, 2, 3, 4, 5, 6])
    return parquetMetadata(arrayBuffer(bytes)).row_groups.map(({ num_rows }) => Number(num_rows))
  }
  expect(await groupsWith({})).toEqual([6])
  expect(await groupsWith({ rows: 4 })).toEqual([4, 2])
  expect(await groupsWith({ units: 1 })).toEqual([1, 1, 1, 1, 1, 1])
})
