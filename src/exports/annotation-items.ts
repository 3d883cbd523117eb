import { utcSql } from '../database/utc-sql'
import { CITO, ownVocabulary, RELATION_TERMS } from '../links/relation-terms'
import type { OwnTerm } from '../reading/own-terms'
import type { ExportFilters } from './export-filters.schema'
import { publicName } from './public-name-sql'
import { claimChosen, linkWithinChosen, literal } from './selection.queries'

/** SQL: the public statements of chosen claims, from FROM on, without an order. */
export const annotatedStatements = (filters: ExportFilters): string => `
  FROM statements JOIN claims ON claims.id = statements.claim_id
  WHERE statements.state = 'published' AND ${claimChosen('claims', filters)}`

/** SQL: the public links between chosen claims, likewise. */
export const annotatedLinks = (filters: ExportFilters): string => `
  FROM links
  JOIN claims from_claim ON from_claim.id = links.from_claim_id
  JOIN claims to_claim ON to_claim.id = links.to_claim_id
  WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}`

/**
 * SQL: statements as annotations (Web Annotation Data Model), each as one JSON object, the text `item`, by number. Their context is
 * that of the collection or page in which they stand. `only`: a further condition.
 */
export const statementItems = (filters: ExportFilters, baseUrl: string, only = 'true'): string => `
  SELECT ${itemOf(
    `SELECT ${addressOf(baseUrl, 'statements', 'statements.id')} AS id, 'Annotation' AS type,
            '{describing,identifying}'::text[] AS motivation,
            ${canonicalOf(addressOf(baseUrl, 'statements', 'statements.id'))} AS canonical,
            ${utcSql('statements.created_at')} AS created,
            ${utcSql('greatest(statements.updated_at, claims.updated_at)')} AS modified,
            ${statementBodies(baseUrl)} AS body, ${targetsOf(baseUrl)} AS target`,
    `SELECT claims.stance AS ${own('stance')}, ${creatorOf(baseUrl, 'statements')} AS creator, ${saidOn('claims')},
            statements.wording AS ${own('wording')},
            ${placeOf('source')} AS ${own('source')}, ${placeOf('cue')} AS ${own('cue')},
            nullif(statements.in_zone, false) AS ${own('inZone')}, ${hopsOf(baseUrl)} AS ${own('cameBy')}`,
  )} AS item
  FROM (SELECT statements.* ${annotatedStatements(filters)} AND ${only}) statements
  JOIN claims ON claims.id = statements.claim_id
  JOIN revisions ON revisions.id = statements.revision_id
  ORDER BY statements.id`

/** SQL: links as linking annotations, likewise; of the two targets the first is the answering claim. */
export const linkItems = (filters: ExportFilters, baseUrl: string, only = 'true'): string => `
  SELECT ${itemOf(
    `SELECT ${addressOf(baseUrl, 'links', 'links.id')} AS id, 'Annotation' AS type,
            ${canonicalOf(addressOf(baseUrl, 'links', 'links.id'))} AS canonical,
            ${utcSql('links.created_at')} AS created, ${utcSql('links.updated_at')} AS modified,
            ${linkBodies(baseUrl)} AS body,
            ARRAY[${addressOf(baseUrl, 'claims', 'links.from_claim_id')},
                  ${addressOf(baseUrl, 'claims', 'links.to_claim_id')}] AS target`,
    `SELECT 'linking' AS motivation, ${creatorOf(baseUrl, 'links')} AS creator`,
  )} AS item
  FROM (SELECT links.* ${annotatedLinks(filters)} AND ${only}) links
  ORDER BY links.id`

/** SQL: a row as one JSON object. */
const objectOf = (select: string): string => `(SELECT row_to_json(item) FROM (${select}) item)`

/**
 * SQL: an object of members that are never null, and of some that may be and are left out then, but for their first. PostgreSQL
 * strips an object of nulls by reading it again: of the whole that would take a quarter of the time.
 */
const itemOf = (always: string, some: string): string =>
  `left(${objectOf(always)}::text, -1) || ',' || substr(json_strip_nulls(${objectOf(some)})::text, 2)`

/** A key of our own, quoted for SQL. JSON-LD drops keys that no context knows: ours have a prefix. */
const own = (term: OwnTerm): string => `"gs:${term}"`

const addressOf = (baseUrl: string, path: string, id: string): string => `${literal(`${baseUrl}/${path}/`)} || ${id}`

/**
 * SQL: a name that an annotation keeps wherever it is copied to: a UUID made of its address, version 8 with SHA-256 in the name
 * space of URLs (RFC 9562, B.2). Version 5 would take SHA-1, which PostgreSQL has not.
 */
const canonicalOf = (address: string): string => `'urn:uuid:' || (
  SELECT encode(set_byte(set_byte(hash, 6, get_byte(hash, 6) & 15 | 128), 8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid
  FROM (
    SELECT substr(sha256('\\x${NAMESPACE_URL}'::bytea || convert_to(${address}, 'UTF8')), 1, 16) AS hash
  ) hashed)`

/** RFC 9562, section 6.6. */
const NAMESPACE_URL = '6ba7b8119dad11d180b400c04fd430c8'

