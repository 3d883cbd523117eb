import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { inArticle, inPart, partOfText } from '../../src/suggestions/part-of-text'

const line = (words: string, times: number) => `${words.repeat(times)}\n`
/** Three parts, as long as lines let them be; with a letter that is two UTF-16 units. */
const LONG = new CodePoints(Array.from({ length: 50 }, (_, at) => line(`𝒜nn said ${at}. `, 80)).join(''))

test('an ordinary article is one part', () => {
  expect(partOfText(new CodePoints('Ann Lee denied it.'), 4)).toEqual({
    start: 0,
    end: 18,
    number: 1,
    count: 1,
    before: null,
    behind: null,
  })
  expect(partOfText(new CodePoints(''), 0)).toMatchObject({ number: 1, count: 1 })
})

test('a long one is read part by part, each of whole lines, and one leads to the next', () => {
  const { count } = partOfText(LONG, 0)
  expect(count).toBeGreaterThan(2)
  let place: number | null = 0
  for (let number = 1; number <= count; number += 1) {
    const part = partOfText(LONG, place ?? -1)
    expect(part).toMatchObject({ number, count, start: place })
    expect(LONG.slice(part.end - 1, part.end)).toBe('\n')
    place = part.behind
  }
  expect(place).toBeNull()
  expect(partOfText(LONG, LONG.length + 5)).toMatchObject({ number: count })
})

test('places within a part are counted from its beginning, and back', () => {
  const place = fc.record({ start: fc.nat(90), length: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.array(place), fc.nat(60), fc.integer({ min: 1, max: 60 }), (places, start, length) => {
      const part = { start, end: start + length }
      const given = places.map((one) => ({ start: one.start, end: one.start + one.length }))
      const back = inArticle(inPart(given, part), part)
      const touching = given.filter((one) => one.start < part.end && one.end > part.start)
      expect(back).toEqual(
        touching.map((one) => ({ start: Math.max(one.start, part.start), end: Math.min(one.end, part.end) })),
      )
    }),
  )
})
