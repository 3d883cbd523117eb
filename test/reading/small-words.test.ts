import { chainTitle } from '../../src/reading/chain-title'
import { daysSpanned, monthInWords } from '../../src/reading/days'
import { joinedNames } from '../../src/reading/names'
import { shortened } from '../../src/reading/shortened'
import { counted } from '../../src/words/counted'

test.each([
  ['It is safe.', 20, 'It is safe.'],
  ['  It\n is \t safe. ', 20, 'It is safe.'],
  ['It is safe, said Ann Lee', 16, 'It is safe…'],
  ['It is safe — said Ann Lee', 16, 'It is safe…'],
  ['https://example.org/a-long-address', 12, 'https://exa…'],
  ['👷🏽'.repeat(9), 5, '👷🏽👷🏽…'],
])('%j in %i characters is %j', (words, longest, expected) => {
  expect(shortened(words, longest)).toBe(expected)
  expect([...shortened(words, longest)].length).toBeLessThanOrEqual(longest)
})

test.each([
  [{ id: 4, title: 'Is the bridge safe?', words: 'It is safe.' }, 'Is the bridge safe?'],
  [{ id: 4, title: null, words: 'It is safe.' }, 'It is safe.'],
  [{ id: 4, title: null, words: 'safe '.repeat(40) }, `${'safe '.repeat(20)}safe…`],
  [{ id: 4, title: null, words: null }, 'Chain 4'],
])('a chain is called', (chain, expected) => {
  expect(chainTitle(chain)).toBe(expected)
})

test.each([
  ['2019-06-02', '2019-06-04', '2–4 June 2019'],
  ['2019-06-02', '2019-06-02', '2 June 2019'],
  ['2019-05-30', '2019-06-02', '30 May – 2 June 2019'],
  ['2019-06-04', '2019-06-02', '2–4 June 2019'],
  [null, '2019-06-02', '2 June 2019'],
  ['2019-06-02', null, '2 June 2019'],
  [null, null, null],
])('from %s to %s: %s', (first, last, expected) => {
  expect(daysSpanned(first, last)).toBe(expected)
})

test('months, names and counts', () => {
  expect(monthInWords('2020-02-14')).toBe('February 2020')
  expect(joinedNames(['Ann Lee'])).toBe('Ann Lee')
  expect(joinedNames(['Ann Lee', 'Bob Ray', 'the city'])).toBe('Ann Lee, Bob Ray and the city')
  expect(counted(1, 'claim')).toBe('1 claim')
  expect(counted(1_200, 'reply', 'replies')).toBe('1,200 replies')
})
