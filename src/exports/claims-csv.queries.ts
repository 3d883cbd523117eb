import { utcSql } from '../database/utc-sql'
import { type CsvColumn, copyCsv, speakerNames, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { claimChosen } from './selection.queries'

/** A row is a statement: a passage that reports a claim, with the claim's own columns repeated in each. */
export const claimsCsvColumns: readonly CsvColumn[] = [
  { name: 'claim_id', sql: 'claims.id', meaning: 'The claim’s number; its page is /claims/ and this number.' },
  {
    name: 'statement_id',
    sql: 'statements.id',
    meaning: 'The statement’s number: one passage that reports the claim.',
  },
  { name: 'speakers', sql: 'said_by.names', guarded: true, meaning: 'Who said it; joint speakers are joined by “; ”.' },
  {
    name: 'stance',
    sql: 'claims.stance',
    meaning: 'What the speaker does with the words: asserts, denies, declines (to answer), does_not_dispute, asks.',
  },
  {
    name: 'medium',
    sql: 'claims.medium',
    meaning: 'How the words reached the public before any article: tweet, press_briefing, interview and so on.',
  },
  {
    name: 'said_on',
    sql: 'claims.said_on',
    guarded: true,
    meaning: 'When it was said, in EDTF as the editor gave it; empty is “not stated”.',
  },
  {
    name: 'said_on_earliest',
    sql: 'claims.said_on_earliest',
    meaning: 'First day it can have been said; empty is open or not stated.',
  },
  {
    name: 'said_on_latest',
    sql: 'claims.said_on_latest',
    meaning: 'Last day it can have been said; empty is open or not stated.',
  },
  {
    name: 'summary',
    sql: 'claims.summary',
    guarded: true,
    meaning: 'The claim in one plain sentence of the desk; empty where the passage speaks for itself.',
  },
  {
    name: 'quotation',
    sql: 'statements.wording',
    meaning: 'Whose wording the passage is: direct (the speaker’s), indirect (the article’s), mixed.',
  },
  {
    name: 'exact',
    sql: 'content.exact',
    guarded: true,
    meaning: 'The passage, letter for letter; the parts of a split quotation are joined by “ […] ”.',
  },
  { name: 'prefix', sql: 'content.prefix', guarded: true, meaning: 'The article’s 32 characters before the passage.' },
  { name: 'suffix', sql: 'content.suffix', guarded: true, meaning: 'The article’s 32 characters after the passage.' },
  {
    name: 'start',
    sql: 'content.start_offset',
    meaning: 'Where the passage starts in the revision’s text, in Unicode code points from 0.',
  },
  { name: 'end', sql: 'content.end_offset', meaning: 'Where it ends, exclusive.' },
  {
    name: 'article_id',
    sql: 'revisions.article_id',
    meaning: 'The article’s number; its page is /articles/ and this number.',
  },
  { name: 'revision', sql: 'revisions.number', meaning: 'Which captured text of the article the offsets count in.' },
  {
    name: 'text_sha256',
    sql: "encode(revisions.text_sha256, 'hex')",
    meaning: 'SHA-256 of that text in UTF-8: the proof that it is the same one.',
  },
  { name: 'created_at', sql: utcSql('claims.created_at'), meaning: 'When the claim was recorded here (UTC).' },
  { name: 'updated_at', sql: utcSql('claims.updated_at'), meaning: 'When the claim was last changed here (UTC).' },
]

/** `claims.csv`, by claim and statement. */
export function claimsCsv(filters: ExportFilters): string {
  return copyCsv(
    claimsCsvColumns,
    `FROM claims
     JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
     JOIN revisions ON revisions.id = statements.revision_id
     CROSS JOIN LATERAL (${speakerNames('claims.id')}) said_by
     CROSS JOIN LATERAL (${statementContent('statements.id')}) content
     WHERE ${claimChosen('claims', filters)}
     ORDER BY claims.id, statements.id`,
  )
}
