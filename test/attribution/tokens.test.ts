import fc from 'fast-check'
import { tokensOf } from '../../src/attribution/tokens'

const words = (text: string) => tokensOf(text).map(({ text }) => text)

test.each([
  ['Putin’s denials didn’t end it.', ['Putin', '’s', 'denials', 'did', 'n’t', 'end', 'it', '.']],
  ["He can't, they've said: we'll", ['He', 'ca', "n't", ',', 'they', "'ve", 'said', ':', 'we', "'ll"]],
  [
    'the U.S. Senate in a state-run, 5.2% plan',
    ['the', 'U.S.', 'Senate', 'in', 'a', 'state-run', ',', '5.2', '%', 'plan'],
  ],
  ['“Really?” -- he asked…', ['“', 'Really', '?', '”', '--', 'he', 'asked', '…']],
  ['', []],
  [' \n\t', []],
])('%j is cut into its words and signs', (text, tokens) => {
  expect(words(text)).toEqual(tokens)
})

test('an apostrophe is straight in the lower case of a token, and lower case is all that it differs in', () => {
  expect(tokensOf('Isn’t').map(({ lower }) => lower)).toEqual(['is', "n't"])
})

test('tokens are the text but for its spaces, each at its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokensOf(text)
      expect(tokens.map((token) => token.text).join('')).toBe(text.replace(/\s/gu, ''))
      for (const { start, end, text: word } of tokens) expect(text.slice(start, end)).toBe(word)
    }),
  )
})
