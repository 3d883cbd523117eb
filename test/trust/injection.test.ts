import { BAD_PAGES } from '../../bench/trust/injection/bad-pages'
import { storedXss } from '../../bench/trust/injection/stored-xss'

test('payloads in every column and article run on no page, and on bad pages they do', async () => {
  const { columns, visits, missed } = await storedXss({
    seed: 20_261_128,
    lived: 0,
    ofEachKind: 1,
    kinds: 10,
    reflected: false,
  })
  expect(visits.findings).toEqual([])
  expect(visits.failed).toEqual([])
  // Some are drawn twice, and some by both; all of them in a browser that heeds no policy.
  expect(visits.pages).toBeGreaterThan(9)
  const filled = columns.filter(({ rows }) => rows > 0)
  expect(filled.length).toBeGreaterThan(25)
  expect(filled.filter(({ number }) => visits.shown.has(number)).length).toBeGreaterThan(5)
  expect(missed).toEqual([])
  expect(Object.keys(BAD_PAGES).length).toBeGreaterThan(3)
}, 120_000)
