import fc from 'fast-check'
import { subjectLines } from '../../src/exports/subject-lines'

/** What stands in a row: anything but marks and line ends, which texts have escaped. */
const words = fc
  .string({ unit: 'binary', maxLength: 30 })
  .map((text) => text.split('\u0001').join('').split('\n').join('') || 'x')
const rows = fc.array(fc.record({ subject: words, end: words, said: fc.array(words, { minLength: 1, maxLength: 6 }) }))

/** Cut where `cuts` says, each a share of what is left. */
function chunksOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let rest = bytes
  for (const cut of cuts) {
    const at = Math.floor(cut * rest.length)
    chunks.push(rest.subarray(0, at))
    rest = rest.subarray(at)
  }
  return [...chunks, rest]
}

test('each that is said of a subject is a line with it in front, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (all, cuts) => {
      const sent = all.map(({ subject, end, said }) => `${[subject, end, ...said].join('\u0001')}\n`).join('')
      const lines = all.flatMap(({ subject, end, said }) => said.map((one) => `${subject} ${one}${end}\n`)).join('')
      const shaped = chunksOf(Buffer.from(sent), cuts).map(subjectLines())
      expect(Buffer.concat(shaped).toString()).toBe(Buffer.from(lines).toString())
    }),
  )
})

test('a subject that is longer than all that is said of it finds room', () => {
  const subject = 's'.repeat(1_000)
  const said = Array.from({ length: 50 }, () => 'x')
  const made = subjectLines()(Buffer.from(`${[subject, ' .', ...said].join('\u0001')}\n`))
  expect(made.toString()).toBe(said.map(() => `${subject} x .\n`).join(''))
})
