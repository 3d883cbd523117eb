import fc from 'fast-check'
import { cutIntoPieces, type MarkedRange } from '../../src/quotes/marks'

test.each<[string, number, MarkedRange[], [number, number, number[], number[]][]]>([
  ['no text', 0, [], []],
  ['no range', 9, [], [[0, 9, [], []]]],
  [
    'a range in the middle',
    9,
    [{ id: 1, start: 2, end: 5 }],
    [
      [0, 2, [], []],
      [2, 5, [1], [1]],
      [5, 9, [], []],
    ],
  ],
  ['a range over everything', 9, [{ id: 1, start: 0, end: 9 }], [[0, 9, [1], [1]]]],
  [
    'overlapping ranges',
    9,
    [
      { id: 2, start: 3, end: 9 },
      { id: 1, start: 0, end: 5 },
    ],
    [
      [0, 3, [1], []],
      [3, 5, [1, 2], [1]],
      [5, 9, [2], [2]],
    ],
  ],
  [
    'one range inside another, begun and ended together',
    9,
    [
      { id: 7, start: 2, end: 9 },
      { id: 3, start: 2, end: 4 },
      { id: 5, start: 6, end: 9 },
    ],
    [
      [0, 2, [], []],
      [2, 4, [3, 7], [3]],
      [4, 6, [7], []],
      [6, 9, [7, 5], [7, 5]],
    ],
  ],
  [
    'a split quotation has one end',
    9,
    [
      { id: 1, start: 0, end: 2 },
      { id: 1, start: 4, end: 6 },
    ],
    [
      [0, 2, [1], []],
      [2, 4, [], []],
      [4, 6, [1], [1]],
      [6, 9, [], []],
    ],
  ],
])('%s', (_, length, ranges, pieces) => {
  expect(cutIntoPieces(length, ranges).map(({ start, end, ids, endsHere }) => [start, end, ids, endsHere])).toEqual(
    pieces,
  )
})

test.each([
  [2, 2],
  [5, 3],
  [-1, 3],
  [8, 10],
  [Number.NaN, 3],
])('refuses a range from %p to %p of nine', (start, end) => {
  expect(() => cutIntoPieces(9, [{ id: 1, start, end }])).toThrow(RangeError)
})

const LENGTH = 30
const someRanges = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(LENGTH - 1), fc.nat(LENGTH - 1))
    .map(([id, one, other]) => ({ id, start: Math.min(one, other), end: Math.max(one, other) + 1 })),
  { maxLength: 12 },
)

test('the pieces are the whole text, and over each character say whose it is', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      const text = Array.from({ length: LENGTH }, (_, place) => String.fromCharCode(97 + place)).join('')
      const pieces = cutIntoPieces(LENGTH, ranges)
      expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
      for (const { start, end, ids, endsHere } of pieces) {
        expect(end).toBeGreaterThan(start)
        for (let place = start; place < end; place++) {
          const covering = ranges.filter((range) => range.start <= place && place < range.end)
          expect([...ids].sort()).toEqual([...new Set(covering.map(({ id }) => id))].sort())
        }
        for (const id of endsHere) expect(ids).toContain(id)
      }
    }),
  )
})

test('every statement ends once', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      const ends = cutIntoPieces(LENGTH, ranges).flatMap(({ endsHere }) => endsHere)
      expect(ends.sort()).toEqual([...new Set(ranges.map(({ id }) => id))].sort())
    }),
  )
})

test('the order of the ranges makes no difference', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      expect(cutIntoPieces(LENGTH, ranges.toReversed())).toEqual(cutIntoPieces(LENGTH, ranges))
    }),
  )
})
