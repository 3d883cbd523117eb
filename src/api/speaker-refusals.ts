import type { EntityManager } from 'typeorm'
import { speakerCandidates } from '../claims/speaker-candidates.queries'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { speakersNamed } from '../speakers/speakers.queries'
import type { FieldProblems } from '../web/parse'
import { type Problem, unprocessable } from '../web/problems'
import { refusedFields } from './field-refusals'

/** A speaker as a body names one, and where in the body. */
export interface NamedAt {
  member: string
  reference: SpeakerReference
}

/** Those of a claim. */
export const speakersAt = (speakers: readonly SpeakerReference[]): NamedAt[] =>
  speakers.map((reference, place) => ({ member: place === 0 ? 'speakers' : `speakers.${place}`, reference }))

/** Those who passed a statement on. */
export const hopsAt = (hops: readonly { speaker: SpeakerReference }[]): NamedAt[] =>
  hops.map(({ speaker }, place) => ({ member: `hops.${place}.speaker`, reference: speaker }))

/** 422 with a sentence for each member, and those who may be meant by a name that several bear, or by a description. */
export async function refusedSpeakers(
  db: EntityManager,
  errors: FieldProblems,
  named: readonly NamedAt[],
): Promise<Problem> {
  const refused = refusedFields(errors)
  const candidates = []
  for (const { member, reference } of named) {
    if (!errors[member] || 'id' in reference) continue
    const bearers = await speakersNamed(db, reference.name)
    if (bearers.length < 2 && !bearers.some(({ kind }) => kind === 'described')) continue
    candidates.push({
      member,
      speakers: await speakerCandidates(
        db,
        bearers.map((speaker) => speaker.id),
      ),
    })
  }
  return candidates.length > 0 ? unprocessable(refused.detail, { ...refused.more, candidates }) : refused
}
