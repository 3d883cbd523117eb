import type { FieldProblems } from '../web/parse'
import { type Problem, unprocessable } from '../web/problems'

/** 422 with a sentence for each member, as `parsed` says it of those that the schema refuses. */
export function refusedFields(errors: FieldProblems): Problem {
  const detail = Object.entries(errors).map(([member, problem]) => `${member}: ${problem}`)
  return unprocessable(detail.join(' '), { errors })
}
