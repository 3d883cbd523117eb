import { afterDay, dayCursor, idCursor, pageOf } from '../../src/reading/paging'

test.each([
  ['17', 17],
  [undefined, null],
])('after=%s is id %s', (after, expected) => {
  expect(idCursor(after)).toBe(expected)
})

test.each([['0'], ['-1'], ['1e3'], ['2147483648'], ['99999999999'], ['x'], [''], [['1', '2']], [{ a: '1' }]])(
  'after=%j is no page of ours',
  (after) => {
    expect(() => idCursor(after)).toThrow('404')
    expect(() => dayCursor(after)).toThrow('404')
  },
)

test.each([
  ['2019-13-45.1'],
  ['2019-02-30.1'],
  ['0000-01-01.1'],
  ['2019-06-03'],
  ['2019-06-03.0'],
  ['.4'],
  ['none.2147483648'],
])('after=%s is no day of a list', (after) => {
  expect(() => dayCursor(after)).toThrow('404')
})

test.each([
  [{ day: '2019-06-03', id: 17 }, '2019-06-03.17'],
  [{ day: null, id: 4 }, 'none.4'],
])('a place goes into an address and comes back', (cursor, address) => {
  expect(afterDay(cursor)).toBe(address)
  expect(dayCursor(address)).toEqual(cursor)
})

test('a page has a next one only when there was a row more than it shows', () => {
  expect(pageOf([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], last: null })
  expect(pageOf([1, 2, 3, 4], 3)).toEqual({ shown: [1, 2, 3], last: 3 })
  expect(pageOf([], 3)).toEqual({ shown: [], last: null })
})
