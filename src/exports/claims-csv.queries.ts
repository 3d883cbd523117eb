import { utcSql } from '../database/utc-sql'
import { words } from '../words/words'
import { type CsvColumn, copyCsv, speakerNames, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { claimChosen } from './selection.queries'

const said = words.codebook.claimsCsv

/** A row is a statement: a passage that reports a claim, with the claim's own columns repeated in each. */
export const claimsCsvColumns: readonly CsvColumn[] = [
  { name: 'claim_id', sql: 'claims.id', meaning: said.claim_id },
  {
    name: 'statement_id',
    sql: 'statements.id',
    meaning: said.statement_id,
  },
  { name: 'speakers', sql: 'said_by.names', guarded: true, meaning: said.speakers },
  {
    name: 'stance',
    sql: 'claims.stance',
    meaning: said.stance,
  },
  {
    name: 'medium',
    sql: 'claims.medium',
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
    meaning: said.said_on_earliest,
  },
  {
    name: 'said_on_latest',
    sql: 'claims.said_on_latest',
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
    meaning: said.start,
  },
  { name: 'end', sql: 'content.end_offset', meaning: said.end },
  {
    name: 'article_id',
    sql: 'revisions.article_id',
    meaning: said.article_id,
  },
  { name: 'revision', sql: 'revisions.number', meaning: said.revision },
  {
    name: 'text_sha256',
    sql: "encode(revisions.text_sha256, 'hex')",
    meaning: said.text_sha256,
  },
  { name: 'created_at', sql: utcSql('claims.created_at'), meaning: said.created_at },
  { name: 'updated_at', sql: utcSql('claims.updated_at'), meaning: said.updated_at },
  {
    name: 'origin_article_id',
    sql: 'coalesce(articles.copy_of_id, articles.id)',
    meaning: said.origin_article_id,
  },
]

/** `claims.csv`, by claim and statement. */
export function claimsCsv(filters: ExportFilters): string {
  return copyCsv(
    claimsCsvColumns,
    `FROM claims
     JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
     JOIN revisions ON revisions.id = statements.revision_id
     JOIN articles ON articles.id = revisions.article_id
     CROSS JOIN LATERAL (${speakerNames('claims.id')}) said_by
     CROSS JOIN LATERAL (${statementContent('statements.id')}) content
     WHERE ${claimChosen('claims', filters)}
     ORDER BY claims.id, statements.id`,
  )
}
