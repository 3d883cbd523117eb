import { words } from '../words/words'
import { saidByJoin, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { publicName } from './public-name-sql'
import { claimChosen, linkWithinChosen, literal } from './selection.queries'

const said = words.codebook.graph

/** What is told of a node or an edge: its name in the file, and where it comes from; a null is left out. */
export interface GraphAttribute {
  name: string
  meaning: string
  type: 'string' | 'integer'
  /** SQL, over `chosenNodes` or `chosenEdges`. */
  sql: string
}

/** Of a claim. The passage is that of the first statement that reports it; its words with what proves them. */
export const nodeAttributes = (baseUrl: string): GraphAttribute[] => [
  { name: 'url', type: 'string', sql: `${literal(`${baseUrl}/claims/`)} || claims.id`, meaning: said.url },
  { name: 'speaker', type: 'string', sql: 'said_by.names', meaning: said.speaker },
  { name: 'stance', type: 'string', sql: 'claims.stance', meaning: said.stance },
  { name: 'medium', type: 'string', sql: 'claims.medium', meaning: said.medium },
  { name: 'said_on', type: 'string', sql: 'claims.said_on', meaning: said.said_on },
  { name: 'summary', type: 'string', sql: 'claims.summary', meaning: said.summary },
  { name: 'exact', type: 'string', sql: 'content.exact', meaning: said.exact },
  { name: 'prefix', type: 'string', sql: 'content.prefix', meaning: said.prefix },
  { name: 'suffix', type: 'string', sql: 'content.suffix', meaning: said.suffix },
  { name: 'start_offset', type: 'integer', sql: 'content.start_offset', meaning: said.start_offset },
  { name: 'end_offset', type: 'integer', sql: 'content.end_offset', meaning: said.end_offset },
  { name: 'article_id', type: 'integer', sql: 'first.article_id', meaning: said.article_id },
  { name: 'revision', type: 'integer', sql: 'first.number', meaning: said.revision },
  { name: 'text_sha256', type: 'string', sql: `encode(first.text_sha256, 'hex')`, meaning: said.text_sha256 },
  { name: 'tagged_by', type: 'integer', sql: 'first.created_by_id', meaning: said.tagged_by },
  { name: 'tagged_by_name', type: 'string', sql: publicName('first.created_by_id'), meaning: said.tagged_by_name },
]

/** Of a link. */
export const edgeAttributes = (baseUrl: string): GraphAttribute[] => [
  { name: 'link', type: 'string', sql: `${literal(`${baseUrl}/links/`)} || links.id`, meaning: said.link },
  { name: 'relation', type: 'string', sql: 'links.relation', meaning: said.relation },
  { name: 'reason', type: 'string', sql: 'links.reason', meaning: said.reason },
  { name: 'linked_by', type: 'integer', sql: 'links.created_by_id', meaning: said.linked_by },
  { name: 'linked_by_name', type: 'string', sql: publicName('links.created_by_id'), meaning: said.linked_by_name },
]

/** The codebook of both graph files. */
export const graphEntries = [
  { name: 'node', meaning: said.node },
  ...nodeAttributes(''),
  { name: 'edge', meaning: said.edge },
  ...edgeAttributes(''),
].map(({ name, meaning }) => ({ name, meaning }))

/** SQL: the claims that are nodes, from FROM on, by number. */
export const chosenNodes = (filters: ExportFilters): string => `
  FROM claims
  ${saidByJoin(filters)}
  LEFT JOIN LATERAL (
    SELECT statements.id, statements.created_by_id, revisions.article_id, revisions.number, revisions.text_sha256
    FROM statements JOIN revisions ON revisions.id = statements.revision_id
    WHERE statements.claim_id = claims.id AND statements.state = 'published' ORDER BY statements.id LIMIT 1
  ) first ON true
  LEFT JOIN LATERAL (${statementContent('first.id')}) content ON true
  WHERE ${claimChosen('claims', filters)}
  ORDER BY claims.id`

/** SQL: the links that are edges, both ends among the nodes, from FROM on, by number. */
export const chosenEdges = (filters: ExportFilters): string => `
  FROM links
  JOIN claims from_claim ON from_claim.id = links.from_claim_id
  JOIN claims to_claim ON to_claim.id = links.to_claim_id
  WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}
  ORDER BY links.id`
