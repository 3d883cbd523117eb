import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { rawText, sliceByCharacters, unstorable } from './texts'

const anyText = fc.array(fc.oneof(rawText, unstorable)).map((parts) => parts.join(''))

test('an offset counts characters where an index counts UTF-16 units', () => {
  const points = new CodePoints('a😀b')
  expect(points.length).toBe(3)
  expect([0, 1, 2, 3].map((offset) => points.indexAt(offset))).toEqual([0, 1, 3, 4])
  expect([0, 1, 3, 4].map((index) => points.offsetAt(index))).toEqual([0, 1, 2, 3])
  expect(points.slice(1, 2)).toBe('😀')
})

test('an index between the halves of a pair has the offset of the pair', () => {
  expect(new CodePoints('a😀b').offsetAt(2)).toBe(1)
})

test('counts as Array.from does, lone surrogates too', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const points = new CodePoints(text)
      const characters = Array.from(text)
      expect(points.length).toBe(characters.length)
      let index = 0
      characters.forEach((character, offset) => {
        expect(points.indexAt(offset)).toBe(index)
        expect(points.offsetAt(index)).toBe(offset)
        index += character.length
      })
      expect(points.indexAt(characters.length)).toBe(text.length)
    }),
  )
})

test('slices as Array.from does', () => {
  fc.assert(
    fc.property(anyText, fc.nat(80), fc.nat(80), (text, one, other) => {
      const points = new CodePoints(text)
      const [start, end] = [one, other].map((place) => Math.min(place, points.length)).sort((a, b) => a - b)
      expect(points.slice(start ?? 0, end ?? 0)).toBe(sliceByCharacters(text, start ?? 0, end ?? 0))
    }),
  )
})

test.each([-1, 5, 1.5, Number.NaN])('%p is no place in “a😀b”', (place) => {
  expect(() => new CodePoints('a😀b').indexAt(place)).toThrow(RangeError)
  expect(() => new CodePoints('a😀b').offsetAt(place)).toThrow(RangeError)
})

test('a text that was counted is not counted again', () => {
  const points = new CodePoints('text')
  expect(CodePoints.of(points)).toBe(points)
})
