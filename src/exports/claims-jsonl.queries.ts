import { zonesAsJson } from '../articles/zones.queries'
import { utcSql } from '../database/utc-sql'
import { words } from '../words/words'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import { claimLine, linkLine, reportsJoin, speakersJoin } from './jsonl-claims-sql'
import {
  articleReportsChosen,
  claimChosen,
  linkWithinChosen,
  literal,
  outletInChosen,
  speakerInChosen,
} from './selection.queries'

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

/** Lines of which there are few, beside the claims: row_to_json and array_to_json put no spaces; json_build_object and json_agg do. */
const asJson = (select: string): string => `SELECT row_to_json(line) FROM (${select}) line`

/** SQL: the rows of a sub-select, in its order, as one JSON list. */
const listOf = (select: string): string => `array_to_json(ARRAY(SELECT row_to_json(item) FROM (${select}) item))`

const outlets = (filters: ExportFilters): string => `
  SELECT 'outlet' AS type, id, name, rights, ${utcSql('created_at')} AS created_at
  FROM outlets
  WHERE ${outletInChosen(filters)}
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

const claims = (filters: ExportFilters, url: string): string => `
  SELECT ${claimLine(url)}
  FROM claims
  ${speakersJoin(filters)}
  ${reportsJoin(filters)}
  WHERE ${claimChosen('claims', filters)}
  ORDER BY claims.id`

const links = (filters: ExportFilters, url: string): string => `
  SELECT ${linkLine(url)}
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
export function claimsJsonl(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  const at = (path: string) => literal(`${baseUrl}/${path}/`)
  return [
    copyLines(asJson(outlets(filters))),
    copyLines(asJson(articles(filters, at('articles')))),
    copyLines(asJson(speakers(filters, at('speakers')))),
    { copy: copyLines(claims(filters, at('claims'))), of: 'claims' },
    { copy: copyLines(links(filters, at('links'))), of: 'links' },
    copyLines(asJson(chains(filters, at('chains')))),
  ]
}
