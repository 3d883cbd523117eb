import { zonesAsJson } from '../articles/zones.queries'
import { claimsWithin } from '../claims/joined-claims-sql'
import { utcSql } from '../database/utc-sql'
import { words } from '../words/words'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import { claimChosen, linkWithinChosen, literal } from './selection.queries'

const said = words.codebook.claimsJsonl

/** The kinds of row in `claims.jsonl`, in the order they come: whatever a row names stands before it. */
export const jsonlRows = [
  {
    type: 'outlet',
    meaning: said.outlet,
  },
  {
    type: 'article',
    meaning: said.article,
  },
  {
    type: 'speaker',
    meaning: said.speaker,
  },
  {
    type: 'claim',
    meaning: said.claim,
  },
  { type: 'link', meaning: said.link },
  {
    type: 'chain',
    meaning: said.chain,
  },
  {
    type: 'trailer',
    meaning: said.trailer,
  },
] as const

/** row_to_json and array_to_json put no spaces; json_build_object and json_agg do. */
const copyJson = (select: string): string => copyLines(`SELECT row_to_json(line) FROM (${select}) line`)

/** SQL: the rows of a sub-select, in its order, as one JSON list. */
const listOf = (select: string): string => `array_to_json(ARRAY(SELECT row_to_json(item) FROM (${select}) item))`

/**
 * SQL: a statement's spans as one row `parts (source, cue, content)`; source and cue are null where there are none. They
 * are read in one go: three look-ups a statement made the whole export a quarter slower.
 */
const partsOf = (statementId: string): string => `
  SELECT (array_agg(span.json) FILTER (WHERE span.part = 'source'))[1] AS source,
         (array_agg(span.json) FILTER (WHERE span.part = 'cue'))[1] AS cue,
         array_to_json(array_agg(span.json) FILTER (WHERE span.part = 'content')) AS content
  FROM (
    SELECT part,
           (SELECT row_to_json(item) FROM (SELECT start_offset AS start, end_offset AS "end", exact, prefix, suffix) item) AS json
    FROM spans WHERE statement_id = ${statementId} ORDER BY part, position
  ) span`

/** SQL: the words that name a hop, or its passing on, where they are. */
const hopSpan = (part: 'hop_source' | 'hop_cue'): string => `
  SELECT (SELECT row_to_json(item) FROM (SELECT start_offset AS start, end_offset AS "end", exact, prefix, suffix) item)
  FROM spans WHERE spans.statement_id = hops.statement_id AND part = '${part}' AND spans.position = hops.position`

/** SQL: through whom a statement reached its article, next to the speaker first. */
const hopsOf = (statementId: string): string =>
  listOf(`
    SELECT (SELECT row_to_json(item) FROM (SELECT speakers.id, speakers.name) item) AS speaker, hops.medium,
           hops.said_on, hops.said_on_earliest, hops.said_on_latest, hops.said_on_basis, hops.said_on_words,
           hops.wording AS quotation, (${hopSpan('hop_source')}) AS source, (${hopSpan('hop_cue')}) AS cue
    FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id
    WHERE hops.statement_id = ${statementId} ORDER BY hops.position`)

const outlets = (filters: ExportFilters): string => `
  SELECT 'outlet' AS type, id, name, rights, ${utcSql('created_at')} AS created_at
  FROM outlets
  WHERE id IN (
    SELECT outlet_id FROM articles WHERE ${articleReportsChosen(filters)}
    UNION
    SELECT outlet_id FROM speakers WHERE ${speakerInChosen(filters)})
  ORDER BY id`

const articles = (filters: ExportFilters, url: string): string => `
  SELECT 'article' AS type, id, ${url} || id AS url, version, ${utcSql('created_at')} AS created_at,
         ${utcSql('updated_at')} AS updated_at, outlet_id, headline, byline, url AS address, language, published_on, rights,
         ${listOf(`
           SELECT id, number, encode(text_sha256, 'hex') AS text_sha256, encode(raw_sha256, 'hex') AS raw_sha256, length,
                  ${utcSql('captured_at')} AS captured_at, ${zonesAsJson('revisions.id')} AS zones,
                  redacted_sha256 IS NOT NULL AS redacted, encode(redacted_sha256, 'hex') AS redacted_sha256
           FROM revisions WHERE article_id = articles.id ORDER BY number`)} AS revisions,
         copy_of_id
  FROM articles
  WHERE ${articleReportsChosen(filters)}
  ORDER BY id`

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

/** SQL: what is told of `speakers` and of whoever was merged into them. */
const OF_TREE = 'member.id = speakers.id OR member.root_id = speakers.id'

