import type { EntityManager } from 'typeorm'
import { rowNumber } from '../web/row-numbers'
import { type ClaimInBrief, claimInBrief } from './claim-in-brief.queries'
import { typedValue } from './typed-form'

const ClaimId = rowNumber('')

/** Claims to choose from, with the one that was chosen before the list became another in front, where it is not among them. */
export async function withChosen(db: EntityManager, found: ClaimInBrief[], chosen: unknown): Promise<ClaimInBrief[]> {
  const id = ClaimId.safeParse(typedValue(chosen)).data
  if (id === undefined || found.some((claim) => claim.id === id)) return found
  const claim = await claimInBrief(db, id)
  return claim ? [claim, ...found] : found
}
