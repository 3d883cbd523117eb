import fc from 'fast-check'
import { keptWeight, packedModel, unpackedModel } from '../../src/attribution/model-file'
import {
  ANY,
  bestTags,
  FEATURE_BITS,
  feature,
  featureNumber,
  type Place,
  type Weights,
} from '../../src/attribution/sequence-tagger'

const TAGS = 3
/** A few features, so that they meet. */
const someFeature = fc.integer({ min: 0, max: 6 })
const place = fc.record({
  own: fc.array(someFeature, { maxLength: 4 }).map((list) => Int32Array.from(list)),
  step: fc.array(someFeature, { maxLength: 3 }).map((list) => Int32Array.from(list)),
  allowed: fc.integer({ min: 1, max: 2 ** TAGS - 1 }),
})
/** Of the first seven features alone. */
const weightsOf = (values: readonly number[]) => {
  const weights = { tags: TAGS, own: new Float32Array(7 * TAGS), step: new Float32Array(7 * TAGS * TAGS) }
  weights.own.set(values.slice(0, 7 * TAGS))
  weights.step.set(values.slice(7 * TAGS))
  return weights
}
const weights = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: 84, maxLength: 84 })
  .map((values) => weightsOf(values.map((value) => value / 10)))

function scoreOf(places: readonly Place[], tags: readonly number[], { own, step }: Weights) {
  let score = 0
  places.forEach((one, at) => {
    const tag = tags[at] as number
    for (const number of one.own) score += own[number * TAGS + tag] as number
    const last = tags[at - 1]
    if (last !== undefined) for (const number of one.step) score += step[(number * TAGS + last) * TAGS + tag] as number
  })
  return score
}

/** Every way to tag. */
const allTags = (places: readonly Place[]): number[][] =>
  places.reduce<number[][]>(
    (begun, { allowed }) =>
      begun.flatMap((tags) => [0, 1, 2].filter((tag) => allowed & (1 << tag)).map((tag) => [...tags, tag])),
    [[]],
  )

test('of all ways to tag the best is found', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), weights, (places, given) => {
      const found = [...bestTags(places, given)]
      expect(found.every((tag, at) => (places[at] as Place).allowed & (1 << tag))).toBe(true)
      const best = Math.max(...allTags(places).map((tags) => scoreOf(places, tags, given)))
      expect(scoreOf(places, found, given)).toBeCloseTo(best, 3)
    }),
    { numRuns: 200 },
  )
})

test('what a tag costs is weighed in', () => {
  const places = [{ own: Int32Array.of(1), step: Int32Array.of(), allowed: ANY & 0b111 }]
  const given = weightsOf([0, 0, 0, 0, 1, 0])
  expect([...bestTags(places, given)]).toEqual([1])
  expect([...bestTags(places, given, (_, tag) => (tag === 2 ? 2 : 0))]).toEqual([2])
})

test('features are spread over all numbers there are', () => {
  const numbers = Array.from({ length: 20_000 }, (_, at) => featureNumber(`w${at}|that`))
  expect(Math.max(...numbers)).toBeLessThan(2 ** FEATURE_BITS)
  // Of 20,000 in 262,144 boxes 19,257 are expected to be somewhere of their own.
  expect(new Set(numbers).size).toBeGreaterThan(19_000)
})

test('a feature has the number of its name, which is never put together', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), fc.option(fc.integer()), (one, other, number) => {
      expect(feature`w${one}|${other} ${number}`).toBe(featureNumber(`w${one}|${other} ${number}`))
      expect(feature`${one}`).toBe(featureNumber(one))
    }),
  )
  expect(feature``).toBe(featureNumber(''))
})

test('a model is read as it was written: in whole numbers, without the lightest', () => {
  fc.assert(
    fc.property(weights, weights, weights, (cues, roles, saying) => {
      const read = unpackedModel(packedModel({ cues, roles, saying }))
      for (const part of ['cues', 'roles', 'saying'] as const) {
        expect(read[part].tags).toBe(TAGS)
        const written = { cues, roles, saying }[part]
        expect(read[part].own.slice(0, 21)).toEqual(written.own.map(keptWeight))
        expect(read[part].step.slice(0, 63)).toEqual(written.step.map(keptWeight))
      }
    }),
    { numRuns: 10 },
  )
  expect([-2.6, -1.9, 0, 1.9, 2, 2.6].map(keptWeight)).toEqual([-3, 0, 0, 0, 2, 3])
})

test('one that was cut off is no model', () => {
  const bytes = packedModel({ cues: weightsOf([10, 20, 30]), roles: weightsOf([]), saying: weightsOf([40]) })
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => unpackedModel(bytes.slice(0, length))).toThrow(RangeError)
})
