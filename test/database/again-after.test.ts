import { againAfter } from '../../src/database/embedded/again-after'

test('a dead server is tried again soon at first, and once a second for as long as it takes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 2_000].map(againAfter)).toEqual([50, 100, 200, 400, 800, 1_000, 1_000, 1_000])
})
