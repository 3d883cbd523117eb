import { spansWritten, writtenSpans } from '../../src/quotes/written-spans'

test.each([
  ['12-40', [{ start: 12, end: 40 }]],
  [
    '0-4,4-9,20-21',
    [
      { start: 0, end: 4 },
      { start: 4, end: 9 },
      { start: 20, end: 21 },
    ],
  ],
])('%s is read, and written so again', (written, spans) => {
  expect(spansWritten(written)).toEqual(spans)
  expect(writtenSpans(spans)).toBe(written)
})

test.each([
  ['nothing', ''],
  ['no end', '12'],
  ['the end before the start', '40-12'],
  ['no words', '12-12'],
  ['spans that overlap', '12-40,39-50'],
  ['spans in another order', '50-60,12-40'],
  ['what is no number', '1e1-20'],
  ['a sign', '-1-20'],
  ['too large a number', '0-12345678901'],
  ['a comma too many', '12-40,'],
  ['too many', Array.from({ length: 21 }, (_, place) => `${place * 2}-${place * 2 + 1}`).join(',')],
])('%s is refused', (_what, written) => {
  expect(spansWritten(written)).toBeNull()
})
