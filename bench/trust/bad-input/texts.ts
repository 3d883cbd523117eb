import type { Chance } from '../chance'
import { OFTEN, TEXTS } from './hazards'

/** With these words beside it a longer hazard would be another one: its length is what it is for. */
const LONGEST_MARKED = 90

/** Words that stand nowhere else: by them a text is found again, whatever became of it. */
export const newMarker = (chance: Chance): string =>
  `zq${chance
    .below(2 ** 32)
    .toString(36)
    .padStart(7, '0')}`

/** A hazard, mostly beside the marker: before it, behind it or around it, since ends are treated otherwise. */
export function badText(chance: Chance, marker: string): string {
  // Among seven hundred others the empty text would hardly ever come up for each of four hundred members.
  const isOften = chance.oneIn(10)
  const hazard = chance.oneOf(isOften ? OFTEN : TEXTS)
  if (hazard.length > LONGEST_MARKED || chance.oneIn(isOften ? 2 : 4)) return hazard
  return chance.oneOf([
    `${marker}${hazard}`,
    `${hazard}${marker}`,
    `${hazard}${marker}${hazard}`,
    `${marker}${hazard}${marker}`,
  ])
}
