import type { Stance } from '../claims/claim'
import { RELATIONS, type Relation } from '../links/relation'

/** Where on a claim somebody stands. */
export const STANDS = ['says', 'against', 'declines', 'doesNotDispute', 'through'] as const
export type Stand = (typeof STANDS)[number]

/** A claim that a link joins to the one of the row. */
export interface Linked {
  relation: Relation
  /** Whether it answers the row's claim; else the row's answers it. */
  answers: boolean
  stance: Stance
  /** Who alone tells of it; null where it is reported by itself. */
  toldBy: readonly string[] | null
}

/**
 * Where the speakers of a linked claim stand on the row's: by what they do with words first (who declines to answer is not
 * against, whichever way an editor linked it; but whoever says the row's claim again says it), else by the relation. Null where it is the row's claim that answers
 * theirs: that they were answered is no stand of theirs, but "contradicts", which has no direction, and "relays", which
 * passes on what they say.
 */
export function standOf({ relation, answers, stance, toldBy }: Linked): Stand | null {
  if (!answers && relation !== 'contradicts' && relation !== 'relays') return null
  if (toldBy !== null) return 'through'
  const isSaidAgain = relation === 'repeats' || relation === 'relays'
  if (stance === 'declines' && !isSaidAgain) return 'declines'
  if (stance === 'does_not_dispute' && !isSaidAgain) return 'doesNotDispute'
  return RELATIONS[relation].side === 'opposing' ? 'against' : 'says'
}

/** What somebody does in a cell, as it stands beside the name; null where the column's heading says it. */
export function actOf(
  stand: Stand,
  { relation, answers }: Pick<Linked, 'relation' | 'answers'>,
  areMany: boolean,
): string | null {
  if (stand === 'declines' || stand === 'doesNotDispute') return null
  if (!answers && relation === 'relays') return null
  const { verb, pluralVerb } = RELATIONS[relation]
  return areMany ? pluralVerb : verb
}
