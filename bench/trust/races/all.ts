import { CAPTURING } from './capturing'
import { COPIES } from './copies'
import { EDITING } from './editing'
import { IMPORTING } from './importing'
import { JOINING } from './joining'
import { LINKING } from './linking'
import { MERGING } from './merging'
import type { Race } from './race'
import { REDACTING } from './redacting'
import { REVIEWING } from './reviewing'
import { UNDOING } from './undoing'
import { WITHDRAWING } from './withdrawing'
import { WITHDRAWING_ARTICLES } from './withdrawing-articles'

/** Those that happen on a desk every day: a short run has more rounds of them. */
const DAILY =
  /editors of one claim|^edit × (withdrawal|joining)|^edit of a speaker × |2 × (link, the same|contradiction|denial)|^link × link/

export const isDaily = ({ what }: Race): boolean => DAILY.test(what)

/** Every pair of changes of which both may be on their way. The desk reviews from the last ones on. */
export const RACES: Race[] = [
  ...EDITING,
  ...WITHDRAWING,
  ...WITHDRAWING_ARTICLES,
  ...COPIES,
  ...CAPTURING,
  ...REDACTING,
  ...IMPORTING,
  ...JOINING,
  ...LINKING,
  ...MERGING,
  ...UNDOING,
  ...REVIEWING,
]
