import fc from 'fast-check'
import { binaryLines } from '../../src/exports/binary-lines'

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
