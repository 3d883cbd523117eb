import type { EntityManager } from 'typeorm'
import type { SpeakerKind } from '../speakers/speaker-kind'

/** Somebody who may be meant by a name, with what tells them from others of that name. */
export interface SpeakerCandidate {
  id: number
  name: string
  kind: SpeakerKind
  description: string | null
  /** The latest role. */
  role: string | null
  /** Their newest claim, the day it was said, and the outlet and day of a report of it. */
  claim: { id: number; saidOn: string | null; outlet: string | null; publishedOn: string | null } | null
}

/** These speakers, in this order, with what an editor needs to choose among them. */
export async function speakerCandidates(db: EntityManager, ids: readonly number[]): Promise<SpeakerCandidate[]> {
  if (ids.length === 0) return []
  return db.query(
    `SELECT speakers.id, name, kind, description,
       (SELECT title FROM speaker_roles role JOIN speakers holder ON holder.id = role.speaker_id
        WHERE holder.id = speakers.id OR holder.root_id = speakers.id
        ORDER BY until DESC NULLS FIRST, since DESC NULLS LAST, role.id DESC LIMIT 1) AS role,
       (SELECT json_build_object(
          'id', claims.id, 'saidOn', said_on, 'outlet', outlets.name, 'publishedOn', articles.published_on)
        FROM claim_speakers
        JOIN claims ON claims.id = claim_speakers.claim_id AND claims.state = 'published'
        JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
        JOIN revisions ON revisions.id = revision_id
        JOIN articles ON articles.id = article_id
        LEFT JOIN outlets ON outlets.id = articles.outlet_id
        WHERE claim_speakers.speaker_id = speakers.id
        ORDER BY claim_speakers.claim_id DESC, statements.id LIMIT 1) AS claim
     FROM unnest($1::integer[]) WITH ORDINALITY AS wanted (id, place) JOIN speakers ON speakers.id = wanted.id
     ORDER BY place`,
    [ids],
  )
}
