import type { State } from '../claims/claim'
import { prepared } from '../database/read-pool'
import type { Subject } from '../history/images.queries'
import type { VersionedKind } from '../versions/image'

/** Rows beside a claim whose changes its history tells too: the newest of each. More of one claim are hardly ever made. */
const MOST_BESIDE = 200

/** A row whose changes a page tells, with what it is now. */
export interface ToldOf extends Subject<VersionedKind> {
  /** Null of what has none: an article, a speaker, a chain. */
  state: State | null
  withdrawnReason: string | null
  joinedIntoId: number | null
}

/** Claim `$1` with its statements and links, in whatever state. */
export const claimWithReportsAndLinks = prepared<ToldOf>(
  'history of claim',
  `SELECT 'claim' AS kind, id, state, withdrawn_reason AS "withdrawnReason", joined_into_id AS "joinedIntoId"
   FROM claims WHERE id = $1
   UNION ALL
   (SELECT 'statement', id, state, NULL, NULL FROM statements WHERE claim_id = $1 ORDER BY id DESC LIMIT ${MOST_BESIDE})
   UNION ALL
   (SELECT 'link', id, state, NULL, NULL FROM links WHERE from_claim_id = $1 ORDER BY id DESC LIMIT ${MOST_BESIDE})
   UNION ALL
   (SELECT 'link', id, state, NULL, NULL FROM links WHERE to_claim_id = $1 ORDER BY id DESC LIMIT ${MOST_BESIDE})`,
)

export const linkAlone = prepared<ToldOf>(
  'history of link',
  `SELECT 'link' AS kind, id, state, withdrawn_reason AS "withdrawnReason", NULL::integer AS "joinedIntoId"
   FROM links WHERE id = $1`,
)

/** A speaker's name, and whether readers see it: whoever speaks in something public, as on the speaker's own page. */
export const speakerNamed = prepared<{ name: string; isPublic: boolean }>(
  'history of speaker',
  `SELECT name, EXISTS (
     SELECT FROM claim_speakers JOIN claims ON claims.id = claim_id
     WHERE (named_id = speakers.id OR speaker_id = speakers.id) AND state = 'published'
     UNION ALL
     SELECT FROM hops JOIN statements ON statements.id = statement_id
     WHERE speaker_id = speakers.id AND state = 'published'
   ) AS "isPublic"
   FROM speakers WHERE id = $1`,
)

/** An article's headline, and whether readers see it: as its own page, once something it reports is public. */
export const articleNamed = prepared<{ headline: string; isPublic: boolean }>(
  'history of article',
  `SELECT headline, EXISTS (
     SELECT FROM statements JOIN revisions ON revisions.id = revision_id JOIN claims ON claims.id = claim_id
     WHERE article_id = articles.id AND statements.state = 'published' AND claims.state = 'published'
   ) AS "isPublic"
   FROM articles WHERE id = $1`,
)
