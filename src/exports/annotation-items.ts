import { utcColumnSql, utcSql } from '../database/utc-sql'
import { CITO, ownVocabulary, RELATION_TERMS } from '../links/relation-terms'
import type { OwnTerm } from '../reading/own-terms'
import type { ExportFilters } from './export-filters.schema'
import { ifKnown, iri, objectOf, plain, text, type Value, word, wordOrNull } from './json-text-sql'
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
export function statementItems(filters: ExportFilters, baseUrl: string, only = 'true'): string {
  const item = objectOf({
    ...named(baseUrl, 'statements', { motivation: `'["describing","identifying"]'` }),
    created: word(utcColumnSql('statements.created_at')),
    modified: word(utcSql('greatest(statements.updated_at, claims.updated_at)')),
    body: statementBodies(baseUrl),
    target: 'parts.target',
    ...ours({ stance: word('claims.stance') }),
    creator: ifKnown(creatorOf(baseUrl, 'statements')),
    ...saidOn('claims'),
    ...ours({
      wording: word('statements.wording'),
      source: ifKnown('parts.source'),
      cue: ifKnown('parts.cue'),
      inZone: ifKnown(plain('nullif(statements.in_zone, false)')),
      cameBy: ifKnown(hopsOf(baseUrl)),
    }),
  })
  return `
    SELECT ${item} AS item
    FROM (SELECT statements.* ${annotatedStatements(filters)} AND ${only}) statements
    JOIN claims ON claims.id = statements.claim_id
    JOIN revisions ON revisions.id = statements.revision_id
    CROSS JOIN LATERAL (${partsOf(baseUrl)}) parts
    ORDER BY statements.id`
}

/** SQL: links as linking annotations, likewise; of the two targets the first is the answering claim. */
export function linkItems(filters: ExportFilters, baseUrl: string, only = 'true'): string {
  const target = ['links.from_claim_id', 'links.to_claim_id'].map((id) => `'"' || ${iri(baseUrl, 'claims', id)} || '"'`)
  const item = objectOf({
    ...named(baseUrl, 'links', {}),
    created: word(utcColumnSql('links.created_at')),
    modified: word(utcColumnSql('links.updated_at')),
    body: linkBodies(baseUrl),
    target: `'[' || ${target.join(` || ',' || `)} || ']'`,
    motivation: word(`'linking'`),
    creator: ifKnown(creatorOf(baseUrl, 'links')),
  })
  return `
    SELECT ${item} AS item
    FROM (SELECT links.* ${annotatedLinks(filters)} AND ${only}) links
    ORDER BY links.id`
}

/** What every annotation begins with; some say here why they were made. */
const named = (baseUrl: string, table: 'statements' | 'links', why: Record<string, Value>): Record<string, Value> => ({
  id: word(iri(baseUrl, table, `${table}.id`)),
  type: word(`'Annotation'`),
  ...why,
  canonical: word(canonicalOf(`${literal(`${baseUrl}/${table}/`)} || ${table}.id`)),
})

/** Members of our own. JSON-LD drops keys that no context knows: ours have a prefix. */
const ours = (members: Partial<Record<OwnTerm, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(members).map(([term, value]) => [`gs:${term}`, value]))

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
const creatorOf = (baseUrl: string, row: 'statements' | 'links'): string =>
  objectOf({
    id: word(iri(baseUrl, 'accounts', `${row}.created_by_id`)),
    type: word(`'Person'`),
    name: ifKnown(publicName(`${row}.created_by_id`, text('accounts.name'))),
  })

/** When and how something was said; `of` is the row. */
const saidOn = (of: 'claims' | 'hops'): Record<string, Value> =>
  ours({
    saidOn: ifKnown(text(`${of}.said_on`)),
    saidOnEarliest: ifKnown(wordOrNull(`${of}.said_on_earliest`)),
    saidOnLatest: ifKnown(wordOrNull(`${of}.said_on_latest`)),
    saidOnBasis: word(`${of}.said_on_basis`),
    saidOnWords: ifKnown(text(`${of}.said_on_words`)),
    medium: word(`${of}.medium`),
  })

