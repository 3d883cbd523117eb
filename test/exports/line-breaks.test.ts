import fc from 'fast-check'
import { lineBreaks } from '../../src/exports/line-breaks'

test('however the bytes are cut, marks become line ends and are counted, and nothing else changes', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\x02', '\x03', '\x03\x03') })
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 9 })), (before, lengths) => {
      const bytes = Buffer.from(before)
      const { reshape, within } = lineBreaks()
      const parts: Buffer[] = []
      let from = 0
      for (const length of [...lengths, bytes.length]) {
        parts.push(reshape(bytes.subarray(from, from + length)))
        from += length
      }
      expect(Buffer.concat(parts).toString()).toBe(before.replaceAll('\x03', '\n'))
      expect(within()).toBe(before.split('\x03').length - 1)
    }),
  )
})
