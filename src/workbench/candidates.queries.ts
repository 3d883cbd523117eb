import type { EntityManager } from 'typeorm'
import { type SpeakerCandidate, speakerCandidates } from '../claims/speaker-candidates.queries'
import { SpeakerName } from '../speakers/speaker.schema'
import { speakersLike, speakersNamed } from '../speakers/speakers.queries'

/** Those who may be meant by a name that was not clear. */
export interface Candidates {
  /** The radio buttons, and the hidden field that keeps for which name they were offered. */
  field: string
  offeredForField: string
  name: string
  chosen: string
  speakers: SpeakerCandidate[]
  /** Whether it may also be somebody else's: several bear this very name, or it is a description. */
  mayBeAnother: boolean
  /** Whether all of them are sources that are described so. */
  areDescribed: boolean
}

/** Whoever bears this very name, or has one like it; null when there is nobody. Three queries at most. */
export async function candidatesFor(
  db: EntityManager,
  fields: Pick<Candidates, 'field' | 'offeredForField' | 'name' | 'chosen'>,
): Promise<Candidates | null> {
  const name = SpeakerName.safeParse(fields.name)
  if (!name.success) return null
  const named = await speakersNamed(db, name.data)
  const areDescribed = named.length > 0 && named.every(({ kind }) => kind === 'described')
  const mayBeAnother = named.length > 1 || areDescribed
  const meant = mayBeAnother ? named : await speakersLike(db, name.data)
  if (meant.length === 0) return null
  const speakers = await speakerCandidates(
    db,
    meant.map(({ id }) => id),
  )
  return { ...fields, speakers, mayBeAnother, areDescribed }
}
