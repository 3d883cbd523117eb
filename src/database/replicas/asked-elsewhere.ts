import { isAnswer, isEnd, isRefusedBy, troubleOf } from '../violations'

/** A statement that took too long, or that somebody cancelled. */
const TIMED_OUT = '57014'

/**
 * Whether another server may answer what this one did not. Not what was wrong in itself, and not what took too long: it would
 * take as long once more. What one server calls a mistake of ours may be a table that a migration has not brought there yet.
 */
export const maySucceedElsewhere = (error: unknown): boolean =>
  !isRefusedBy(error, TIMED_OUT) && ['unavailable', 'conflict', 'bug'].includes(troubleOf(error) ?? '')

/** What a pool says whose connections are all at work, or which got none in time: the next look tells which of the two. */
const NO_FREE_CONNECTION = /^timeout exceeded when trying to connect/

/** A server that is at an end, or refuses to have anybody: connections break or can't be made, and nothing about what was asked. */
export function isGone(error: unknown): boolean {
  const { message } = (error ?? {}) as Record<string, unknown>
  if (typeof message === 'string' && NO_FREE_CONNECTION.test(message)) return false
  return isAnswer(error) ? isEnd(error) : troubleOf(error) === 'unavailable'
}
