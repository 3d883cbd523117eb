import fc from 'fast-check'
import { paragraphs, sentences } from '../../src/quotes/sentences'
import { rawText, sliceByCharacters } from './texts'

const sentencesOf = (text: string, language?: string) =>
  sentences(text, language).map(({ start, end }) => sliceByCharacters(text, start, end))

test.each([
  [['He said so.', 'She did not.']],
  [['Gen. Anna Ruiz met U.S. officials.', 'They agreed.']],
  [['The U.S. Senate passed H.R. 1234 on Feb. 3.', 'No. 5 is next.']],
  [['He lives in the U.S.', 'His brother does not.']],
  [['He works for Acme Inc.', 'The board met.']],
  [['Acme Inc. Chairman John F. Smith Jr. spoke at 3 p.m. Eastern time.']],
  [['Mr. He and Dr. The met.', 'So did others.']],
  [['She said: No.', 'He said: Yes.']],
  [['“Did he?” she asked.', '“He did!”', 'They left.']],
  [['Mayor (formerly Sen. and Rep.) v. Lopez, cf. Jan. 2 and p. 12.', 'Done.']],
  [['It fell 2.5 percent, e.g. Tuesday.', 'Then … it rose.']],
  [['¿Quién lo dijo?', 'Nadie.']],
])('%j', (expected) => {
  expect(sentencesOf(expected.join(' '))).toEqual(expected)
})

test('a line is never left, whether it ends like a sentence or not', () => {
  const text = '  A headline of the U.S.\nBy Gen. \n\n\nRuiz said so. He\u00a0did. \r\n \nEnd'
  expect(sentencesOf(text)).toEqual(['A headline of the U.S.', 'By Gen.', 'Ruiz said so.', 'He\u00a0did.', 'End'])
})

test('offsets are code points', () => {
  expect(sentences('😀 Yes. 😀 No.')).toEqual([
    { start: 0, end: 6 },
    { start: 7, end: 12 },
  ])
})

test('abbreviations are English; another language has its own', () => {
  expect(sentencesOf('Acme Co. Ruiz lo dijo.', 'en-GB')).toHaveLength(1)
  expect(sentencesOf('Acme Co. Ruiz lo dijo.', 'und')).toHaveLength(1)
  expect(sentencesOf('Acme Co. Ruiz lo dijo.', 'es')).toHaveLength(2)
})

test.each(['abcd', 'en-a', ''])('%j, no language tag, is a language unknown', (language) => {
  expect(sentencesOf('He said so. She did not.', language)).toHaveLength(2)
})

test('every character but space is in one sentence, and sentences are in order', () => {
  fc.assert(
    fc.property(rawText, (text) => {
      const found = sentences(text)
      let outside = ''
      let last = 0
      for (const { start, end } of found) {
        outside += sliceByCharacters(text, last, start)
        const words = sliceByCharacters(text, start, end)
        expect(words).toBe(words.trim())
        expect(words).toMatch(/^[^\n]+$/)
        last = end
      }
      outside += sliceByCharacters(text, last, text.length)
      expect(outside.trim()).toBe('')
    }),
  )
})

test('a long text has the sentences that its parts have', () => {
  const part = `${'Ruiz ('.repeat(700)} said so. The U.S. did not (((( and 😀 will. “Why?” he asked.\nA headline\n`
  const once = sentencesOf(part)
  expect(sentencesOf(part.repeat(20))).toEqual(Array.from({ length: 20 }, () => once).flat())
})

test.each([
  ['news', 'Mr. Ruiz said on Monday that the U.S. had told him to leave the country. He denied it.\n\n'],
  ['one endless line', 'Mr. Ruiz said on Monday that the U.S. had told him to leave the country. He denied it. '],
  ['one endless word', 'a'],
])('a megabyte of %s takes seconds, where V8 with all of it at once takes minutes', (_, part) => {
  const text = part.repeat(1_000_000 / part.length)
  const started = performance.now()
  sentences(text)
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('paragraphs are the lines that have something on them', () => {
  const text = '\nA 😀 headline\nBy Ruiz\n\n  \n\n He said so. \nEnd'
  const found = paragraphs(text).map(({ start, end }) => sliceByCharacters(text, start, end))
  expect(found).toEqual(['A 😀 headline', 'By Ruiz', ' He said so. ', 'End'])
  expect(paragraphs('')).toEqual([])
})
