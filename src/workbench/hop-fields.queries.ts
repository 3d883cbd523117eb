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
export function hopsInForm(db: EntityManager, typed: TypedForm, problems: FieldProblems): Promise<HopInForm[]> {
  return Promise.all(
    typedHops(typed).map(async (hop, place) => {
      const { speaker: name, speakerId: chosen } = hop
      if (problems[`hops.${place}.speaker`] === undefined && chosen === '') return { ...hop, candidates: null }
      const fields = { field: `hopSpeakerId.${place}`, offeredForField: `hopOfferedFor.${place}`, name, chosen }
      return { ...hop, candidates: await candidatesFor(db, fields) }
    }),
  )
}