/** SQL: who recorded it, by an account's number, and by name where that is public; null where that is nobody. */
const creatorOf = (baseUrl: string, row: string): string =>
  objectOf(`SELECT ${addressOf(baseUrl, 'accounts', `${row}.created_by_id`)} AS id, 'Person' AS type,
      ${publicName(`${row}.created_by_id`)} AS name
    WHERE ${row}.created_by_id IS NOT NULL`)

/** SQL: when and how something was said, as keys of our own; `of` is the row. */
const saidOn = (of: string): string => `
  ${of}.said_on AS ${own('saidOn')}, ${of}.said_on_earliest AS ${own('saidOnEarliest')},
  ${of}.said_on_latest AS ${own('saidOnLatest')}, ${of}.said_on_basis AS ${own('saidOnBasis')},
  ${of}.said_on_words AS ${own('saidOnWords')}, ${of}.medium AS ${own('medium')}`

/** SQL: where the words stand that name the speaker, or that report: "354-359". Null where there are none. */
const placeOf = (part: 'source' | 'cue'): string =>
  `(SELECT start_offset || '-' || end_offset FROM spans WHERE statement_id = statements.id AND part = '${part}')`

/** SQL: through whom the claim came to its article, next to the speaker first; named as in the RDF files. */
const hopsOf = (baseUrl: string): string => `(
  SELECT json_agg(hop ORDER BY hop.${own('place')}) FROM (
    SELECT ${addressOf(baseUrl, 'statements', 'statements.id')} || '#hop-' || hops.position AS id, 'gs:Hop' AS type,
           hops.position AS ${own('place')},
           ${objectOf(`SELECT ${addressOf(baseUrl, 'speakers', 'passed.id')} AS id, passed.name`)} AS ${own('speaker')},
           ${saidOn('hops')}, hops.wording AS ${own('wording')}
    FROM hops JOIN speakers_now passed ON passed.named_id = hops.speaker_id
    WHERE hops.statement_id = statements.id
  ) hop)`

/** SQL: a list of bodies; each is a SELECT of its members in their order. */
const bodiesOf = (...selects: string[]): string =>
  `array_to_json(${selects.map((select) => `ARRAY(SELECT row_to_json(item) FROM (${select}) item)`).join(' || ')})`

const resource = (purpose: string, source: string, rest = ''): string =>
  `SELECT 'SpecificResource' AS type, '${purpose}' AS purpose, ${source} AS source ${rest}`

const textual = (purpose: string, value: string): string =>
  `SELECT 'TextualBody' AS type, '${purpose}' AS purpose, ${value} AS value WHERE ${value} IS NOT NULL`

const statementBodies = (baseUrl: string): string =>
  bodiesOf(
    textual('describing', 'claims.summary'),
    resource(
      'identifying',
      addressOf(baseUrl, 'speakers', 'speaker_id'),
      ', speakers.name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = claims.id ORDER BY position',
    ),
    resource('linking', addressOf(baseUrl, 'claims', 'claims.id')),
  )

/** The standard has no motivation for a relation: it is a body, in CiTO's words and in our narrower ones. */
const linkBodies = (baseUrl: string): string =>
  bodiesOf(
    resource(
      'classifying',
      byRelation(({ cito }) => CITO + cito),
    ),
    resource(
      'classifying',
      byRelation(({ gs }) => ownVocabulary(baseUrl) + gs),
    ),
    textual('commenting', 'links.reason'),
  )

type RelationTerm = (typeof RELATION_TERMS)[keyof typeof RELATION_TERMS]

const byRelation = (termOf: (terms: RelationTerm) => string): string =>
  `CASE links.relation ${Object.entries(RELATION_TERMS)
    .map(([name, terms]) => `WHEN ${literal(name)} THEN ${literal(termOf(terms))}`)
    .join(' ')} END`

/**
 * SQL: where the quotation is. The parts of a split one are a target each, in their order: a list of selectors is of one
 * passage, found in several ways.
 */
const targetsOf = (baseUrl: string): string => `(
  SELECT CASE count(*) WHEN 1 THEN (array_agg(part.target))[1] ELSE array_to_json(array_agg(part.target)) END
  FROM (
    SELECT ${objectOf(`
      SELECT 'SpecificResource' AS type, ${addressOf(baseUrl, 'articles', 'revisions.article_id')} AS source,
             ${objectOf(stateOf(baseUrl))} AS state,
             ARRAY[
               ${objectOf(`SELECT 'TextQuoteSelector' AS type, exact, prefix, suffix`)},
               ${objectOf(`SELECT 'TextPositionSelector' AS type, start_offset AS start, end_offset AS "end"`)}
             ] AS selector`)} AS target
    FROM spans WHERE statement_id = statements.id AND spans.part = 'content' ORDER BY spans.position
  ) part)`

/** SQL: which text of the article the offsets count in. It has the time of its capture, the only full one that is known. */
const stateOf = (baseUrl: string): string => `
  SELECT 'TimeState' AS type, ${utcSql('revisions.captured_at')} AS "sourceDate",
         ${addressOf(baseUrl, 'articles', 'revisions.article_id')} || '/revisions/' || revisions.number || '.txt' AS cached,
         encode(revisions.text_sha256, 'hex') AS ${own('textSha256')}`
