import { troubleOf } from '../violations'

/** A statement that took too long, or that somebody cancelled. */
const TIMED_OUT = '57014'

/**
 * Whether another server may answer what this one did not. Not what was wrong in itself, and not what took too long: it would
 * take as long once more. What one server calls a mistake of ours may be a table that a migration has not brought there yet.
 */
export const maySucceedElsewhere = (error: unknown): boolean =>
  (error as { code?: unknown })?.code !== TIMED_OUT &&
  ['unavailable', 'conflict', 'bug'].includes(troubleOf(error) ?? '')

/** What a pool says whose connections are all at work, or which got none in time: the next look tells which of the two. */
const NO_FREE_CONNECTION = /^timeout exceeded when trying to connect/

/** Whether a server said this itself: one that refuses somebody is not silent to those who are at it already, and ends their connections itself if it ends. */
export function isAnswer(error: unknown): boolean {
  const { code, severity } = (error ?? {}) as Record<string, unknown>
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && severity !== undefined
}

/** A server that is at an end, or refuses to have anybody: connections break or can't be made, and nothing about what was asked. */
export function isGone(error: unknown): boolean {
  const { severity, message } = (error ?? {}) as Record<string, unknown>
  if (typeof message === 'string' && NO_FREE_CONNECTION.test(message)) return false
  return isAnswer(error) ? severity === 'FATAL' || severity === 'PANIC' : troubleOf(error) === 'unavailable'
}
