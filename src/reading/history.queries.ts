import type { State } from '../claims/claim'
import { articleWasPublic, wasPublic } from '../claims/was-public-sql'
import { prepared } from '../database/read-pool'
import type { Subject } from '../history/images.queries'
import type { VersionedKind } from '../versions/image'
import { isPublic } from './speakers.queries'

/** Rows beside a claim whose changes its history tells too: the newest of each. More of one claim are hardly ever made. */
export const MOST_BESIDE = 200

/** Changes that named a claim, among which rows are looked for that are another's by now: the newest. */
const MOST_NAMING = 2_000

/** A row whose changes a page tells, with what it is now. */
export interface ToldOf extends Subject<VersionedKind> {
  /** Null of what has none: an article, a speaker, a chain. */
  state: State | null
  withdrawnReason: string | null
  /** Else it was withdrawn before readers ever saw it: to them it was never there. */
  wasPublic: boolean
  joinedIntoId: number | null
  /** It is another claim's by now: what happened to it while it was this one's is told here. */
  hasLeft: boolean
}

/** What a link is to readers: no more public than either of its claims. */
const LINK_STATE = `CASE
    WHEN links.state <> 'published' THEN links.state
    WHEN 'draft' IN (answer.state, answered.state) THEN 'draft'
    WHEN 'withdrawn' IN (answer.state, answered.state) THEN 'withdrawn'
    ELSE 'published' END`
const LINKS = `links JOIN claims answer ON answer.id = from_claim_id JOIN claims answered ON answered.id = to_claim_id`

/** What a statement is to readers: no more public than its claim, which may be another by now. */
const STATEMENT_STATE = `CASE
    WHEN statements.state <> 'published' THEN statements.state
    WHEN 'draft' IN (claim_now.state) THEN 'draft'
    WHEN 'withdrawn' IN (claim_now.state) THEN 'withdrawn'
    ELSE 'published' END`

/** Numbers of rows of a kind that claim `$1` has, or that named it in their image once. */
const everOf = (kind: 'statement' | 'link', column: string, member: 'claimId' | 'fromClaimId' | 'toClaimId') => `
    (SELECT id FROM ${kind}s WHERE ${column} = $1 ORDER BY id DESC LIMIT ${MOST_BESIDE + 1})
    UNION
    SELECT subject_id FROM (
      SELECT history_id FROM history_payloads payload
      WHERE payload.image->>'${member}' IS NOT NULL AND (payload.image->>'${member}')::integer = $1
      ORDER BY history_id DESC LIMIT ${MOST_NAMING}
    ) named JOIN history ON history.id = history_id WHERE subject_kind = '${kind}'`

/** Claim `$1` with its statements and links, in whatever state; of these one more than are told of (`MOST_BESIDE`). */
export const claimWithReportsAndLinks = prepared<ToldOf>(
  'history of claim',
  `SELECT 'claim' AS kind, id, state, withdrawn_reason AS "withdrawnReason",
          ${wasPublic('claim', 'claims')} AS "wasPublic", joined_into_id AS "joinedIntoId", false AS "hasLeft"
   FROM claims WHERE id = $1
   UNION ALL
   (SELECT 'statement', statements.id, ${STATEMENT_STATE}, NULL, true, NULL, claim_id <> $1
    FROM statements JOIN claims claim_now ON claim_now.id = claim_id
    WHERE statements.id IN (${everOf('statement', 'claim_id', 'claimId')})
    ORDER BY statements.id DESC LIMIT ${MOST_BESIDE + 1})
   UNION ALL
   (SELECT 'link', links.id, ${LINK_STATE}, NULL, true, NULL, $1 NOT IN (from_claim_id, to_claim_id)
    FROM ${LINKS}
    WHERE links.id IN (${everOf('link', 'from_claim_id', 'fromClaimId')}
    UNION ${everOf('link', 'to_claim_id', 'toClaimId')})
    ORDER BY links.id DESC LIMIT ${MOST_BESIDE + 1})`,
)

export const linkAlone = prepared<ToldOf>(
  'history of link',
  `SELECT 'link' AS kind, links.id, ${LINK_STATE} AS state,
          coalesce(links.withdrawn_reason, 'one of its two claims is no longer published.') AS "withdrawnReason",
          ${wasPublic('link', 'links')} AS "wasPublic", NULL::integer AS "joinedIntoId", false AS "hasLeft"
   FROM ${LINKS} WHERE links.id = $1`,
)

/** Where a chain's history is told: of one that was merged, or that nothing holds together any more, nowhere. */
export interface ChainToldRow extends ToldOf {
  title: string | null
  componentId: number | null
  mergedIntoId: number | null
}

/** Claims of a chain among whose links the newest are looked for: those said last. */
const MOST_MEMBERS = 5_000

/** Chain `$1` with the newest links of the claims that are in it now; of these one more than are told of (`MOST_BESIDE`). */
export const chainWithLinks = prepared<ChainToldRow>(
  'history of chain',
  `SELECT 'chain' AS kind, id, NULL AS state, NULL AS "withdrawnReason", true AS "wasPublic",
          NULL::integer AS "joinedIntoId", false AS "hasLeft", title, component_id AS "componentId", merged_into_id AS "mergedIntoId"
   FROM chains WHERE id = $1
   UNION ALL
   (SELECT 'link', links.id, ${LINK_STATE}, NULL, true, NULL, false, NULL, NULL, NULL
    FROM (
      SELECT held.id FROM (
        SELECT claim_id FROM chains JOIN chain_members USING (component_id)
        WHERE chains.id = $1 ORDER BY order_day DESC, claim_id DESC LIMIT ${MOST_MEMBERS}
      ) member
      CROSS JOIN LATERAL (
        SELECT id FROM links WHERE from_claim_id = member.claim_id
        UNION ALL SELECT id FROM links WHERE to_claim_id = member.claim_id
      ) held
      GROUP BY held.id ORDER BY held.id DESC LIMIT ${MOST_BESIDE + 1}
    ) newest JOIN links ON links.id = newest.id
    JOIN claims answer ON answer.id = from_claim_id JOIN claims answered ON answered.id = to_claim_id
    ORDER BY links.id DESC)`,
)

/** A speaker's name, and whether readers see it, as on the page of whoever that is now. */
export const speakerNamed = prepared<{ name: string; isPublic: boolean }>(
  'history of speaker',
  `SELECT name, ${isPublic('coalesce(speakers.root_id, speakers.id)')} AS "isPublic" FROM speakers WHERE id = $1`,
)

/** An article's headline, and what it is to readers, who see its page once something it reports is public. */
export const articleNamed = prepared<ToldOf & { headline: string }>(
  'history of article',
  `SELECT 'article' AS kind, articles.id, headline, CASE
     WHEN articles.withdrawn_reason IS NOT NULL THEN 'withdrawn'
     WHEN EXISTS (
       SELECT FROM statements JOIN revisions ON revisions.id = revision_id JOIN claims ON claims.id = claim_id
       WHERE article_id = articles.id AND statements.state = 'published' AND claims.state = 'published'
     ) THEN 'published' ELSE 'draft' END AS state,
     articles.withdrawn_reason AS "withdrawnReason", ${articleWasPublic('articles')} AS "wasPublic",
     NULL::integer AS "joinedIntoId", false AS "hasLeft"
   FROM articles WHERE id = $1`,
)
