import { rowNumber } from '../../src/web/row-numbers'

const number = rowNumber('Not this.')

test.each(['1', '42', '2147483647'])('%j is the number of a row', (typed) => {
  expect(number.parse(typed)).toBe(Number(typed))
})

test.each([
  '',
  '0',
  '01',
  '-1',
  '1.0',
  '1e3',
  '0x1',
  '0b1',
  ' 1',
  '１',
  '2147483648',
  '9'.repeat(30),
  ['1'],
  1,
  true,
  undefined,
])('%j is none, and told so in the given words', (typed) => {
  const [issue, ...more] = number.safeParse(typed).error?.issues ?? []
  expect([issue?.message, more]).toEqual(['Not this.', []])
})
