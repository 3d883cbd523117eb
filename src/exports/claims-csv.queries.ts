import { words } from '../words/words'
import { type CsvColumn, copyCsv, saidByJoin, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { publicName } from './public-name-sql'
import { claimChosen } from './selection.queries'

const said = words.codebook.claimsCsv

/** A row is a statement: a passage that reports a claim, with the claim's own columns repeated in each. */
export const claimsCsvColumns: readonly CsvColumn[] = [
  { name: 'claim_id', sql: 'claims.id', type: 'integer', required: true, meaning: said.claim_id },
  {
    name: 'statement_id',
    sql: 'statements.id',
    type: 'integer',
    required: true,
    meaning: said.statement_id,
  },
  { name: 'speakers', sql: 'said_by.names', guarded: true, meaning: said.speakers },
  {
    name: 'stance',
    sql: 'claims.stance',
    required: true,
    meaning: said.stance,
  },
  {
    name: 'medium',
    sql: 'claims.medium',
    required: true,
    meaning: said.medium,
  },
  {
    name: 'said_on',
    sql: 'claims.said_on',
    guarded: true,
    meaning: said.said_on,
  },
  {
    name: 'said_on_earliest',
    sql: 'claims.said_on_earliest',
    type: 'date',
    meaning: said.said_on_earliest,
  },
  {
    name: 'said_on_latest',
    sql: 'claims.said_on_latest',
    type: 'date',
    meaning: said.said_on_latest,
  },
  {
    name: 'summary',
    sql: 'claims.summary',
    guarded: true,
    meaning: said.summary,
  },
  {
    name: 'quotation',
    sql: 'statements.wording',
    required: true,
    meaning: said.quotation,
  },
  {
    name: 'exact',
    sql: 'content.exact',
    guarded: true,
    meaning: said.exact,
  },
  { name: 'prefix', sql: 'content.prefix', guarded: true, meaning: said.prefix },
  { name: 'suffix', sql: 'content.suffix', guarded: true, meaning: said.suffix },
  {
    name: 'start',
    sql: 'content.start_offset',
    type: 'integer',
    meaning: said.start,
  },
  { name: 'end', sql: 'content.end_offset', type: 'integer', meaning: said.end },
  {
    name: 'article_id',
    sql: 'revisions.article_id',
    type: 'integer',
    required: true,
    meaning: said.article_id,
  },
  { name: 'revision', sql: 'revisions.number', type: 'integer', required: true, meaning: said.revision },
  {
    name: 'text_sha256',
    sql: "encode(revisions.text_sha256, 'hex')",
    required: true,
    meaning: said.text_sha256,
  },
  { name: 'created_at', sql: 'claims.created_at', type: 'time', required: true, meaning: said.created_at },
  { name: 'updated_at', sql: 'claims.updated_at', type: 'time', required: true, meaning: said.updated_at },
  {
    name: 'origin_article_id',
    sql: 'coalesce(articles.copy_of_id, articles.id)',
    type: 'integer',
    required: true,
    meaning: said.origin_article_id,
  },
  { name: 'tagged_by', sql: 'statements.created_by_id', type: 'integer', meaning: said.tagged_by },
  { name: 'speaker_ids', sql: 'said_by.ids', required: true, meaning: said.speaker_ids },
  { name: 'said_on_basis', sql: 'claims.said_on_basis', required: true, meaning: said.said_on_basis },
  { name: 'parts', sql: 'content.places', required: true, meaning: said.parts },
  {
    name: 'tagged_by_name',
    sql: publicName('statements.created_by_id'),
    guarded: true,
    meaning: said.tagged_by_name,
  },
]

/** `claims.csv`, by claim and statement. */
export const claimsCsv = (filters: ExportFilters): string => copyCsv(claimsCsvColumns, chosenStatements(filters))

/** SQL: the rows of `claims.csv`, from FROM on, in their order. */
export const chosenStatements = (filters: ExportFilters): string => `
  FROM claims
  JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  ${saidByJoin(filters)}
  CROSS JOIN LATERAL (${statementContent('statements.id')}) content
  WHERE ${claimChosen('claims', filters)}
  ORDER BY claims.id, statements.id`
