import type { State } from '../claims/claim'
import { gone, notFound, Problem, stale } from '../web/problems'

/** What decides whether a row may be seen or changed. */
export interface Stateful {
  version: number
  state: State
  withdrawnReason: string | null
  /** False of a withdrawn row that readers never saw: to them it is what a draft is. */
  wasPublic?: boolean
}

/**
 * The row, if there is one that may be seen: 404 without one, 410 with the public reason when it is withdrawn and whoever
 * asks could see it before.
 */
export function shown<Row extends Stateful>(row: Row | null | undefined, visible: readonly State[], what: string): Row {
  if (!row || !(row.wasPublic !== false || visible.includes('draft'))) throw notFound(what)
  if (row.state === 'withdrawn') throw withdrawn(what, row.withdrawnReason ?? '', row.version)
  if (!visible.includes(row.state)) throw notFound(what)
  return row
}

/** 410, with what a script needs to restore it. */
export function withdrawn(what: string, reason: string, version?: number): Problem {
  const { status, title, detail } = gone(what, reason)
  return new Problem(status, title, detail, { reason, version })
}

/** Throws unless the row has the version the change was made from, before anything is worked out from the row. */
export function requireVersion(row: { version: number }, version: number, what: string) {
  if (row.version !== version) throw stale(what)
}

/** Throws unless the row can be withdrawn: from this version, and only once. */
export function requirePublished(row: Stateful, version: number, what: string) {
  requireVersion(row, version, what)
  if (row.state === 'withdrawn')
    throw new Problem(409, 'Withdrawn already', `${capital(what)} has been withdrawn already.`)
}

/** Of sending a draft back, as the document tells it. */
export const SENT_BACK_ONCE = 'It is no draft, or this version has been sent back with other words.'

/** Throws unless the draft has been sent back with these words, now or just before. */
export function requireSentBack(outcome: object | { problem: string }) {
  if ('problem' in outcome) throw new Problem(409, 'Sent back already', outcome.problem)
}

/** Throws unless there is a withdrawal to take back. */
export function requireWithdrawn(row: Stateful, version: number, what: string) {
  requireVersion(row, version, what)
  if (row.state !== 'withdrawn') throw new Problem(404, 'Not found', `${capital(what)} has not been withdrawn.`)
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
