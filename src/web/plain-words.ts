import type { z } from 'zod'

/** For a union that has no words of its own: what is wrong with it as each of its members says more. */
export const NOT_TAKEN = 'This is not taken here.'

/**
 * What is said where a schema has no words of its own, in place of Zod's, which speak to programmers ("Invalid option:
 * expected one of …").
 */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'This is missing.'
  switch (issue.code) {
    case 'invalid_type':
      return `This has to be ${TYPES[String(issue.expected)] ?? issue.expected}.`
    case 'invalid_value':
      return `This is none of ${issue.values.join(', ')}.`
    case 'too_small':
      return isNumber(issue.origin) ? `This is below ${issue.minimum}.` : 'This is too short.'
    case 'too_big':
      return isNumber(issue.origin) ? `This is above ${issue.maximum}.` : 'This is too long.'
    case 'invalid_format':
      return 'This is not written as it has to be.'
    default:
      return NOT_TAKEN
  }
}

const isNumber = (origin: string) => ['number', 'int', 'bigint'].includes(origin)

const TYPES: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
}
