import type { SpokenBy } from '../reading/claim-card'
import type { Named } from '../reading/names'
import { type HeardRow, type MatrixRows, MOST_SPEAKERS } from './matrix.queries'

/** Who of a chain may be told to be silent: null where there are more than are looked at. A description is nobody who could be. */
export const couldBeSilent = (speakers: MatrixRows['speakers']): MatrixRows['speakers'] | null =>
  speakers.length <= MOST_SPEAKERS ? speakers.filter(({ isDescribed }) => !isDescribed) : null

/** Whoever speaks in a role speaks for another as well, who then is not silent. */
const voicesOf = ({ id, speaksFor }: SpokenBy) => (speaksFor ? [id, speaksFor.id] : [id])

/**
 * Who of these has nothing on record about a claim. Null where not all who are on record are known: nobody is called silent
 * who may have spoken.
 */
export function silentOn<Speaker extends Named>(
  { speakers }: { speakers: readonly SpokenBy[] },
  heard: HeardRow | undefined,
  named: readonly Speaker[],
): Speaker[] | null {
  if (!heard?.areAll) return null
  const onRecord = new Set([...speakers.flatMap(voicesOf), ...(heard.voices ?? [])])
  return named.filter(({ id }) => !onRecord.has(id))
}
