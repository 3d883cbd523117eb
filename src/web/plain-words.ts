import type { z } from 'zod'
import { words } from '../words/words'

/** For a union that has no words of its own: what is wrong with it as each of its members says more. */
export const NOT_TAKEN = words.refusals.notTaken

/**
 * What is said where a schema has no words of its own, in place of Zod's, which speak to programmers ("Invalid option:
 * expected one of …").
 */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return words.refusals.missing
  switch (issue.code) {
    case 'invalid_type':
      return words.refusals.hasToBe(TYPES[String(issue.expected)] ?? String(issue.expected))
    case 'invalid_value':
      return words.refusals.noneOf(issue.values.join(', '))
    case 'too_small':
      return isNumber(issue.origin) ? words.refusals.below(String(issue.minimum)) : words.refusals.tooShort
    case 'too_big':
      return isNumber(issue.origin) ? words.refusals.above(String(issue.maximum)) : words.refusals.tooLong
    case 'invalid_format':
      return words.refusals.notWrittenSo
    default:
      return NOT_TAKEN
  }
}

const isNumber = (origin: string) => ['number', 'int', 'bigint'].includes(origin)

const TYPES: Record<string, string> = words.refusals.types
