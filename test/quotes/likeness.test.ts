import fc from 'fast-check'
import { likenessBeside, mostLikenessBeside } from '../../src/quotes/likeness'

/** Few different tokens, so that much is there in another order; some far apart that share a flag. */
const text = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(1_024, 2_049)), { minLength: 1, maxLength: 60 })
  .map((tokens) => Int32Array.from(tokens))

const passageOf = (tokens: Int32Array) =>
  fc
    .tuple(fc.nat(tokens.length), fc.nat(tokens.length))
    .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }))

const twoPassages = fc
  .tuple(text, text)
  .chain(([a, b]) => fc.tuple(fc.constant(a), passageOf(a), fc.constant(b), passageOf(b)))

test('the quick bound is never below what the surroundings have in common', () => {
  let isMore = false
  fc.assert(
    fc.property(twoPassages, ([a, passage, b, place]) => {
      const [bound, exact] = [mostLikenessBeside(a, passage, b, place), likenessBeside(a, passage, b, place)]
      isMore ||= bound > exact
      return bound >= exact && bound <= 1
    }),
    { numRuns: 1_000 },
  )
  // Or it would be no bound but the thing itself.
  expect(isMore).toBe(true)
})

test('what stands beside both in the same order is all there, what stands there in another order only by the bound', () => {
  const tokens = (...numbers: number[]) => Int32Array.from(numbers)
  const passage = { start: 0, end: 1 }
  expect(likenessBeside(tokens(9, 1, 2, 3), passage, tokens(9, 1, 2, 3), passage)).toBe(1)
  expect(mostLikenessBeside(tokens(9, 1, 2, 3), passage, tokens(9, 3, 2, 1), passage)).toBe(1)
  expect(likenessBeside(tokens(9, 1, 2, 3), passage, tokens(9, 3, 2, 1), passage)).toBeLessThan(1)
  expect(mostLikenessBeside(tokens(9, 1, 2, 3), passage, tokens(9, 4, 5, 6), passage)).toBe(0.5)
})
