import { type Audience, admits, type Role } from '../accounts/role'
import type { UndoableKind } from '../web/undo-form'

/** Whom a change has to be for, where not every editor may make it: as of the routes of its own form. */
const AUDIENCES: Partial<Record<UndoableKind, Audience>> = { outlet: 'admin', settings: 'admin' }

/** Whether somebody of this role may undo changes of rows of this kind. */
export const mayUndo = (kind: UndoableKind, role: Role): boolean => admits(AUDIENCES[kind] ?? 'editor', role)
