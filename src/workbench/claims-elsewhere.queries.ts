import type { EntityManager } from 'typeorm'
import { byIndex, unnamed } from '../database/read-pool'
import type { ClaimAround } from '../suggestions/opponents'

/** Words of a claim that are looked for elsewhere: the first so many that look like names or numbers. */
const MOST_WORDS = 5
/** The newest so many claims that have two of them are compared. */
const MOST_COMPARED = 40

/**
 * Published claims of other articles that may speak of the same: they have two of the names or numbers in these words, or
 * one of them as their speaker's and another in theirs.
 */
export async function claimsElsewhere(db: EntityManager, words: string, articleId: number): Promise<ClaimAround[]> {
  const pairs = pairsOf(namesAndNumbers(words))
  if (pairs.length === 0) return []
  const asked = pairs.map((_, at) => `plainto_tsquery('public.gainsay', search_folded($${at + 2}))`).join(' || ')
  return byIndex(db, (rows) =>
    rows(
      unnamed<ClaimAround>(`
        WITH found AS MATERIALIZED (
          SELECT id FROM search_claims WHERE words @@ (${asked}) ORDER BY id DESC LIMIT ${MOST_COMPARED}
        )
        SELECT claims.id AS "claimId", claims.stance, claims.said_on_latest AS latest, NULL AS place, said.words,
          ARRAY(SELECT speakers.name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
                WHERE claim_id = claims.id ORDER BY position) AS speakers,
          EXISTS (SELECT FROM links WHERE state = 'published' AND (from_claim_id = claims.id OR to_claim_id = claims.id)) AS "isDisputed"
        FROM found JOIN claims ON claims.id = found.id
        CROSS JOIN LATERAL (
          SELECT string_agg(exact, ' ' ORDER BY position) AS words FROM spans
          WHERE part = 'content' AND statement_id = (
            SELECT id FROM statements WHERE claim_id = claims.id AND state = 'published' ORDER BY id LIMIT 1)
        ) said
        WHERE claims.state = 'published' AND said.words IS NOT NULL AND NOT EXISTS (
          SELECT FROM statements JOIN revisions ON revisions.id = revision_id
          WHERE claim_id = claims.id AND article_id = $1 AND state <> 'withdrawn')`),
      [articleId, ...pairs],
    ),
  )
}

function namesAndNumbers(words: string): string[] {
  const found = words.match(/(?<![.!?“"]\s*)\p{Lu}[\p{L}\p{N}]{2,}|\p{N}{2,}/gu) ?? []
  return [...new Set(found)].slice(0, MOST_WORDS)
}

const pairsOf = (words: readonly string[]): string[] =>
  words.flatMap((one, at) => words.slice(at + 1).map((other) => `${one} ${other}`))
