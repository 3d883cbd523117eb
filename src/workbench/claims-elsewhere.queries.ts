import type { EntityManager } from 'typeorm'
import { byIndex, unnamed } from '../database/read-pool'
import type { ClaimAround } from '../suggestions/opponents'

/** Words of a claim that are looked for elsewhere, two by two. */
const MOST_WORDS = 5
/** The newest so many claims that have two of them are compared. */
const MOST_COMPARED = 40

/**
 * Published claims of other articles that may speak of the same: they have two of its telling words, which may stand in
 * their speakers' names.
 */
export async function claimsElsewhere(db: EntityManager, words: string, articleId: number): Promise<ClaimAround[]> {
  const pairs = pairsOf(tellingWords(words))
  if (pairs.length === 0) return []
  const asked = pairs.map((_, at) => `plainto_tsquery('public.gainsay', search_folded($${at + 2}))`).join(' || ')
  return byIndex(db, (rows) =>
    rows(
      unnamed<ClaimAround>(`
        WITH found AS MATERIALIZED (
          SELECT id FROM search_claims WHERE words @@ (${asked}) ORDER BY id DESC LIMIT ${MOST_COMPARED}
        )
        SELECT claims.id AS "claimId", claims.stance, claims.medium, claims.said_on_latest AS latest, NULL AS place, said.words,
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

/** Names and numbers first; of other words the longest, which are rarely everybody's. */
function tellingWords(words: string): string[] {
  const names = words.match(/\p{Lu}[\p{L}\p{N}]{2,}|\p{N}{2,}/gu) ?? []
  const others = (words.match(/\p{Ll}{7,}/gu) ?? []).toSorted((a, b) => b.length - a.length)
  return [...new Set([...names, ...others])].slice(0, MOST_WORDS)
}

const pairsOf = (words: readonly string[]): string[] =>
  words.flatMap((one, at) => words.slice(at + 1).map((other) => `${one} ${other}`))
