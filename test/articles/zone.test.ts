import fc from 'fast-check'
import { placeZone, type ZonePlaceGiven } from '../../src/articles/place-zones'
import { shareOfZones, type Zone, zonesOver, zonesProblem } from '../../src/articles/zone'

const zone = (start: number, end: number, kind: Zone['kind'] = 'appeal'): Zone => ({ start, end, kind })

describe('the zones of a text of 100 characters', () => {
  test.each<[string, Zone[], RegExp | null]>([
    ['may be none', [], null],
    ['may be all of it', [zone(0, 100)], null],
    ['may touch', [zone(10, 20), zone(0, 10), zone(20, 21)], null],
    ['don’t overlap', [zone(10, 20), zone(19, 30)], /overlap another, appeal/],
    ['don’t lie in one another', [zone(10, 20, 'comments'), zone(12, 14)], /overlap another, readers’ comments/],
    ['don’t begin together', [zone(10, 20), zone(10, 20)], /overlap/],
    ['end with the text', [zone(90, 101)], /no text from 90 to 101: it has 100/],
    ['are not empty', [zone(5, 5)], /no text from 5 to 5/],
    ['begin in it', [zone(-1, 5)], /no text from -1/],
    ['are 200 at most', Array.from({ length: 201 }, () => zone(0, 1)), /200 zones at most/],
  ])('%s', (_, zones, problem) => {
    if (problem === null) expect(zonesProblem(zones, 100)).toBeNull()
    else expect(zonesProblem(zones, 100)).toMatch(problem)
  })

  test('are accepted exactly when each character is in one of them at most', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 8 })), { maxLength: 6 })
    fc.assert(
      fc.property(ranges, (given) => {
        const zones = given.map(([start, length]) => zone(start, start + length))
        const covered = zones.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n))
        const isRight = new Set(covered).size === covered.length && covered.every((place) => place < 30)
        expect(zonesProblem(zones, 30) === null).toBe(isRight)
      }),
    )
  })
})

test.each([
  [10, 20, true],
  [0, 11, true],
  [19, 30, true],
  [12, 13, true],
  [0, 100, true],
  [0, 10, false],
  [20, 30, false],
])('words from %i to %i, and a zone from 10 to 20: %s', (start, end, isOver) => {
  expect(zonesOver([{ start, end }], [zone(10, 20)])).toHaveLength(isOver ? 1 : 0)
})

test.each<[Zone[], string]>([
  [[], '0 %'],
  [[zone(0, 1)], 'less than 1 %'],
  [[zone(0, 400), zone(990, 1_000)], '41 %'],
  [[zone(0, 999)], 'more than 99 %'],
  [[zone(0, 1_000)], '100 %'],
])('%j of 1,000 characters are %s', (zones, share) => {
  expect(shareOfZones(zones, 1_000)).toBe(share)
})

describe('a place given', () => {
  const TEXT = 'Help us 👷🏽!\n\nThe bridge\nis safe.\n\nTwo thoughts\nAnn: Yes.\nBob: Yes.\nClosed.\nRead more\n'
  const points = [...TEXT]

  test.each<[string, ZonePlaceGiven, string]>([
    ['one paragraph', { from: 1 }, 'Help us 👷🏽!'],
    ['from a paragraph to another', { from: 4, to: 7 }, 'Two thoughts\nAnn: Yes.\nBob: Yes.\nClosed.'],
    ['words', { first: 'thoughts' }, 'thoughts'],
    ['words to words', { first: 'thoughts', last: 'Closed' }, 'thoughts\nAnn: Yes.\nBob: Yes.\nClosed'],
    ['words over a line', { first: 'Yes.\nBob' }, 'Yes.\nBob'],
    ['a paragraph to words within one', { from: 2, last: 'bridge' }, 'The bridge'],
    ['words to the end of a paragraph', { first: 'Two', to: 7 }, 'Two thoughts\nAnn: Yes.\nBob: Yes.\nClosed.'],
    ['words that stand twice, in the paragraph named', { from: 6, first: 'Yes.' }, 'Yes.'],
    [
      'words that the end may not come before',
      { first: 'Ann', last: 'Read more' },
      'Ann: Yes.\nBob: Yes.\nClosed.\nRead more',
    ],
    ['an end that stands twice, in the paragraph named', { from: 4, to: 5, last: 'Yes.' }, 'Two thoughts\nAnn: Yes.'],
    ['curly for straight, as elsewhere', { first: 'bridge\nis  safe' }, 'bridge\nis safe'],
  ])('%s', (_, given, words) => {
    const placed = placeZone(TEXT, given)
    if ('problems' in placed) throw new Error(JSON.stringify(placed))
    expect(points.slice(placed.place.start, placed.place.end).join('')).toBe(words)
  })

  test.each<[string, ZonePlaceGiven, object]>([
    ['nothing', {}, { from: /where it begins/ }],
    ['an end alone', { to: 3 }, { from: /where it begins/ }],
    ['a paragraph that is not there', { from: 9 }, { from: /no paragraph 9; it has 8/ }],
    ['an end that is not there', { from: 1, to: 99 }, { to: /no paragraph 99/ }],
    ['an end before the beginning', { from: 4, to: 1 }, { to: /end before it begins/ }],
    ['words that are not there', { first: 'tunnel' }, { first: /not in the text/ }],
    ['words that stand twice', { first: 'Yes.' }, { first: /several times/ }],
    ['last words that stand before', { from: 4, last: 'bridge' }, { last: /after that/ }],
    ['half a character', { first: '\ud83d' }, { first: /not in the text/ }],
  ])('%s, is a problem of its field', (_, given, expected) => {
    const placed = placeZone(TEXT, given)
    if ('place' in placed) throw new Error(JSON.stringify(placed))
    expect(Object.keys(placed.problems)).toEqual(Object.keys(expected))
    for (const [field, sentence] of Object.entries(expected)) expect(placed.problems[field]).toMatch(sentence)
  })
})
