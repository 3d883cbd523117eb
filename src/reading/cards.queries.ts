import { reportedBy } from '../copies/family-sql'
import { prepared } from '../database/read-pool'
import { ATTRIBUTION_COLUMNS, toldOnlyBy } from './attribution.queries'
import { type CardInChainRow, MOST_REPORTS } from './claim-card'

/** A card's SELECT list, over `claims`, `said_by`, `reports`, `statements`, `content`, `articles` and `outlets`. */
export const CARD_COLUMNS = `
  claims.id, claims.said_on AS "saidOn", claims.said_on_earliest AS earliest, claims.said_on_latest AS latest,
  claims.said_on_basis AS basis, claims.said_on_words AS "basisWords", claims.medium, claims.stance, claims.summary,
  claims.version, said_by.speakers, reports.count AS reports,
  CASE WHEN reports.count > 1 THEN ${reportedBy('claims.id', MOST_REPORTS)} END AS "reportedBy", statements.id AS "statementId",
  statements.version AS "statementVersion", statements.wording, content.spans AS content,
  content.starts_at AS "startsAt", articles.id AS "articleId",
  articles.headline, articles.url, articles.language, articles.published_on AS "publishedOn", outlets.name AS outlet,
  ${ATTRIBUTION_COLUMNS}, ${toldOnlyBy('claims.id')} AS "toldBy"`

/** Whom a role speaks for, as they are now. */
const PRINCIPAL = `
  SELECT json_build_object('id', now.id, 'name', now.name)
  FROM speakers principal JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
  WHERE principal.id = role.speaks_for_id`

const WITH_SPEAKERS_AND_REPORTS = `
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('id', speakers.id, 'name', speakers.name, 'kind', speakers.kind,
             'wikidataId', speakers.wikidata_id, 'role', role.title, 'speaksFor',
             CASE WHEN role.speaks_for_id IS NOT NULL THEN (${PRINCIPAL}) END) ORDER BY position) AS speakers
    FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
    LEFT JOIN speaker_roles role ON role.id = role_id
    WHERE claim_id = claims.id
  ) said_by
  CROSS JOIN LATERAL (
    SELECT count(*), min(id) AS first_id FROM (
      SELECT id FROM statements WHERE claim_id = claims.id AND state = 'published' ORDER BY id LIMIT ${MOST_REPORTS}
    ) published
  ) reports`

const WITH_REPORT = `
  LEFT JOIN LATERAL (
    SELECT json_agg(exact ORDER BY position) AS spans, min(start_offset) AS starts_at, max(end_offset) AS ends_at
    FROM spans WHERE statement_id = statements.id AND part = 'content'
  ) content ON true
  LEFT JOIN revisions ON revisions.id = statements.revision_id
  LEFT JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id`

/** Joins to `claims` what a card shows, with the claim's first published report. */
export const WITH_CARD = `${WITH_SPEAKERS_AND_REPORTS}
  LEFT JOIN statements ON statements.id = reports.first_id ${WITH_REPORT}`

/** Joins the same to `statements` and its `claims`: a card of this very report. */
export const WITH_CARD_OF_STATEMENT = `${WITH_SPEAKERS_AND_REPORTS} ${WITH_REPORT}`

/** Which chain a claim is in, if any. */
export const WITH_CHAIN = `
  LEFT JOIN chain_members membership ON membership.claim_id = claims.id
  LEFT JOIN chains ON chains.component_id = membership.component_id`

/** The cards of these published claims, in no order. */
export const cardsByIds = prepared<CardInChainRow>(
  'reading cards by ids',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId"
   FROM claims ${WITH_CARD} ${WITH_CHAIN}
   WHERE claims.id = ANY($1::integer[]) AND claims.state = 'published'`,
)
