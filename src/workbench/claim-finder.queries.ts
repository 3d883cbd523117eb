import type { EntityManager } from 'typeorm'
import { CLAIM_IN_BRIEF, type ClaimInBrief } from './claim-in-brief.queries'

/** As many as fit beside a form without scrolling for long; more words find fewer. */
export const OFFERED = 20

export interface ClaimSearch {
  /** Words of the claim, or of a name or alias of its speaker; without any, the newest claims. */
  words: string
  /** Claims of this article come first: an answer is mostly printed beside what it answers. */
  articleId: number
  exceptClaimId?: number
}

/** Claims, drafts too, to choose from, by words or speaker, those of the same article first. */
export function findClaims(
  db: EntityManager,
  { words, articleId, exceptClaimId }: ClaimSearch,
): Promise<ClaimInBrief[]> {
  return db.query(
    `${CLAIM_IN_BRIEF}
     WHERE claims.state <> 'withdrawn' AND claims.id IS DISTINCT FROM $3
       AND ($1 = '' OR claims.id IN (
         SELECT statements.claim_id FROM spans JOIN statements ON statements.id = spans.statement_id
         WHERE spans.part = 'content' AND to_tsvector('simple', spans.exact) @@ plainto_tsquery('simple', $1)
         UNION
         SELECT claim_speakers.claim_id FROM speakers JOIN claim_speakers ON claim_speakers.speaker_id = speakers.id
         WHERE lower($1) <% lower(speakers.name)
         UNION
         SELECT claim_speakers.claim_id FROM speaker_aliases alias JOIN claim_speakers ON named_id = alias.speaker_id
         WHERE lower($1) <% lower(alias.name)
       ))
     ORDER BY first.article_id = $2 DESC, claims.id DESC
     LIMIT ${OFFERED}`,
    [words, articleId, exceptClaimId ?? null],
  )
}
