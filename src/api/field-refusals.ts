import type { z } from 'zod'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { type Problem, unprocessable } from '../web/problems'

/** 422 with a sentence for each member. */
export function refusedFields(errors: FieldProblems): Problem {
  const detail = Object.entries(errors).map(([member, problem]) =>
    member === 'form' ? problem : `${member}: ${problem}`,
  )
  return unprocessable(detail.join(' '), { errors })
}

/** Parses what was sent; throws 422 with what is wrong with each member, in plain words throughout. */
export function accepted<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw refusedFields(fieldProblems(result.error))
}
