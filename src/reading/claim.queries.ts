import type { Medium, State, Wording } from '../claims/claim'
import { passageRange } from '../claims/passage-range-sql'
import type { SaidOnBasis } from '../claims/said-on'
import { wasPublic } from '../claims/was-public-sql'
import { type Kin, originOf, otherOutlets, outletsThatRan } from '../copies/family-sql'
import { prepared } from '../database/read-pool'
import { ATTRIBUTION_COLUMNS } from './attribution.queries'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from './cards.queries'
import { type AttributionRow, type CardInChainRow, MOST_REPORTS } from './claim-card'
import { PAGE_SIZE } from './paging'

/** A claim in whatever state, with its chain's title and size. */
export interface ClaimRow extends CardInChainRow {
  state: State
  withdrawnReason: string | null
  /** Of a withdrawn one: else readers are told of no withdrawal. */
  wasPublic: boolean
  joinedIntoId: number | null
  /** The claims that have been joined into it, the last first. */
  tookIn: { id: number; version: number }[]
  chainTitle: string | null
  chainSize: number | null
  /** Times that what it says was changed; that it was published or withdrawn is no change. */
  changes: number
  /** In how many outlets the articles ran that report it, their copies among them. */
  ranIn: number
}

/** Joined claims that a claim’s page lists for the desk; more reports of one claim were hardly ever recorded as new. */
const MOST_TAKEN_IN = 20

export const claimById = prepared<ClaimRow>(
  'reading claim',
  `SELECT ${CARD_COLUMNS}, claims.state, claims.withdrawn_reason AS "withdrawnReason",
          ${wasPublic('claim', 'claims')} AS "wasPublic",
          claims.joined_into_id AS "joinedIntoId",
          (SELECT coalesce(json_agg(joined), '[]') FROM (
             SELECT id, version FROM claims gone WHERE gone.joined_into_id = claims.id ORDER BY id DESC LIMIT ${MOST_TAKEN_IN}
           ) joined) AS "tookIn", chains.id AS "chainId",
          chains.title AS "chainTitle", chain_components.size AS "chainSize",
          (SELECT count(*) FROM history
           WHERE subject_kind = 'claim' AND subject_id = claims.id AND action = 'changed') AS changes,
          ${outletsThatRan('claims.id', MOST_REPORTS)} AS "ranIn"
   FROM claims ${WITH_CARD} ${WITH_CHAIN}
   LEFT JOIN chain_components ON chain_components.id = chains.component_id
   WHERE claims.id = $1`,
)

/** Who passed a claim on in a report, when and how. */
export interface HopRow {
  name: string
  medium: Medium
  wording: Wording
  saidOn: string | null
  basis: SaidOnBasis
  basisWords: string | null
  cue: string | null
}

/** A report of a claim: the passage with what stands around it, the words that name the speaker, and the article. */
export interface ReportRow extends AttributionRow {
  id: number
  wording: Wording
  /** Content spans, in code points of the revision's text. */
  places: { start: number; end: number; exact: string }[]
  source: string | null
  cue: string | null
  /** Who passed it on, next to the speaker first, each with all that is known of how. */
  passedOn: HopRow[]
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
  /** What the article is a copy of; in how many other outlets it ran. */
  copyOf: Kin | null
  alsoRan: number
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
          articles.published_on AS "publishedOn", outlets.name AS outlet, ${originOf('articles')} AS "copyOf", ${otherOutlets('articles')} AS "alsoRan", ${ATTRIBUTION_COLUMNS},
          coalesce(passing.list, '[]') AS "passedOn"
   FROM statements
   JOIN claims ON claims.id = statements.claim_id
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
   CROSS JOIN LATERAL ${passageRange('statements.id')} content
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_object('name', speakers.name, 'medium', hops.medium, 'wording', hops.wording,
              'saidOn', hops.said_on, 'basis', hops.said_on_basis, 'basisWords', hops.said_on_words,
              'cue', (SELECT exact FROM spans
                      WHERE spans.statement_id = hops.statement_id AND part = 'hop_cue' AND spans.position = hops.position))
              ORDER BY hops.position) AS list
     FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id WHERE hops.statement_id = statements.id
   ) passing
   WHERE statements.claim_id = $1 AND statements.state = 'published' AND statements.id > $2
   ORDER BY statements.id LIMIT ${PAGE_SIZE + 1}`,
)
