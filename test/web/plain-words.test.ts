import { z } from 'zod'
import { fieldProblems } from '../../src/web/parse'

/** What is told of a value, where the schema itself says nothing. */
const told = (schema: z.ZodType, value: unknown) =>
  Object.values(fieldProblems(schema.safeParse(value).error as z.ZodError))

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, 'This is missing.'],
  [z.string(), 1, 'This has to be a text.'],
  [z.array(z.string()), 'a', 'This has to be a list.'],
  [z.object({}), 'a', 'This has to be an object.'],
  [z.int(), 1.5, 'This has to be a whole number.'],
  [z.boolean(), 'true', 'This has to be true or false.'],
  [z.enum(['a', 'b']), 'c', 'This is none of a, b.'],
  [z.number().min(1), 0, 'This is below 1.'],
  [z.number().max(1), 2, 'This is above 1.'],
  [z.string().min(2), 'a', 'This is too short.'],
  [z.array(z.int()).max(1), [1, 2], 'This is too long.'],
  [z.string().regex(/^a$/), 'b', 'This is not written as it has to be.'],
  [z.strictObject({}), { a: 1, b: 2 }, 'Unknown: a, b.'],
  [z.union([z.literal(''), z.enum(['a', 'b'])]), 'c', 'This is none of a, b.'],
  [z.union([z.literal(''), z.string().regex(/^a$/, 'Write a.')]), 'c', 'Write a.'],
  [z.union([z.literal(''), z.int()], 'Nothing, or a number.'), 'c', 'Nothing, or a number.'],
  [z.union([z.literal(''), z.custom((value) => value === 1)]), 2, 'This is not taken here.'],
])('%# of %j is told: %s', (schema, value, words) => {
  expect(told(schema, value)).toEqual([words])
})
