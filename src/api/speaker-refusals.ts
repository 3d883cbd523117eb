import type { EntityManager } from 'typeorm'
import { speakerCandidates } from '../claims/speaker-candidates.queries'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { speakersNamed } from '../speakers/speakers.queries'
import type { FieldProblems } from '../web/parse'
import { type Problem, unprocessable } from '../web/problems'
import { refusedFields } from './field-refusals'

/** 422 with a sentence for each member, and those who may be meant by a name that several bear. */
export async function refusedSpeakers(
  db: EntityManager,
  errors: FieldProblems,
  speakers: readonly SpeakerReference[],
): Promise<Problem> {
  const refused = refusedFields(errors)
  const candidates = []
  for (const [place, reference] of speakers.entries()) {
    const member = place === 0 ? 'speakers' : `speakers.${place}`
    if (!errors[member] || 'id' in reference) continue
    const named = await speakersNamed(db, reference.name)
    if (named.length < 2) continue
    candidates.push({
      member,
      speakers: await speakerCandidates(
        db,
        named.map((speaker) => speaker.id),
      ),
    })
  }
  return candidates.length > 0 ? unprocessable(refused.detail, { ...refused.more, candidates }) : refused
}
