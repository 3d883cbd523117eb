import { claimsWithin } from '../claims/joined-claims-sql'
import { utcColumnSql } from '../database/utc-sql'
import type { ExportFilters } from './export-filters.schema'
import { ifAny, listOf, objectOf, plain, text, word, wordOrNull } from './json-text-sql'
import { publicName } from './public-name-sql'
import { isEverything } from './selection.queries'

const time = (column: string) => word(utcColumnSql(column))

/** SQL: a row of `spans` as JSON: where it is in its text, and what stands beside it. */
const span = objectOf({
  start: plain('start_offset'),
  end: plain('end_offset'),
  exact: text('exact'),
  prefix: text('prefix'),
  suffix: text('suffix'),
})

/**
 * SQL: a statement's spans as one row `parts (source, cue, content)`; source and cue are NULL where there are none. They
 * are read in one go: three look-ups a statement made the whole export a quarter slower.
 */
const partsOf = (statementId: string): string => `
  SELECT min(item) FILTER (WHERE part = 'source') AS source,
         min(item) FILTER (WHERE part = 'cue') AS cue,
         '[' || string_agg(item, ',') FILTER (WHERE part = 'content') || ']' AS content
  FROM (SELECT part, ${span} AS item FROM spans WHERE statement_id = ${statementId} ORDER BY part, position) span`

/** SQL: the words that name a hop, or its passing on, where they are. */
const hopSpan = (part: 'hop_source' | 'hop_cue'): string => `(
  SELECT ${span} FROM spans
  WHERE spans.statement_id = hops.statement_id AND part = '${part}' AND spans.position = hops.position)`

/** SQL: through whom a statement reached its article, next to the speaker first. */
const hopsOf = (statementId: string): string =>
  ifAny(
    'hops',
    listOf(`
    SELECT ${objectOf({
      speaker: objectOf({ id: plain('speakers.id'), name: text('speakers.name') }),
      medium: word('hops.medium'),
      said_on: text('hops.said_on'),
      said_on_earliest: wordOrNull('hops.said_on_earliest'),
      said_on_latest: wordOrNull('hops.said_on_latest'),
      said_on_basis: word('hops.said_on_basis'),
      said_on_words: text('hops.said_on_words'),
      quotation: word('hops.wording'),
      source: hopSpan('hop_source'),
      cue: hopSpan('hop_cue'),
    })} AS item
    FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id
    WHERE hops.statement_id = ${statementId} ORDER BY hops.position`),
  )

/** SQL: a row of `statements` joined with its revision and its `parts`. */
const STATEMENT = objectOf({
  id: plain('statements.id'),
  version: plain('statements.version'),
  article_id: plain('revisions.article_id'),
  revision: plain('revisions.number'),
  text_sha256: word("encode(revisions.text_sha256, 'hex')"),
  quotation: word('wording'),
  in_zone: plain('in_zone'),
  source: 'parts.source',
  cue: 'parts.cue',
  content: 'parts.content',
  hops: hopsOf('statements.id'),
  created_at: time('statements.created_at'),
  updated_at: time('statements.updated_at'),
  created_by: plain('statements.created_by_id'),
  created_by_name: publicName('statements.created_by_id', text('accounts.name')),
})
const REPORTED = `
  FROM statements JOIN revisions ON revisions.id = revision_id
  CROSS JOIN LATERAL (${partsOf('statements.id')}) parts
  WHERE statements.state = 'published'`

/** SQL: the published passages that report a claim, as a join `reported (list)`; of everything in one go, as who said it. */
export const reportsJoin = (filters: ExportFilters): string =>
  isEverything(filters)
    ? `LEFT JOIN (
        SELECT claim_id, '[' || string_agg(item, ',') || ']' AS list
        FROM (SELECT claim_id, ${STATEMENT} AS item ${REPORTED} ORDER BY claim_id, statements.id) in_order GROUP BY claim_id
      ) reported ON reported.claim_id = claims.id`
    : `CROSS JOIN LATERAL (
        SELECT ${listOf(`SELECT ${STATEMENT} AS item ${REPORTED} AND claim_id = claims.id ORDER BY statements.id`)} AS list
      ) reported`

