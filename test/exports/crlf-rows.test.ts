import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { crlfRows } from '../../src/exports/crlf-rows'

const whole = (csv: string) => crlfRows()(Buffer.from(csv)).toString()

test.each([
  ['', ''],
  ['a,b\n', 'a,b\r\n'],
  ['a\nb\n', 'a\r\nb\r\n'],
  ['"a\nb",c\nd\n', '"a\nb",c\r\nd\r\n'],
  ['"a""\n""b"\n', '"a""\n""b"\r\n'],
  ['"""\n"\n', '"""\n"\r\n'],
  ['"\r\n",x\n', '"\r\n",x\r\n'],
  ['é\n😀\n', 'é\r\n😀\r\n'],
  ['\n\n', '\r\n\r\n'],
])('%j becomes %j', (before, after) => {
  expect(whole(before)).toBe(after)
})

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', '\r', ' ') })

/** As COPY writes it: quoted where a mark, a comma or a line end asks for it. */
const csvOf = (rows: string[][]) =>
  rows
    .map(
      (cells) =>
        `${cells.map((text) => (/[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\n`,
    )
    .join('')

test('however the bytes are cut, the result is the same, and reads back', () => {
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(table, fc.array(fc.nat({ max: 30 })), (rows, lengths) => {
      const bytes = Buffer.from(csvOf(rows))
      const step = crlfRows()
      const parts: Buffer[] = []
      let from = 0
      for (const length of lengths) {
        parts.push(step(bytes.subarray(from, from + length)))
        from = Math.min(bytes.length, from + length)
      }
      parts.push(step(bytes.subarray(from)))
      const result = Buffer.concat(parts).toString()
      expect(result).toBe(whole(bytes.toString()))
      expect(parse(result, { record_delimiter: '\r\n' })).toEqual(rows)
    }),
  )
})
