import { z } from 'zod'
import { words } from '../words/words'
import { NOT_TAKEN, plainWords } from './plain-words'
import { notFound, unprocessable } from './problems'
import { LARGEST_INTEGER } from './row-numbers'

// For all of Zod: whatever is parsed here may end in an answer.
z.config({ customError: plainWords })

/** Ids are PostgreSQL integers; whatever else stands in an address is no page of ours. */
const Id = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.number().max(LARGEST_INTEGER))

/** The id in an address, or 404: `what` names what was looked for. */
export function idFrom(value: unknown, what: string): number {
  const id = Id.safeParse(value)
  if (!id.success) throw notFound(what)
  return id.data
}

/** A field's complaint, under the field's name. */
export type FieldProblems = Record<string, string>

/** Zod's issues as one sentence a field. */
export function fieldProblems(error: z.ZodError): FieldProblems {
  const problems: FieldProblems = {}
  for (const issue of error.issues) problems[issue.path.join('.') || 'form'] ??= sentence(issue)
  return problems
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return words.refusals.unknownMembers(issue.keys.join(', '))
  // A union without words of its own is mostly "nothing, or this": what is wrong with it as this.
  const asLast = issue.code === 'invalid_union' && issue.message === NOT_TAKEN ? issue.errors.at(-1)?.[0] : undefined
  return asLast ? sentence(asLast) : issue.message
}

/** Parses what came over the API or in an address; throws 422 with every field's complaint. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = fieldProblems(result.error)
  const detail = Object.entries(problems)
    .map(([field, problem]) => (field === 'form' ? problem : `${field}: ${problem}`))
    .join(' ')
  throw unprocessable(detail, { errors: problems })
}
