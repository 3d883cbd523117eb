import type { EntityManager } from 'typeorm'
import type { FieldProblems } from '../web/parse'
import { type Candidates, candidatesFor } from './candidates.queries'
import { type TypedHop, typedHops } from './hop-form.schema'
import type { TypedForm } from './typed-form'

/** A hop to be shown in a form again, with whom its unclear name may have meant. */
export interface HopInForm extends TypedHop {
  candidates: Candidates | null
}

/** The hops of a form as typed, of which it has ten at most. */
export async function hopsInForm(db: EntityManager, typed: TypedForm, problems: FieldProblems): Promise<HopInForm[]> {
  const hops: HopInForm[] = []
  // One after the other: after a statement that is refused they are looked up in its transaction, on one connection.
  for (const [place, hop] of typedHops(typed).entries()) {
    const { speaker: name, speakerId: chosen } = hop
    const fields = { field: `hopSpeakerId.${place}`, offeredForField: `hopOfferedFor.${place}`, name, chosen }
    const isUnclear = problems[`hops.${place}.speaker`] !== undefined || chosen !== ''
    hops.push({ ...hop, candidates: isUnclear ? await candidatesFor(db, fields) : null })
  }
  return hops
}
