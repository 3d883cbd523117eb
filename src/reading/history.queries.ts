import type { State } from '../claims/claim'
import { articleWasPublic, wasPublic } from '../claims/was-public-sql'
import { prepared } from '../database/read-pool'
import type { Subject } from '../history/images.queries'
import type { VersionedKind } from '../versions/image'
import { isPublic } from './speakers.queries'

/** Rows beside a claim whose changes its history tells too: the newest of each. More of one claim are hardly ever made. */
const MOST_BESIDE = 200

/** A row whose changes a page tells, with what it is now. */
export interface ToldOf extends Subject<VersionedKind> {
  /** Null of what has none: an article, a speaker, a chain. */
  state: State | null
  withdrawnReason: string | null
  /** Else it was withdrawn before readers ever saw it: to them it was never there. */
  wasPublic: boolean
  joinedIntoId: number | null
}

/** What a link is to readers: no more public than either of its claims. */
const LINK_STATE = `CASE
    WHEN links.state <> 'published' THEN links.state
    WHEN 'draft' IN (answer.state, answered.state) THEN 'draft'
    WHEN 'withdrawn' IN (answer.state, answered.state) THEN 'withdrawn'
    ELSE 'published' END`
const LINKS = `links JOIN claims answer ON answer.id = from_claim_id JOIN claims answered ON answered.id = to_claim_id`

const linksFrom = (end: 'from' | 'to') => `
  (SELECT 'link', links.id, ${LINK_STATE}, NULL, true, NULL FROM ${LINKS}
   WHERE ${end}_claim_id = $1 ORDER BY links.id DESC LIMIT ${MOST_BESIDE})`

/** Claim `$1` with its statements and links, in whatever state. */
export const claimWithReportsAndLinks = prepared<ToldOf>(
  'history of claim',
  `SELECT 'claim' AS kind, id, state, withdrawn_reason AS "withdrawnReason",
          ${wasPublic('claim', 'claims')} AS "wasPublic", joined_into_id AS "joinedIntoId"
   FROM claims WHERE id = $1
   UNION ALL
   (SELECT 'statement', id, state, NULL, true, NULL FROM statements WHERE claim_id = $1 ORDER BY id DESC LIMIT ${MOST_BESIDE})
   UNION ALL ${linksFrom('from')}
   UNION ALL ${linksFrom('to')}`,
)

export const linkAlone = prepared<ToldOf>(
  'history of link',
  `SELECT 'link' AS kind, links.id, ${LINK_STATE} AS state,
          coalesce(links.withdrawn_reason, 'one of its two claims is no longer published.') AS "withdrawnReason",
          ${wasPublic('link', 'links')} AS "wasPublic", NULL::integer AS "joinedIntoId"
   FROM ${LINKS} WHERE links.id = $1`,
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
     NULL::integer AS "joinedIntoId"
   FROM articles WHERE id = $1`,
)