const speakers = (filters: ExportFilters, url: string): string => `
  SELECT 'speaker' AS type, id, ${url} || id AS url, version, ${utcSql('created_at')} AS created_at,
         ${utcSql('updated_at')} AS updated_at, kind, name, description, wikidata_id, anonymity_reason, outlet_id,
         array_to_json(ARRAY(
           SELECT alias.name FROM speakers member JOIN speaker_aliases alias ON alias.speaker_id = member.id
           WHERE ${OF_TREE} ORDER BY member.id, position)) AS aliases,
         ${listOf(`
           SELECT role.id, title, since, until,
                  (SELECT row_to_json(item) FROM (
                     SELECT now.id, now.name FROM speakers principal
                     JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
                     WHERE principal.id = speaks_for_id) item) AS speaks_for
           FROM speakers member JOIN speaker_roles role ON role.speaker_id = member.id
           WHERE ${OF_TREE} ORDER BY role.id`)} AS roles,
         ${listOf('SELECT member.id, member.name FROM speakers member WHERE member.root_id = speakers.id ORDER BY member.id')} AS merged
  FROM speakers
  WHERE ${speakerInChosen(filters)}
  ORDER BY id`

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

/** SQL: what is said to a claim by right of reply, as one JSON list; a name stands there whether or not it is a speaker's. */
const repliesOf = (claimId: string): string =>
  listOf(`
    SELECT replies.id, speakers.id AS speaker_id, coalesce(speakers.name, by_name) AS name, words, replied_on, way, replies.url
    FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
    WHERE replies.claim_id = ANY(${claimsWithin(claimId)}) AND replies.state = 'published' ORDER BY replied_on, replies.id`)

const claims = (filters: ExportFilters, url: string): string => `
  SELECT 'claim' AS type, id, ${url} || id AS url, version, ${utcSql('created_at')} AS created_at,
         ${utcSql('updated_at')} AS updated_at,
         ${listOf(`
           SELECT speakers.id, speakers.name, role.title AS role, role.id AS role_id
           FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
           LEFT JOIN speaker_roles role ON role.id = role_id
           WHERE claim_id = claims.id ORDER BY position`)} AS speakers,
         stance, medium, said_on, said_on_earliest, said_on_latest, said_on_basis, said_on_words, summary,
         ${listOf(`
           SELECT statements.id, statements.version, revisions.article_id, revisions.number AS revision,
                  encode(revisions.text_sha256, 'hex') AS text_sha256, wording AS quotation, in_zone,
                  parts.source, parts.cue, parts.content,
                  ${hopsOf('statements.id')} AS hops,
                  ${utcSql('statements.created_at')} AS created_at, ${utcSql('statements.updated_at')} AS updated_at,
                  statements.created_by_id AS created_by
           FROM statements JOIN revisions ON revisions.id = revision_id
           CROSS JOIN LATERAL (${partsOf('statements.id')}) parts
           WHERE claim_id = claims.id AND state = 'published' ORDER BY statements.id`)} AS statements,
         ${repliesOf('claims.id')} AS replies
  FROM claims
  WHERE ${claimChosen('claims', filters)}
  ORDER BY id`

const links = (filters: ExportFilters, url: string): string => `
  SELECT 'link' AS type, links.id, from_claim_id, relation, to_claim_id, reason,
         ${utcSql('links.created_at')} AS created_at, ${url} || links.id AS url, links.version,
         ${utcSql('links.updated_at')} AS updated_at, links.created_by_id AS created_by
  FROM links
  JOIN claims from_claim ON from_claim.id = from_claim_id
  JOIN claims to_claim ON to_claim.id = to_claim_id
  WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}
  ORDER BY links.id`

/** Of a chain the claims that are in the file, so that every number in it leads somewhere. */
const chains = (filters: ExportFilters, url: string): string => `
  SELECT 'chain' AS type, id, ${url} || id AS url, title,
         array_to_json(ARRAY(
           SELECT claim_id FROM chain_members JOIN claims ON claims.id = claim_id
           WHERE chain_members.component_id = chains.component_id AND ${claimChosen('claims', filters)}
           ORDER BY order_day, claim_id)) AS claims
  FROM chains
  WHERE component_id IN (
    SELECT component_id FROM chain_members JOIN claims ON claims.id = claim_id WHERE ${claimChosen('claims', filters)})
  ORDER BY id`

/** `claims.jsonl` without its trailer: what to copy, one after the other. `baseUrl` has no slash at its end. */
export function claimsJsonl(filters: ExportFilters, baseUrl: string): string[] {
  const at = (path: string) => literal(`${baseUrl}/${path}/`)
  return [
    outlets(filters),
    articles(filters, at('articles')),
    speakers(filters, at('speakers')),
    claims(filters, at('claims')),
    links(filters, at('links')),
    chains(filters, at('chains')),
  ].map(copyJson)
}
