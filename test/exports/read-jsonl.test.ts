import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { jsonlTrailer } from '../../src/exports/jsonl-trailer'
import { JsonlError, type JsonlRow, readJsonl } from '../support/read-jsonl'

const LINES = '{"type":"speaker","id":1,"name":"Ana \\"É\\""}\n{"type":"claim","id":17,"summary":"😀\u2028x"}\n'

const sealed = (lines: string, rows: number) =>
  lines +
  jsonlTrailer(
    { rows, sha256: createHash('sha256').update(lines).digest('hex') },
    { file: 'claims.jsonl', query: '', checkpoint: null, treeSize: 0, keys: [] },
  )

const WHOLE = sealed(LINES, 2)

async function* inChunks(bytes: Buffer, size = bytes.length) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(file: string | Buffer, chunk?: number): Promise<JsonlRow[]> {
  const rows: JsonlRow[] = []
  for await (const row of readJsonl(inChunks(Buffer.from(file as string), chunk))) rows.push(row)
  return rows
}

test('gives the rows, however the bytes are cut into chunks', async () => {
  const rows = [
    { type: 'speaker', id: 1, name: 'Ana "É"' },
    { type: 'claim', id: 17, summary: '😀\u2028x' },
  ]
  for (const size of [1, 2, 7, 64, 10_000]) expect(await read(WHOLE, size)).toEqual(rows)
  expect(await read(sealed('', 0))).toEqual([])
})

test.each([
  ['an empty file', '', 0, 'the file ends here, without its trailer'],
  ['a file without its trailer', LINES, 2, 'the file ends here, without its trailer'],
  ['a file cut within a line', WHOLE.slice(0, 60), 2, 'the line has no end'],
  ['a file cut within its trailer', WHOLE.slice(0, -1), 3, 'the line has no end'],
  ['a changed letter', WHOLE.replace('Ana', 'Eva'), 3, 'SHA-256 is not that of the lines before it'],
  [
    'a line taken out',
    WHOLE.replace(/\{"type":"claim"[^\n]*\n/, ''),
    2,
    'the trailer counts 2 rows, but 1 come before it',
  ],
  ['a line that is no JSON', WHOLE.replace('{"type":"claim"', '{"type":"claim'), 2, 'not JSON in UTF-8'],
  ['a line that is no object', sealed(`${LINES}17\n`, 3), 3, 'this is no row'],
  ['an empty line', sealed(`${LINES}\n`, 3), 3, 'not JSON'],
  ['a byte order mark', `\uFEFF${WHOLE}`, 1, 'not JSON'],
  ['two files in one', WHOLE + WHOLE, 4, 'something after the trailer'],
  ['a trailer that claims more', WHOLE.replace('"rows":2', '"rows":2,"more":1'), 3, 'SHA-256 is not that'],
])('refuses %s', async (_what, file, line, reason) => {
  const failure = await read(file).then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(JsonlError)
  expect(failure).toMatchObject({ line, message: expect.stringContaining(reason) })
})

test('refuses bytes that are not UTF-8', async () => {
  const bytes = Buffer.from(WHOLE)
  bytes[bytes.indexOf('É')] = 0xff
  await expect(read(bytes)).rejects.toMatchObject({ line: 1 })
})

test('no byte can be changed, and no byte be missing at the end, without a refusal', async () => {
  const bytes = Buffer.from(WHOLE)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (place, difference) => {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] as number) ^ difference
      await expect(read(changed)).rejects.toThrow(JsonlError)
      await expect(read(bytes.subarray(0, place))).rejects.toThrow(JsonlError)
    }),
    { numRuns: 300 },
  )
})