/** Few speak in a role: only for them is it looked up. */
const SPEAKER = objectOf({
  id: plain('speakers.id'),
  name: text('speakers.name'),
  role: `CASE WHEN role_id IS NOT NULL THEN (SELECT ${text('title')} FROM speaker_roles WHERE id = role_id) END`,
  role_id: plain('role_id'),
})
const SPOKEN = 'FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id'

/** SQL: who said a claim, as a join `said_by (list)`; of everything in one go, as those of `claims.csv` (`saidByJoin`). */
export const speakersJoin = (filters: ExportFilters): string =>
  isEverything(filters)
    ? `JOIN (
        SELECT claim_id, '[' || string_agg(item, ',') || ']' AS list
        FROM (SELECT claim_id, ${SPEAKER} AS item ${SPOKEN} ORDER BY claim_id, position) in_order GROUP BY claim_id
      ) said_by ON said_by.claim_id = claims.id`
    : `CROSS JOIN LATERAL (
        SELECT ${listOf(`SELECT ${SPEAKER} AS item ${SPOKEN} WHERE claim_id = claims.id ORDER BY position`)} AS list
      ) said_by`

/**
 * SQL: what is said to a claim by right of reply; a name stands there whether or not it is a speaker's. Whether anything is said is looked
 * up first: setting up the order of nothing, claim by claim, took a tenth of the whole export.
 */
function repliesOf(claimId: string): string {
  const published = `replies.claim_id = ANY(${claimsWithin(claimId)}) AND replies.state = 'published'`
  return ifAny(
    'replies',
    `CASE WHEN EXISTS (SELECT FROM replies WHERE ${published}) THEN ${listOf(`
    SELECT ${objectOf({
      id: plain('replies.id'),
      speaker_id: plain('speakers.id'),
      name: text('coalesce(speakers.name, by_name)'),
      words: text('words'),
      replied_on: word('replied_on'),
      way: word('way'),
      url: text('replies.url'),
    })} AS item
    FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
    WHERE ${published} ORDER BY replied_on, replies.id`)} ELSE '[]' END`,
  )
}

/** SQL: a row of `claims`, with `said_by` of `speakersJoin` and `reported` of `reportsJoin`, as its line of `claims.jsonl`. `url` is the SQL of the address that its number follows. */
export const claimLine = (url: string): string =>
  objectOf({
    type: word("'claim'"),
    id: plain('claims.id'),
    url: text(`${url} || claims.id`),
    version: plain('claims.version'),
    created_at: time('claims.created_at'),
    updated_at: time('claims.updated_at'),
    speakers: 'said_by.list',
    stance: word('stance'),
    medium: word('medium'),
    said_on: text('said_on'),
    said_on_earliest: wordOrNull('said_on_earliest'),
    said_on_latest: wordOrNull('said_on_latest'),
    said_on_basis: word('said_on_basis'),
    said_on_words: text('said_on_words'),
    summary: text('summary'),
    statements: `coalesce(reported.list, '[]')`,
    replies: repliesOf('claims.id'),
  })

/** SQL: a row of `links` as its line of `claims.jsonl`. */
export const linkLine = (url: string): string =>
  objectOf({
    type: word("'link'"),
    id: plain('links.id'),
    from_claim_id: plain('from_claim_id'),
    relation: word('relation'),
    to_claim_id: plain('to_claim_id'),
    reason: text('reason'),
    created_at: time('links.created_at'),
    url: text(`${url} || links.id`),
    version: plain('links.version'),
    updated_at: time('links.updated_at'),
    created_by: plain('links.created_by_id'),
    created_by_name: publicName('links.created_by_id', text('accounts.name')),
  })
