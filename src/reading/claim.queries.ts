import type { State, Wording } from '../claims/claim'
import { prepared } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from './cards.queries'
import type { CardInChainRow } from './claim-card'
import { PAGE_SIZE } from './paging'

/** A claim in whatever state, with its chain's title and size. */
export interface ClaimRow extends CardInChainRow {
  state: State
  withdrawnReason: string | null
  chainTitle: string | null
  chainSize: number | null
  /** Times that what it says was changed; that it was published or withdrawn is no change. */
  changes: number
}

export const claimById = prepared<ClaimRow>(
  'reading claim',
  `SELECT ${CARD_COLUMNS}, claims.state, claims.withdrawn_reason AS "withdrawnReason", chains.id AS "chainId",
          chains.title AS "chainTitle", chain_components.size AS "chainSize",
          (SELECT count(*) FROM history
           WHERE subject_kind = 'claim' AND subject_id = claims.id AND action = 'changed') AS changes
   FROM claims ${WITH_CARD} ${WITH_CHAIN}
   LEFT JOIN chain_components ON chain_components.id = chains.component_id
   WHERE claims.id = $1`,
)

/** A report of a claim: the passage with what stands around it, the words that name the speaker, and the article. */
export interface ReportRow {
  id: number
  wording: Wording
  /** Content spans, in code points of the revision's text. */
  places: { start: number; end: number; exact: string }[]
  source: string | null
  cue: string | null
  /** The text from `windowStart` on: the content with some of what stands before and after. */
  windowStart: number
  window: string
  /** Whether the window ends where the text ends. */
  windowEnds: boolean
  articleId: number
  headline: string
  byline: string | null
  url: string | null
  language: string
  publishedOn: string | null
  outlet: string | null
}

/** Code points read on either side of a passage to find its paragraph's ends: nearly every paragraph is shorter. */
const AROUND = 1_500

/** Published reports of claim `$1` behind statement `$2`, with one more than a page has. */
export const reportsOfClaim = prepared<ReportRow>(
  'reading reports of claim',
  `SELECT statements.id, statements.wording, spans.places, spans.source, spans.cue,
          spans.window_start AS "windowStart",
          substr(revisions.text, spans.window_start + 1, spans.window_end - spans.window_start) AS window,
          spans.window_end >= revisions.length AS "windowEnds",
          articles.id AS "articleId", articles.headline, articles.byline, articles.url, articles.language,
          articles.published_on AS "publishedOn", outlets.name AS outlet
   FROM statements
   JOIN revisions ON revisions.id = statements.revision_id
   JOIN articles ON articles.id = revisions.article_id
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_object('start', start_offset, 'end', end_offset, 'exact', exact) ORDER BY position)
              FILTER (WHERE part = 'content') AS places,
            max(exact) FILTER (WHERE part = 'source') AS source,
            max(exact) FILTER (WHERE part = 'cue') AS cue,
            greatest(min(start_offset) FILTER (WHERE part = 'content') - ${AROUND}, 0) AS window_start,
            max(end_offset) FILTER (WHERE part = 'content') + ${AROUND} AS window_end
     FROM spans WHERE statement_id = statements.id
   ) spans
   WHERE statements.claim_id = $1 AND statements.state = 'published' AND statements.id > $2
   ORDER BY statements.id LIMIT ${PAGE_SIZE + 1}`,
)
