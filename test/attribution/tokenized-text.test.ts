import { tokenizedText } from '../../src/attribution/tokenized-text'

const TEXT = 'Ann said: “It is safe. It was tested,” twice.\nBob asked "why" and said "no more.\nNobody answered.'
const text = tokenizedText(TEXT)
const inWords = (of: (at: number) => boolean) =>
  text.tokens
    .filter((_, at) => of(at))
    .map((token) => token.text)
    .join(' ')

test('sentences have numbers without gaps, and begin where they begin', () => {
  expect(text.starts.slice(0, -1).map((at) => text.tokens[at]?.text)).toEqual(['Ann', 'It', 'Bob', 'Nobody'])
  expect(text.starts.at(-1)).toBe(text.tokens.length)
  expect(inWords((at) => text.sentence[at] === 1)).toBe('It was tested , ” twice .')
})

test('lines are counted', () => {
  expect(inWords((at) => text.line[at] === 2)).toBe('Nobody answered .')
})

test('a quotation goes on over sentences, not over the end of a line, and has its marks', () => {
  expect(inWords((at) => text.quotation[at] === 1)).toBe('“ It is safe . It was tested , ”')
  expect(inWords((at) => text.quotation[at] === 2)).toBe('" why "')
  expect(inWords((at) => text.quotation[at] === 3)).toBe('" no more .')
  expect(inWords((at) => text.quotation[at] === 0)).toContain('Nobody answered .')
})

test('a text without a word has no sentence', () => {
  expect(tokenizedText(' \n ')).toMatchObject({ tokens: [], starts: [0] })
})
