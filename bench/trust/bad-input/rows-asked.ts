/** Queries for the rows that requests are about, by what a row has to be for them. */

export const published = (table: string) => `SELECT id, version FROM ${table} WHERE state = 'published'`
export const drafts = (table: string) => `SELECT id, version FROM ${table} WHERE state = 'draft'`
export const withdrawn = (table: string) => `SELECT id, version FROM ${table} WHERE state = 'withdrawn'`
export const joined = 'SELECT id, version FROM claims WHERE joined_into_id IS NOT NULL'
export const ARTICLES = 'SELECT id, version FROM articles WHERE withdrawn_reason IS NULL'
export const SPEAKERS = 'SELECT id, version FROM speakers WHERE merged_into_id IS NULL'
export const CLAIMS = published('claims')
export const OTHERS = "SELECT id, version FROM accounts WHERE email !~ '^(ann|bea)@'"
/** The article as it is captured anew: a text of some length, the newest of its article. */
export const NEWEST_TEXTS = `
  SELECT articles.id, version, text FROM articles JOIN LATERAL (
    SELECT text, length FROM revisions WHERE article_id = articles.id ORDER BY number DESC LIMIT 1) newest ON length > 300
  WHERE withdrawn_reason IS NULL`
/** What became of statements that are there, in the newest text of their articles. */
export const carryings = (which: string) => `
  SELECT carryings.id, statements.version FROM carryings
  JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = carryings.revision_id
  WHERE ${which} AND statements.state <> 'withdrawn' AND revisions.number = (
    SELECT max(number) FROM revisions newest WHERE newest.article_id = revisions.article_id)`
/** What was taken over on articles. */
export const annotations = (which: string) => `
  SELECT article_id AS id, 1 AS version, annotations.id::text AS section
  FROM annotations JOIN articles ON articles.id = article_id WHERE ${which} AND withdrawn_reason IS NULL`
/** A passage of some words in an article's own text. */
export const PASSAGES = `
  SELECT articles.id, 1 AS version, substr(text, 40 + (articles.id * 7) % 200, 30) AS words
  FROM articles JOIN LATERAL (
    SELECT text, length FROM revisions WHERE article_id = articles.id ORDER BY number DESC LIMIT 1) newest ON length > 300
  WHERE withdrawn_reason IS NULL`

/** Where a claim's draft report has another claim version than 1. */
export const DRAFT_STATEMENTS = `
  SELECT statements.id, statements.version, claims.version AS "claimVersion"
  FROM statements JOIN claims ON claims.id = claim_id WHERE statements.state = 'draft' AND claims.state <> 'withdrawn'`

/** Two claims of one speaker, `id` and `into`. */
export const PAIRS = `
  SELECT one.id, one.version, other.id AS into FROM claims one
  JOIN claim_speakers by ON by.claim_id = one.id JOIN claim_speakers too ON too.speaker_id = by.speaker_id
  JOIN claims other ON other.id = too.claim_id AND other.id <> one.id
  WHERE one.state = 'published' AND other.state = 'published'`
