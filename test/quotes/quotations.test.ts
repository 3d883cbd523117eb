import { quotations } from '../../src/quotes/quotations'

const wordsOf = (text: string) => {
  const points = [...text]
  return quotations(text).map(({ start, end }) => points.slice(start, end).join(''))
}

test.each([
  ['curly marks', 'He said “it is so,” and “it was.”', ['“it is so,”', '“it was.”']],
  ['straight marks', 'He said "it is so," and "it was."', ['"it is so,"', '"it was."']],
  ['German and French marks', 'Er sagte „so ist es“, dann «non».', ['„so ist es“', '«non»']],
  ['marks within marks of another kind', '“He called it ‘safe’ twice.”', ['“He called it ‘safe’ twice.”']],
  ['one that goes on in the next paragraph', '“It is so.\n“And it was.”', ['“It is so.', '“And it was.”']],
  ['a closing mark without an opening one', 'It is so,” he said.', []],
  ['marks with nothing in them', 'The mark “” and “…” are none.', []],
  ['no marks', 'Nobody’s words.', []],
  ['characters beyond the basic plane before it', '👷🏽 “so” 👷🏽 “it is”', ['“so”', '“it is”']],
])('%s', (_what, text, found) => {
  expect(wordsOf(text)).toEqual(found)
})
