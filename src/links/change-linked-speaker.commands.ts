import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import type { Actor } from '../history/history.commands'
import { changeSpeaker, type SpeakerGiven, type SpeakerOutcome } from '../speakers/change-speaker.commands'
import { brokenLinkAt, relationsFor } from './held-links.queries'

/**
 * Changes a speaker, and refuses roles with which a published link would no longer hold: a claim that repeats what was
 * said by somebody whom its speaker no longer speaks for. Throws 409 when the speaker has changed since `version`.
 */
export function changeLinkedSpeaker(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  given: SpeakerGiven,
): Promise<SpeakerOutcome> {
  return inTransaction(db, async (db) => {
    const changed = await changeSpeaker(db, actor, id, version, given)
    if ('problems' in changed) return changed
    const inRole = 'SELECT claim_id FROM claim_speakers WHERE named_id = $1 AND role_id IS NOT NULL'
    const problem = await brokenLinkAt(db, inRole, [id], relationsFor('same'))
    return problem === null ? changed : { problems: { roles: problem } }
  })
}
