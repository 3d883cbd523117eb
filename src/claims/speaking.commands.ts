import type { EntityManager } from 'typeorm'
import type { Actor } from '../history/history.commands'
import {
  isConfirmation,
  resolveRole,
  resolveSpeaker,
  type SpeakerReference,
} from '../speakers/resolve-speaker.commands'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { ClaimSpeaker } from './claim-speaker.entity'
import type { SaidOn } from './said-on'

/** A speaker of a claim: who that is now, who was named, and in which role they spoke. */
export type Speaking = Pick<ClaimSpeaker, 'speakerId' | 'namedId' | 'roleId'>

/**
 * Resolves a claim's speakers, in their order; one that can't be is told under `speakers`, `speakers.1` and so on.
 *
 * @param articleIds that report the claim
 */
export async function resolveSpeaking(
  db: EntityManager,
  actor: Actor,
  references: readonly SpeakerReference[],
  saidOn: Pick<SaidOn, 'earliest' | 'latest'>,
  articleIds: readonly number[],
): Promise<Speaking[] | { problems: FieldProblems }> {
  const problems: FieldProblems = {}
  const speaking: Speaking[] = []
  if (references.length === 0) problems.speakers = words.refusals.sayWhoSaidIt
  for (const [place, reference] of references.entries()) {
    const of = (field: string) => (place === 0 ? field : `${field}.${place}`)
    const resolved = await resolveSpeaker(db, actor, reference, articleIds)
    if ('problem' in resolved) problems[of(isConfirmation(resolved) ? 'lookalike' : 'speakers')] = resolved.problem
    else if (speaking.some(({ speakerId }) => speakerId === resolved.speakerId))
      problems.speakers = words.refusals.sameTwice
    else {
      const { speakerId } = resolved
      const role = reference.role ? await resolveRole(db, speakerId, reference.role, saidOn) : null
      if (role && 'problem' in role) problems[of('roles')] = role.problem
      // Whoever has the role is whom it names, of those merged into one.
      else speaking.push({ speakerId, namedId: role?.holderId ?? speakerId, roleId: role?.roleId ?? null })
    }
  }
  return Object.keys(problems).length > 0 ? { problems } : speaking
}

/** A claim's speakers, in their order. */
export function speakingOf(db: EntityManager, claimId: number): Promise<ClaimSpeaker[]> {
  return db.find(ClaimSpeaker, { where: { claimId }, order: { position: 'ASC' } })
}

export async function insertSpeaking(db: EntityManager, claimId: number, speaking: readonly Speaking[]) {
  await db.insert(
    ClaimSpeaker,
    speaking.map((speaker, position) => ({ claimId, position, ...speaker })),
  )
}

/** Puts others in the place of a claim's speakers. Who was named is kept of those who stay: they may part again. */
export async function replaceSpeaking(
  db: EntityManager,
  claimId: number,
  before: readonly Speaking[],
  after: readonly Speaking[],
) {
  const kept = after.map((speaker) => {
    const named = before.find(({ speakerId }) => speakerId === speaker.speakerId)
    return named && speaker.roleId === null ? { ...speaker, namedId: named.namedId } : speaker
  })
  const inBrief = (speaking: readonly Speaking[]) =>
    speaking.map(({ speakerId, namedId, roleId }) => `${speakerId} ${namedId} ${roleId}`).join()
  if (inBrief(kept) === inBrief(before)) return
  await db.delete(ClaimSpeaker, { claimId })
  await insertSpeaking(db, claimId, kept)
}
