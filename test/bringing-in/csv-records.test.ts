import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvRecords } from '../../src/bringing-in/csv-records'
import { Refused } from '../../src/bringing-in/refused'

/** The bytes in chunks that end at these places. */
async function* inChunks(bytes: Buffer, cuts: readonly number[] = []): AsyncGenerator<Buffer> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  for (const [at, place] of places.entries()) yield bytes.subarray(place, places[at + 1] ?? place)
}

async function read(bytes: Buffer | string, cuts: readonly number[] = []) {
  const records = []
  for await (const record of csvRecords(inChunks(Buffer.from(bytes), cuts))) records.push(record)
  return records
}

test('rows are what csv-parse reads, each with the line on which it begins, wherever chunks are cut', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', '🚢', 'é', "'", ' ', '\u2028'),
    maxLength: 8,
  })
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('\n', '\r\n'))
    .chain(([width, end]) =>
      fc.tuple(
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
        fc.constant(end),
      ),
    )
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.nat(200), { maxLength: 4 }), async ([rows, end], cuts) => {
      const written = (row: string[]) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + end
      const csv = rows.map(written).join('')
      const records = await read(csv, cuts)
      expect(records.map(({ cells }) => cells)).toEqual(rows)
      expect(rows).toEqual(parse(csv, { record_delimiter: end }))
      const begins = rows.map((_, at) => rows.slice(0, at).map(written).join('').split('\n').length)
      expect(records.map(({ line }) => line)).toEqual(begins)
    }),
  )
})

test('cells without marks, empty ones, and a byte order mark in front', async () => {
  expect(await read('\ufeffa,b,c\n,"",\r\n')).toEqual([
    { line: 1, cells: ['a', 'b', 'c'] },
    { line: 2, cells: ['', '', ''] },
  ])
})

test.each([
  ['no end', 'a,b\n1,2', 2, /no line end/],
  ['an end within marks', 'a\n"x\ny\n', 2, /ends within quotation marks/],
  ['a mark within a cell', 'a\nx"y"\n', 2, /A quotation mark is where none may be, near “x"”/],
  ['something behind a mark', 'a\n"x"y\n', 2, /A quotation mark is where none may be/],
  ['what is no UTF-8', Buffer.from([0x61, 0x0a, 0xff, 0x0a]), 2, /not UTF-8/],
])('%s is refused', async (_, bytes, line, why) => {
  const refused = await read(bytes).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ line, reason: expect.stringMatching(why) })
})
