import type { EntityManager } from 'typeorm'
import { speakersLike } from '../speakers/speakers.queries'

/** Speakers to choose from. */
export interface OfferedSpeakers {
  /** Names to complete: of this article first, then those who speak most. */
  names: string[]
  /** Whom an unclear name may have meant. */
  alike: { id: number; name: string; kind: string; description: string | null }[]
}

/** @param unclear a name that was typed and not found */
export async function offeredSpeakers(
  db: EntityManager,
  articleId: number,
  unclear: string | null,
): Promise<OfferedSpeakers> {
  const rows: { name: string }[] = await db.query(
    `SELECT speakers.name
     FROM speakers JOIN claim_speakers ON claim_speakers.speaker_id = speakers.id
     LEFT JOIN statements ON statements.claim_id = claim_speakers.claim_id AND statements.state = 'published'
     LEFT JOIN revisions ON revisions.id = statements.revision_id AND revisions.article_id = $1
     GROUP BY speakers.id
     ORDER BY count(revisions.id) DESC, count(*) DESC, speakers.id
     LIMIT 200`,
    [articleId],
  )
  return { names: rows.map((row) => row.name), alike: unclear ? await speakersLike(db, unclear) : [] }
}
