import { CODE_OPERATORS } from './code-operators'
import type { Operator } from './operator'
import { SQL_OPERATORS } from './sql-operators'

/**
 * The operators, from which the list of guards is made: a guard written tomorrow in one of these ways is on the list
 * tomorrow. A way that none of them knows is found by `SUSPICIOUS`. Where two overlap the first has it: a whole statement rather than a
 * condition in it.
 */
export const OPERATORS: readonly Operator[] = [...CODE_OPERATORS, ...SQL_OPERATORS]
