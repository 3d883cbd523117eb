import type { Notice } from './visitor'

/** What may be put back by undoing, by whoever may change it. */
export const UNDOABLE = [
  'claim',
  'statement',
  'link',
  'chain',
  'speaker',
  'article',
  'reply',
  'outlet',
  'settings',
] as const
export type UndoableKind = (typeof UNDOABLE)[number]

export const isUndoable = (kind: string): kind is UndoableKind => (UNDOABLE as readonly string[]).includes(kind)

/** A change, by the version that it made of a row. */
export interface Made {
  kind: UndoableKind
  id: number
  version: number
}

/** More than one change is undone where one form made them: a statement and its claim, what was published at once. */
export const MOST_UNDONE = 10

/**
 * The form that undoes changes; at most `MOST_UNDONE`.
 *
 * @param back the page to come back to
 * @param reason the public one, where undoing withdraws what was made
 */
export function undoing(changes: readonly Made[], back: string, reason?: string): NonNullable<Notice['undo']> {
  const change = changes.map(({ kind, id, version }) => `${kind}.${id}.${version}`)
  return { action: '/undo', fields: { change, back, ...(reason !== undefined && { reason }) } }
}
