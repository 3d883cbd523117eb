import fc from 'fast-check'
import { asWritten, binaryLines } from '../../src/exports/binary-lines'
import { copyLines } from '../../src/exports/copy-lines-sql'

const START = Buffer.from([...Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), ...Array(8).fill(0)])

function framed(rows: readonly (string | null)[]): Buffer {
  const parts = rows.map((row) => {
    const bytes = Buffer.from(row ?? '')
    const head = Buffer.alloc(6)
    head.writeInt16BE(1)
    head.writeInt32BE(row === null ? -1 : bytes.length, 2)
    return Buffer.concat([head, bytes])
  })
  return Buffer.concat([START, ...parts, Buffer.from([0xff, 0xff])])
}

/** The bytes in chunks that end at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return ends.map((end, nth) => Buffer.from(bytes.subarray(nth === 0 ? 0 : ends[nth - 1], end)))
}

test('rows become lines, wherever they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 300 })), { maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      (rows, places) => {
        const lines = binaryLines()
        const out = Buffer.concat(cut(framed(rows), places).map((chunk) => Buffer.from(lines(chunk))))
        expect(String(out)).toBe(rows.map((row) => `${row ?? ''}\n`).join(''))
      },
    ),
    { numRuns: 200 },
  )
})

test('byte by byte, too', () => {
  const rows = ['', 'ä', null, '\xff\xff', 'x'.repeat(500)]
  const lines = binaryLines()
  const out = Buffer.concat([...framed(rows)].map((byte) => Buffer.from(lines(Buffer.from([byte])))))
  expect(String(out)).toBe(rows.map((row) => `${row ?? ''}\n`).join(''))
})

async function* each(chunks: Buffer[]) {
  yield* chunks
}

test('the first chunk has a row in it: what a copy begins with comes before PostgreSQL has looked for any', async () => {
  const bytes = framed(['one', 'two'])
  const chunks = [bytes.subarray(0, START.length), bytes.subarray(START.length, -2), bytes.subarray(-2)]
  const out: string[] = []
  for await (const chunk of asWritten(copyLines('SELECT 1'), each(chunks.map((chunk) => Buffer.from(chunk)))))
    out.push(String(chunk))
  expect(out).toEqual(['one\ntwo', '\n'])
})

test('of no rows there is nothing', async () => {
  for await (const chunk of asWritten(copyLines('SELECT 1'), each([framed([])]))) expect(chunk).toBeUndefined()
})

test('what is no binary copy is not taken for one, and another copy passes as it is', async () => {
  expect(() => binaryLines()(Buffer.from('{"type":"outlet","id":1}\n'))).toThrow('no binary copy')
  const out: string[] = []
  for await (const chunk of asWritten('COPY claims TO STDOUT', each([Buffer.from('1\n')]))) out.push(String(chunk))
  expect(out).toEqual(['1\n'])
})
