import { escapeLiteral } from 'pg'
import { claimsOfSpeaker } from '../claims/claims-of-speaker-sql'
import type { ExportFilters } from './export-filters.schema'

/**
 * A value inside an SQL text. COPY takes no parameters, so what is asked for has to be written into its query. Numbers,
 * days and folded words come here, parsed at the door; they are quoted all the same, so that this stays safe whatever
 * filter somebody adds.
 */
export const literal = (value: number | string): string => escapeLiteral(String(value))

/** Whether nothing is asked for, so that all is in the file. */
export const isEverything = (filters: ExportFilters): boolean =>
  Object.values(filters).every((value) => value === undefined)

/** SQL: the claim’s said-on bounds overlap the days asked for. */
function saidWithin(claim: string, { from, to }: ExportFilters): string[] {
  if (from === undefined && to === undefined) return []
  return [
    // A claim whose day is not stated is in no span of days: an unknown day is never filled in.
    `${claim}.said_on IS NOT NULL`,
    // An open interval has no bound on its open side, and reaches as far as anybody asks.
    ...(from === undefined ? [] : [`(${claim}.said_on_latest IS NULL OR ${claim}.said_on_latest >= ${literal(from)})`]),
    ...(to === undefined ? [] : [`(${claim}.said_on_earliest IS NULL OR ${claim}.said_on_earliest <= ${literal(to)})`]),
  ]
}

function filterConditions(claim: string, filters: ExportFilters): string[] {
  const { chain, speaker, q } = filters
  return [
    ...(chain === undefined
      ? []
      : [
          `${claim}.id IN (SELECT claim_id FROM chain_members
            WHERE component_id = (SELECT component_id FROM chains WHERE id = ${literal(chain)}))`,
        ]),
    ...(speaker === undefined ? [] : [`${claim}.id IN (${claimsOfSpeaker(literal(speaker))})`]),
    // The search's own documents, which are of public claims alone.
    ...(q === undefined
      ? []
      : [
          `${claim}.id IN (SELECT search_claims.id FROM search_claims
            WHERE search_claims.words @@ websearch_to_tsquery('public.gainsay', ${literal(q.websearch)}))`,
        ]),
    ...saidWithin(claim, filters),
  ]
}

/** SQL: whether this row of `claims` is public and passes the filters. */
export function claimChosen(claim: string, filters: ExportFilters): string {
  return [`${claim}.state = 'published'`, ...filterConditions(claim, filters)].join(' AND ')
}

/** SQL: whether a link between these two rows of `claims` is public and both its ends pass, so that both are in the file. */
export function linkWithinChosen(link: string, from: string, to: string, filters: ExportFilters): string {
  return `${link}.state = 'published' AND ${claimChosen(from, filters)} AND ${claimChosen(to, filters)}`
}

/**
 * SQL: whether a link is public and one of its ends passes: what the chosen claims answer, and what answers them. Each
 * end is looked for apart, which lets PostgreSQL begin with the few claims chosen; an OR would make it read every link.
 */
export function linkTouchesChosen(link: string, from: string, to: string, filters: ExportFilters): string {
  const bothPublic = `${link}.state = 'published' AND ${from}.state = 'published' AND ${to}.state = 'published'`
  if (filterConditions('claims', filters).length === 0) return bothPublic
  const end = (column: string) =>
    `SELECT links.id FROM links JOIN claims ON claims.id = links.${column} WHERE ${claimChosen('claims', filters)}`
  return `${bothPublic} AND ${link}.id IN (${end('from_claim_id')} UNION ${end('to_claim_id')})`
}

/** SQL: whether the article reports a chosen claim; one imported and not tagged yet is its desk's own affair. */
export const articleReportsChosen = (filters: ExportFilters): string => `articles.id IN (
  SELECT revisions.article_id
  FROM claims
  JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
  JOIN revisions ON revisions.id = statements.revision_id
  WHERE ${claimChosen('claims', filters)})`

/** SQL: who speaks in a chosen claim, and for whom; both are in the file. */
const speaksInChosen = (filters: ExportFilters): string => `
  SELECT speaker_id FROM claim_speakers JOIN claims ON claims.id = claim_id WHERE ${claimChosen('claims', filters)}
  UNION
  SELECT coalesce(principal.root_id, principal.id)
  FROM claim_speakers JOIN claims ON claims.id = claim_id
  JOIN speaker_roles role ON role.id = role_id
  JOIN speakers principal ON principal.id = role.speaks_for_id
  WHERE ${claimChosen('claims', filters)}`

/**
 * SQL: whether the speaker speaks in a chosen claim, passed one on, or replies to one. As a list that is made once: the index is
 * asked for its members, in order; an IN would be compared pair by pair where sorting is off, 3 s for 5,000 speakers.
 */
export const speakerInChosen = (filters: ExportFilters): string => `speakers.id = ANY(ARRAY(
    ${speaksInChosen(filters)}
    UNION
    SELECT speakers_now.id
    FROM hops
    JOIN speakers_now ON speakers_now.named_id = hops.speaker_id
    JOIN statements ON statements.id = hops.statement_id AND statements.state = 'published'
    JOIN claims ON claims.id = statements.claim_id
    WHERE ${claimChosen('claims', filters)}
    UNION
    SELECT speakers_now.id
    FROM replies JOIN claims ON claims.id = claim_now(claim_id) JOIN speakers_now ON speakers_now.named_id = replies.speaker_id
    WHERE replies.state = 'published' AND ${claimChosen('claims', filters)}))`

/**
 * SQL: whether an article of the outlet reports a chosen claim, or the outlet itself speaks in one. Of everything outlet by outlet, whose
 * first report ends the search: the file begins with its outlets, and would wait until all statements are gone through.
 */
export function outletInChosen(filters: ExportFilters): string {
  const reports = isEverything(filters)
    ? `(SELECT true
        FROM articles JOIN revisions ON article_id = articles.id
        JOIN statements ON revision_id = revisions.id AND statements.state = 'published'
        JOIN claims ON claims.id = claim_id AND claims.state = 'published'
        WHERE articles.outlet_id = outlets.id LIMIT 1)`
    : `outlets.id IN (SELECT outlet_id FROM articles WHERE ${articleReportsChosen(filters)})`
  return `(${reports} OR outlets.id IN (SELECT outlet_id FROM speakers WHERE outlet_id IS NOT NULL AND ${speakerInChosen(filters)}))`
}
