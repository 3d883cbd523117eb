import { MEDIUMS } from '../claims/claim'
import { RELATION_TERMS } from '../links/relation-terms'
import { AUTHORS, capital, POSTINGS } from '../reading/schema-org'
import type { ExportFilters } from './export-filters.schema'
import { ifKnown, iri, objectOf, text, word, wordOrNull } from './json-text-sql'
import { firstReport, knownDay, knownLanguage } from './rdf-descriptions'
import { claimChosen, isEverything, literal } from './selection.queries'

/** SQL: the text of a claim that has none of its own: what its first report has, once looked up as `reported`. */
const WORDS = 'coalesce(claims.summary, reported.exact)'

/** SQL: whether there is nothing to tell as the claim's text: no report of it is public. Every report has words, without which PostgreSQL refuses it. */
export const isWithoutWords = (claim: string): string => `${claim}.summary IS NULL
  AND NOT EXISTS (SELECT FROM statements WHERE claim_id = ${claim}.id AND statements.state = 'published')`

/** SQL: claims as nodes of `claims.jsonld`, a row each, by number: the node with what it says of others. What is not known is left out. */
export function claimNodes(filters: ExportFilters, baseUrl: string): string {
  const node = objectOf({
    '@id': word(iri(baseUrl, 'claims', 'claims.id')),
    '@type': word(`'Claim'`),
    text: ifKnown(text(WORDS)),
    inLanguage: ifKnown(text(knownLanguage('reported.language'))),
    datePublished: ifKnown(wordOrNull(knownDay('claims.said_on'))),
    author: ifKnown(listOf(baseUrl, 'speakers', SPOKEN_BY)),
    firstAppearance: ifKnown(casesOf('claims.medium', FIRST_APPEARANCES)),
    appearance: ifKnown(listOf(baseUrl, 'articles', REPORTED_IN)),
    'gs:stance': word('claims.stance'),
  })
  return `
    SELECT left(${node}, -1) || coalesce(${relations(filters, baseUrl)}, '') || '}'
    FROM claims
    LEFT JOIN LATERAL (SELECT * FROM (${firstReport('claims.id')}) first WHERE claims.summary IS NULL) reported ON true
    WHERE ${claimChosen('claims', filters)} AND ${WORDS} IS NOT NULL
    ORDER BY claims.id`
}

const SPOKEN_BY = 'SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = claims.id ORDER BY position'

/** Put in order by a number that no index has: else all revisions would be gone through in order, claim by claim, where sorting is off. */
const REPORTED_IN = `
  SELECT article_id AS id FROM statements JOIN revisions ON revisions.id = revision_id
  WHERE claim_id = claims.id AND statements.state = 'published' GROUP BY article_id ORDER BY article_id + 0`

/** SQL: things by their addresses, as one JSON list; null where there are none. */
const listOf = (baseUrl: string, kind: string, select: string): string =>
  `'[' || (SELECT string_agg('{"@id":"' || ${iri(baseUrl, kind, 'item.id')} || '"}', ',') FROM (${select}) item) || ']'`

/** The postings that schema.org has a type for, by medium, as pages tell them. */
const FIRST_APPEARANCES = Object.fromEntries(
  Object.entries(MEDIUMS).flatMap(([medium, told]) =>
    POSTINGS.has(told) ? [[medium, JSON.stringify({ '@type': 'SocialMediaPosting', name: capital(told) })]] : [],
  ),
)

/** SQL: what the claim says of others, by term, as members of a JSON object; null where it says nothing. */
function relations(filters: ExportFilters, baseUrl: string): string {
  const symmetric = RELATIONS.flatMap(([name, { isSymmetric }]) => (isSymmetric ? [literal(name)] : []))
  const end = (own: string, other: string, only: string) => `
    SELECT links.relation, other.id
    FROM links JOIN claims other ON other.id = links.${other}
    WHERE links.${own} = claims.id AND links.state = 'published' AND ${only}
      AND ${claimChosen('other', filters)} AND ${hasWords('other', filters)}`
  const termsBy = (termOf: (terms: RelationTerm) => string) =>
    casesOf('relation', Object.fromEntries(RELATIONS.map(([name, terms]) => [name, termOf(terms)])))
  // Most claims are linked to none: that is told by two looks, and nothing is set up to group and to order.
  return `CASE WHEN EXISTS (SELECT FROM links WHERE from_claim_id = claims.id)
                 OR EXISTS (SELECT FROM links WHERE to_claim_id = claims.id) THEN (
    SELECT string_agg(',"' || term || '":[' || others || ']', '' ORDER BY term)
    FROM (
      SELECT relation, string_agg('{"@id":"' || ${iri(baseUrl, 'claims', 'id')} || '"}', ',' ORDER BY id) AS others
      FROM (
        ${end('from_claim_id', 'to_claim_id', 'true')}
        UNION
        ${end('to_claim_id', 'from_claim_id', `links.relation IN (${symmetric.join(', ')})`)}
      ) related
      GROUP BY relation
    ) by_relation
    CROSS JOIN LATERAL unnest(ARRAY[${termsBy(({ gs }) => `gs:${gs}`)}, ${termsBy(({ cito }) => `cito:${cito}`)}]) term) END`
}

/**
 * SQL: whether a claim that another is linked to is told. Of everything those that are not are listed once: looking for the words of every
 * linked claim, each elsewhere in the tables, took three quarters of the file's time once these were larger than PostgreSQL's memory.
 */
const hasWords = (claim: string, filters: ExportFilters): string =>
  isEverything(filters)
    ? `${claim}.id NOT IN (
        SELECT wordless.id FROM claims wordless WHERE wordless.state = 'published' AND ${isWithoutWords('wordless')})`
    : `NOT (${isWithoutWords(claim)})`

type RelationTerm = (typeof RELATION_TERMS)[keyof typeof RELATION_TERMS]
const RELATIONS = Object.entries(RELATION_TERMS) as [string, RelationTerm][]

/** SQL: schema.org's type of a speaker. */
export const authorType = (kind: string): string => casesOf(kind, AUTHORS)

/** SQL: what each of these values becomes; null of any other. */
const casesOf = (value: string, cases: Record<string, string>): string =>
  `CASE ${value} ${Object.entries(cases)
    .map(([when, then]) => `WHEN ${literal(when)} THEN ${literal(then)}`)
    .join(' ')} END`
