import type { EntityManager } from 'typeorm'
import { SpeakerName } from '../speakers/speaker.schema'
import { speakersLike } from '../speakers/speakers.queries'
import type { FieldProblems } from '../web/parse'
import { type TypedHop, typedHops } from './hop-form.schema'
import type { TypedForm } from './typed-form'

/** A hop to be shown in a form again, with whom its unclear name may have meant. */
export interface HopInForm extends TypedHop {
  alike: { id: number; name: string; kind: string; description: string | null }[]
}

/** The hops of a form as typed; one query for each name that was not clear, of which a form has ten at most. */
export function hopsInForm(db: EntityManager, typed: TypedForm, problems: FieldProblems): Promise<HopInForm[]> {
  return Promise.all(
    typedHops(typed).map(async (hop, place) => {
      const name = problems[`hops.${place}.speaker`] === undefined ? null : SpeakerName.safeParse(hop.speaker)
      return { ...hop, alike: name?.success ? await speakersLike(db, name.data) : [] }
    }),
  )
}
