import fc from 'fast-check'
import { describeSpan } from '../../src/quotes/selector'
import { sliceByCharacters, textWithPlace } from './texts'

test('describes a span by its words and 32 characters on each side', () => {
  const text = `${'😀'.repeat(40)}said${'b'.repeat(40)}`
  expect(describeSpan(text, 40, 44)).toEqual({
    start: 40,
    end: 44,
    exact: 'said',
    prefix: '😀'.repeat(32),
    suffix: 'b'.repeat(32),
  })
})

test('the context is shorter at the ends of the text', () => {
  expect(describeSpan('He said no.', 3, 7)).toEqual({ start: 3, end: 7, exact: 'said', prefix: 'He ', suffix: ' no.' })
  expect(describeSpan('He', 0, 2)).toEqual({ start: 0, end: 2, exact: 'He', prefix: '', suffix: '' })
})

test('describes any span as counting by characters does', () => {
  fc.assert(
    fc.property(textWithPlace, ({ text, start, end }) => {
      expect(describeSpan(text, start, end)).toEqual({
        start,
        end,
        exact: sliceByCharacters(text, start, end),
        prefix: sliceByCharacters(text, Math.max(0, start - 32), start),
        suffix: sliceByCharacters(text, end, end + 32),
      })
    }),
  )
})

test.each([
  [2, 2],
  [3, 2],
  [-1, 2],
  [0, 99],
  [0.5, 2],
])('there is no span from %p to %p', (start, end) => {
  expect(() => describeSpan('He said no.', start, end)).toThrow(RangeError)
})