/** SQL: through whom the claim came to its article, next to the speaker first; named as in the RDF files. Null where it came by nobody. */
const hopsOf = (baseUrl: string): string => {
  const hop = objectOf({
    id: word(`${iri(baseUrl, 'statements', 'statements.id')} || '#hop-' || hops.position`),
    type: word(`'gs:Hop'`),
    ...ours({
      place: plain('hops.position'),
      speaker: objectOf({ id: word(iri(baseUrl, 'speakers', 'passed.id')), name: text('passed.name') }),
    }),
    ...saidOn('hops'),
    ...ours({ wording: word('hops.wording') }),
  })
  return `'[' || (SELECT string_agg(hop, ',') FROM (
    SELECT ${hop} AS hop FROM hops JOIN speakers_now passed ON passed.named_id = hops.speaker_id
    WHERE hops.statement_id = statements.id ORDER BY hops.position) hop) || ']'`
}

const resource = (purpose: string, source: string, more: Record<string, Value> = {}): string =>
  objectOf({ type: word(`'SpecificResource'`), purpose: word(literal(purpose)), source: word(source), ...more })

/** SQL: null where there is no such text. */
const textual = (purpose: string, value: string): string =>
  `CASE WHEN ${value} IS NOT NULL THEN ${objectOf({
    type: word(`'TextualBody'`),
    purpose: word(literal(purpose)),
    value: text(value),
  })} END`

const statementBodies = (baseUrl: string): string => {
  const speaker = resource('identifying', iri(baseUrl, 'speakers', 'speaker_id'), { name: text('speakers.name') })
  return `'[' || concat_ws(',', ${textual('describing', 'claims.summary')},
    (SELECT string_agg(body, ',') FROM (
      SELECT ${speaker} AS body FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
      WHERE claim_id = claims.id ORDER BY position) spoken),
    ${resource('linking', iri(baseUrl, 'claims', 'claims.id'))}) || ']'`
}

/** The standard has no motivation for a relation: it is a body, in CiTO's words and in our narrower ones. */
const linkBodies = (baseUrl: string): string => `'[' || concat_ws(',',
  ${resource(
    'classifying',
    byRelation(({ cito }) => CITO + cito),
  )},
  ${resource(
    'classifying',
    byRelation(({ gs }) => ownVocabulary(baseUrl) + gs),
  )},
  ${textual('commenting', 'links.reason')}) || ']'`

type RelationTerm = (typeof RELATION_TERMS)[keyof typeof RELATION_TERMS]

const byRelation = (termOf: (terms: RelationTerm) => string): string =>
  `CASE links.relation ${Object.entries(RELATION_TERMS)
    .map(([name, terms]) => `WHEN ${literal(name)} THEN ${literal(termOf(terms))}`)
    .join(' ')} END`

/**
 * SQL: a statement's spans as one row `parts (source, cue, target)`, read in one go. The parts of a split quotation are a target each,
 * in their order: a list of selectors is of one passage, found in several ways. Source and cue, where the words stand that name the
 * speaker or that report ("354-359"), are null where there are none.
 */
const partsOf = (baseUrl: string): string => `
  SELECT min(item) FILTER (WHERE part = 'source') AS source,
         min(item) FILTER (WHERE part = 'cue') AS cue,
         CASE count(*) FILTER (WHERE part = 'content') WHEN 1 THEN min(item) FILTER (WHERE part = 'content')
           ELSE '[' || string_agg(item, ',') FILTER (WHERE part = 'content') || ']' END AS target
  FROM (
    SELECT part, CASE WHEN part = 'content' THEN ${targetOf(baseUrl)}
                      ELSE '"' || start_offset || '-' || end_offset || '"' END AS item
    FROM spans WHERE statement_id = statements.id AND part IN ('content', 'cue', 'source') ORDER BY part, position) span`

const targetOf = (baseUrl: string): string => {
  const quote = objectOf({
    type: word(`'TextQuoteSelector'`),
    exact: text('exact'),
    prefix: text('prefix'),
    suffix: text('suffix'),
  })
  const position = objectOf({
    type: word(`'TextPositionSelector'`),
    start: plain('start_offset'),
    end: plain('end_offset'),
  })
  return objectOf({
    type: word(`'SpecificResource'`),
    source: word(iri(baseUrl, 'articles', 'revisions.article_id')),
    state: stateOf(baseUrl),
    selector: `'[' || ${quote} || ',' || ${position} || ']'`,
  })
}

/** SQL: which text of the article the offsets count in. It has the time of its capture, the only full one that is known. */
const stateOf = (baseUrl: string): string =>
  objectOf({
    type: word(`'TimeState'`),
    sourceDate: word(utcColumnSql('revisions.captured_at')),
    cached: word(`${iri(baseUrl, 'articles', 'revisions.article_id')} || '/revisions/' || revisions.number || '.txt'`),
    ...ours({ textSha256: word(`encode(revisions.text_sha256, 'hex')`) }),
  })
