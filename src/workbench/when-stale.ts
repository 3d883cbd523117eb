import { Problem } from '../web/problems'

/** For `catch`: a stale version as a value, so that a form can keep what was typed. */
export function whenStale(error: unknown): 'stale' {
  if (error instanceof Problem && error.status === 409) return 'stale'
  throw error
}
