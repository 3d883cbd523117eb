import type { EntityManager } from 'typeorm'
import { SpeakerName } from '../speakers/speaker.schema'
import { choiceAt, placesTyped, valuesOf } from './speaker-fields'
import type { TypedForm } from './typed-form'

/**
 * A script that sends several speakers and one kind means the only one of them who is new; where two are, the kind is
 * nobody's, and each has to be told. The form itself sends a kind for every row. One query for each name then.
 */
export async function withSoleKind(db: EntityManager, typed: TypedForm): Promise<TypedForm> {
  const [kind = '', ...more] = valuesOf(typed, 'kind')
  const places = placesTyped(typed)
  if (kind === '' || more.length > 0 || places.length < 2) return typed
  const names = valuesOf(typed, 'speaker')
  const fresh: number[] = []
  for (const place of places) {
    const choice = choiceAt(typed, place)
    if (choice === 'another' || (choice === '' && !(await isKnown(db, names[place] ?? '')))) fresh.push(place)
  }
  return { ...typed, kind: names.map((_, place) => (fresh.length === 1 && fresh[0] === place ? kind : '')) }
}

/** Whether a speaker bears the name, or an outlet has it that would speak for itself. */
async function isKnown(db: EntityManager, typedName: string): Promise<boolean> {
  const name = SpeakerName.safeParse(typedName)
  if (!name.success) return true
  const rows: object[] = await db.query(
    `SELECT FROM speakers WHERE lower(name) = lower($1)
     UNION ALL SELECT FROM speaker_aliases WHERE lower(name) = lower($1)
     UNION ALL SELECT FROM outlets WHERE lower(name) = lower($1) LIMIT 1`,
    [name.data],
  )
  return rows.length > 0
}
