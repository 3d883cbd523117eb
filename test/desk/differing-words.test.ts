import { differingWords } from '../../src/desk/differing-words'

/** The runs in one line: [gone], {new}, and what both have. */
const told = (one: string, other: string) =>
  differingWords(one, other)
    ?.map(({ words, is }) => (is === 'gone' ? `[${words}]` : is === 'new' ? `{${words}}` : words))
    .join('')

test.each([
  [
    'the same words in another house’s typography',
    'He said "no" - twice',
    'He said “no” — twice',
    'He said “no” — twice',
  ],
  ['a dash typed as two hyphens', 'no -- twice', 'no – twice', 'no – twice'],
  ['spaces and columns', 'One  word.\nTwo.', 'One word.\n\n\n Two.', 'One word.\n\nTwo.'],
  ['a soft hyphen', 'the govern\u00ADment fell', 'the government fell', 'the government fell'],
  [
    'a word that is another',
    'the ferry sails on Sunday',
    'the ferry sails on Monday',
    'the ferry sails on [Sunday]{Monday}',
  ],
  ['a paragraph cut from the bottom', 'It sails.\n\nAgency material.', 'It sails.', 'It sails.[\n\nAgency material.]'],
  ['a word of Russian, whole', 'Песков сказал нам', 'Песков написал нам', 'Песков [сказал]{написал} нам'],
  ['a character of Chinese', '他说没有发生', '他说没有出生', '他说没有[发]{出}生'],
  ['a letter with an accent of its own', 'cafe\u0301 noir', 'cafe\u0301 vert', 'cafe\u0301 [noir]{vert}'],
])('%s', (_what, one, other, words) => {
  expect(told(one, other)).toBe(words)
})

test('few words in common between two changes are chance, and read as changed', () => {
  expect(told('alpha of the beta gamma delta', 'one of the two gamma delta')).toBe(
    '[alpha of the beta]{one of the two} gamma delta',
  )
})

test('texts that have nothing in common are given up', () => {
  const words = (from: number) => Array.from({ length: 1_500 }, (_, place) => `word${from + place}`).join(' ')
  expect(differingWords(words(0), words(10_000))).toBeNull()
})
