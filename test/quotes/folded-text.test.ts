import fc from 'fast-check'
import { FoldedText } from '../../src/quotes/folded-text'
import { canonical } from './texts'

test.each([
  ['any run of spaces and line breaks is one space', 'a \u00a0\n\n\u2003b\tc', 'a b c'],
  ['double quotation marks are straight', '“a” „b“ «c» ″', '"a" "b" "c" "'],
  ['single ones and apostrophes are, too', '‘a’ ‚b’ ‹c› Ruiz’s d´ e`', "'a' 'b' 'c' Ruiz's d' e'"],
  ['dashes and runs of hyphens are one hyphen', 'a—b – c--d ‐ e − f', 'a-b - c-d - e - f'],
  ['what is not seen is gone', 'a\u00adb\u200bc\ufeffd \u200f e', 'abcd e'],
  ['letters, case and other signs stay', 'É é e… 😀 İ ﬁ 1/2.', 'É é e… 😀 İ ﬁ 1/2.'],
])('%s', (_, text, folded) => {
  expect(new FoldedText(text).text).toBe(folded)
})

test('knows where its words stand in the text', () => {
  const text = 'He  said\u200b --\n\n“so”.'
  const folded = new FoldedText(text)
  const wordsAt = (words: string) => {
    const start = folded.text.indexOf(words)
    return text.slice(folded.startOf(start), folded.endOf(start + words.length))
  }
  expect(folded.text).toBe('He said - "so".')
  expect(['He', 'said', '-', '"so"', 'He said', 'said -'].map(wordsAt)).toEqual([
    ...['He', 'said', '--', '“so”', 'He  said', 'said\u200b --'],
  ])
})

test('each part of it stands for words that fold to that part', () => {
  fc.assert(
    fc.property(canonical, fc.nat(200), fc.nat(200), (text, one, other) => {
      const folded = new FoldedText(text)
      const start = Math.min(one, other, folded.text.length)
      const end = Math.min(Math.max(one, other), folded.text.length)
      const words = text.slice(folded.startOf(start), folded.endOf(end))
      if (start < end) expect(new FoldedText(words).text).toBe(folded.text.slice(start, end))
    }),
  )
})

test('an index in the text leads back to that of the word here', () => {
  fc.assert(
    fc.property(canonical, (text) => {
      const folded = new FoldedText(text)
      const starts = [...Array(folded.text.length).keys()]
      expect(starts.map((start) => folded.indexOf(folded.startOf(start)))).toEqual(starts)
      expect(starts.map((end) => folded.indexOf(folded.endOf(end + 1)))).toEqual(starts.map((end) => end + 1))
    }),
  )
})
