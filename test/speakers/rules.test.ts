import { linkProblem } from '../../src/links/relation'
import { mixedWord } from '../../src/speakers/mixed-scripts'
import { boundsOf, byRecency, hadWithin, roleDaysProblem } from '../../src/speakers/role-days'

test.each([
  ['Donald Trump', null],
  ['Тrump', ['Latin', 'Cyrillic']],
  ['Trump Дональд', null],
  ['Владимир Путин', null],
  ['Vladimir Рutin', ['Latin', 'Cyrillic']],
  ['Ελένη', null],
  ['Αnna', ['Latin', 'Greek']],
  ['O’Brien-Łukasz', null],
  ['José', null],
  ['ＮＡＳＡ', null],
  ['文春 NHK', null],
  ['G7', null],
  ['', null],
])('alphabets mixed within a word of “%s”: %j', (name, alphabets) => {
  expect(mixedWord(name)?.alphabets ?? null).toEqual(alphabets)
})

test.each([
  ['2018', ['2018-01-01', '2018-12-31']],
  ['2019-02', ['2019-02-01', '2019-02-28']],
  ['2020-02', ['2020-02-01', '2020-02-29']],
  ['2020-02-29', ['2020-02-29', '2020-02-29']],
  ['2019-02-29', null],
  ['2019-13', null],
  ['2019-04-31', null],
  ['0999', null],
  ['April 2018', null],
  ['', null],
])('a role’s day %j reaches over %j', (text, bounds) => {
  const found = boundsOf(text)
  expect(found && [found.earliest, found.latest]).toEqual(bounds)
})

test.each([
  [{ since: '2018', until: '2018' }, null],
  [{ since: '2018-04', until: '2018' }, null],
  [{ since: null, until: null }, null],
  [{ since: '2019', until: '2018-12' }, 'begun in 2019 and ended in 2018-12'],
  [{ since: 'April', until: null }, 'Write a year'],
])('days of a role: %j', (days, problem) => {
  const found = roleDaysProblem(days)
  problem === null ? expect(found).toBeNull() : expect(found).toContain(problem)
})

test.each([
  [{ since: '2018-04', until: '2019-09' }, '2019-05-02', '2019-05-02', true],
  [{ since: '2018-04', until: '2019-09' }, '2019-09-30', '2019-09-30', true],
  [{ since: '2018-04', until: '2019-09' }, '2019-10-01', '2019-10-01', false],
  [{ since: '2018-04', until: null }, '2018-03-31', '2018-03-31', false],
  [{ since: '2018-04', until: null }, null, null, true],
  [{ since: null, until: '2018' }, '2019-01-01', null, false],
])('a role of %j was had between %s and %s: %s', (days, earliest, latest, had) => {
  expect(hadWithin(days, earliest, latest)).toBe(had)
})

test('the latest role is the one that lasts, then the one that ended last', () => {
  const roles = [
    { id: 1, since: '2001', until: '2005' },
    { id: 2, since: '2010', until: null },
    { id: 3, since: '2005', until: '2009' },
    { id: 4, since: null, until: null },
  ]
  expect(roles.sort(byRecency).map(({ id }) => id)).toEqual([2, 4, 3, 1])
})

describe('a spokesman’s words are also those of whom he speaks for', () => {
  const kremlin = { id: 1, speakerIds: [10], forIds: [] }
  const spokesman = { id: 2, speakerIds: [20], forIds: [10] }
  const another = { id: 3, speakerIds: [30], forIds: [10] }

  test.each([
    [spokesman, kremlin, 'repeats', true],
    [kremlin, spokesman, 'walks_back', true],
    [spokesman, another, 'repeats', true],
    [{ ...spokesman, forIds: [] }, kremlin, 'repeats', false],
    // "Another" asks who opened their mouth: a spokesman may deny what the Kremlin's site says.
    [spokesman, kremlin, 'denies', true],
    [kremlin, { ...kremlin, id: 4 }, 'denies', false],
  ] as const)('%j to %j: %s is possible: %s', (from, to, relation, isPossible) => {
    expect(linkProblem(from, to, relation) === null).toBe(isPossible)
  })
})
