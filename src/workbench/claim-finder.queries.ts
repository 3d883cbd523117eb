import type { EntityManager } from 'typeorm'
import { byIndex, unnamed } from '../database/read-pool'
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

/**
 * Claims, drafts too, to choose from, by words or speaker, those of the same article first. Which ones is found before
 * what is shown of them: for all that have a common word, or for all there are, that would take seconds.
 */
export function findClaims(
  db: EntityManager,
  { words, articleId, exceptClaimId }: ClaimSearch,
): Promise<ClaimInBrief[]> {
  const chosen = words === '' ? NEWEST : FOUND
  const values = [articleId, exceptClaimId ?? null, ...(words === '' ? [] : [words])]
  return byIndex(db, (rows) =>
    rows(
      unnamed<ClaimInBrief>(`
        WITH chosen AS MATERIALIZED (
          SELECT id, bool_or(is_here) AS is_here FROM (${chosen}) found GROUP BY id ORDER BY 2 DESC, 1 DESC LIMIT ${OFFERED}
        )
        ${CLAIM_IN_BRIEF} JOIN chosen ON chosen.id = claims.id ORDER BY chosen.is_here DESC, claims.id DESC`),
      values,
    ),
  )
}

/** SQL: claims with the newest first, as many as are offered; whether they are reported in the article is `is_here`. */
const some = (isHere: boolean, from: string, id = 'claims.id') =>
  `(SELECT ${id} AS id, ${isHere} AS is_here FROM ${from} AND ${id} IS DISTINCT FROM $2 ORDER BY 1 DESC LIMIT ${OFFERED})`

const HERE = `claims WHERE claims.state <> 'withdrawn' AND claims.id IN (
  SELECT claim_id FROM statements JOIN revisions ON revisions.id = revision_id
  WHERE article_id = $1 AND statements.state <> 'withdrawn')`

const NEWEST = [some(true, HERE), some(false, `claims WHERE claims.state <> 'withdrawn'`)].join(' UNION ALL ')

/** SQL: whether the words stand in a statement of the claim, asked claim by claim (so the OFFSET): it is asked of few. */
const SAID = `EXISTS (
  SELECT FROM statements JOIN spans ON spans.statement_id = statements.id AND spans.part = 'content'
  WHERE statements.claim_id = claims.id AND to_tsvector('simple', spans.exact) @@ plainto_tsquery('simple', $3) OFFSET 0)`

/** SQL: speakers, as they are now, with a name or alias like the words; the likest of very many. */
const NAMED = `SELECT id FROM (
  SELECT coalesce(root_id, id) AS id, word_similarity(lower($3), lower(name)) AS likeness
  FROM speakers WHERE lower($3) <% lower(name)
  UNION ALL
  SELECT coalesce(root_id, bearer.id), word_similarity(lower($3), lower(alias.name))
  FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = speaker_id WHERE lower($3) <% lower(alias.name)
) alike ORDER BY likeness DESC, id LIMIT ${OFFERED}`

const BY_NAMED = `EXISTS (SELECT FROM claim_speakers WHERE claim_id = claims.id AND speaker_id IN (${NAMED}))`

const FOUND = [
  some(true, `${HERE} AND (${SAID} OR ${BY_NAMED})`),
  // Published ones by the search's own words, and drafts, which it has not, by reading them: they are few.
  some(false, `search_claims WHERE words @@ plainto_tsquery('public.gainsay', search_folded($3))`, 'search_claims.id'),
  some(
    false,
    `claims WHERE claims.state = 'draft' AND claims.id IN (SELECT claim_id FROM statements WHERE state = 'draft') AND ${SAID}`,
  ),
  some(
    false,
    `claim_speakers JOIN claims ON claims.id = claim_id
     WHERE speaker_id IN (${NAMED}) AND claims.state <> 'withdrawn'`,
  ),
].join(' UNION ALL ')
