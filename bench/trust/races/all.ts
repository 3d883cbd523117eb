import { EDITING } from './editing'
import { JOINING } from './joining'
import { LINKING } from './linking'
import { MERGING } from './merging'
import type { Race } from './race'
import { REVIEWING } from './reviewing'
import { UNDOING } from './undoing'
import { WITHDRAWING } from './withdrawing'

/** Every pair of changes of which both may be on their way. The desk reviews from the last ones on. */
export const RACES: Race[] = [...EDITING, ...WITHDRAWING, ...JOINING, ...LINKING, ...MERGING, ...UNDOING, ...REVIEWING]
