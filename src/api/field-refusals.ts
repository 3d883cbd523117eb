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
  const result = schema.safeParse(value, { error: plainWords })
  if (result.success) return result.data
  throw refusedFields(fieldProblems(result.error))
}

/** For schemas that say nothing themselves of a member of the wrong type, or of a word that is none of theirs. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'This is missing.'
  if (issue.code === 'invalid_type') return `This has to be ${TYPES[String(issue.expected)] ?? issue.expected}.`
  if (issue.code === 'invalid_value') return `This is none of ${issue.values.join(', ')}.`
  return undefined
}

const TYPES: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
}
