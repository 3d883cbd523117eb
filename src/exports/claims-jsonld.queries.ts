import { MEDIUMS } from '../claims/claim'
import { RELATION_TERMS } from '../links/relation-terms'
import { AUTHORS, capital, graphContext, POSTINGS } from '../reading/schema-org'
import { words } from '../words/words'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import { queryOf } from './filter-address'
import { CLAIM_WORDS, firstReport, knownDay, knownLanguage, wikidataAddress } from './rdf-descriptions'
import { encodedIriSql } from './rdf-sql'
import { articleReportsChosen, claimChosen, literal, speakerInChosen } from './selection.queries'

const said = words.codebook.claimsJsonld

/** The codebook: the kinds of node. */
export const jsonldEntries = Object.entries(said).map(([name, meaning]) => ({ name, meaning }))

/** The last bytes of `claims.jsonld`: what was cut before them is no JSON. */
export const JSONLD_END = ']}\n'

/**
 * `claims.jsonld`: claims, speakers and articles as the readers' pages tell them (`reading/schema-org.ts`), a node a line. The
 * first node is the file itself, so that each other one can begin with its comma. There is no ClaimReview: nobody rates here.
 */
export function claimsJsonld(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  const file = `${baseUrl}/exports/claims.jsonld${queryOf(filters)}`
  const dataset = { '@id': file, '@type': 'Dataset', name: words.exporting.sets['claims.jsonld'].title, url: file }
  const opening = `{"@context":${JSON.stringify(graphContext(baseUrl))},"@graph":[\n${JSON.stringify(dataset)}`
  const at = (path: string) => literal(`${baseUrl}/${path}/`)
  const left = literal(`,{"@id":${JSON.stringify(file)},"gs:withoutWords":`)
  return [
    ...opening.split('\n').map((line) => ({ frame: copyLines(`SELECT ${literal(line)}`) })),
    nodes(articles(filters, at('articles'))),
    nodes(speakers(filters, at('speakers'))),
    copyLines(`
      SELECT ',' || left(json_strip_nulls(row_to_json(node))::text, -1) || coalesce(',' || substr(relations, 2), '}')
      FROM (${claims(filters, baseUrl, at('claims'))}) told (node, relations)`),
    {
      frame: copyLines(
        `SELECT ${left} || count(*) || '}' FROM claims WHERE ${claimChosen('claims', filters)} AND NOT (${hasWords('claims')})`,
      ),
    },
  ]
}

/** Nodes, a line each; what is null is not known, and left out. */
const nodes = (select: string): string =>
  copyLines(`SELECT ',' || json_strip_nulls(row_to_json(node))::text FROM (${select}) node`)

/** SQL: whether there is anything to tell as the claim's text. */
const hasWords = (claim: string): string => `${claim}.summary IS NOT NULL
  OR (SELECT first.exact FROM (${firstReport(`${claim}.id`)}) first) IS NOT NULL`

const articles = (filters: ExportFilters, at: string): string => `
  SELECT ${at} || articles.id AS "@id", 'NewsArticle' AS "@type", headline, published_on AS "datePublished",
         ${knownLanguage('language')} AS "inLanguage", ${encodedIriSql('url')} AS url,
         CASE WHEN outlets.id IS NOT NULL
              THEN (SELECT row_to_json(item) FROM (SELECT 'Organization' AS "@type", outlets.name) item) END AS publisher
  FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
  WHERE ${articleReportsChosen(filters)}
  ORDER BY articles.id`

const speakers = (filters: ExportFilters, at: string): string => `
  SELECT ${at} || id AS "@id", ${casesOf('kind', AUTHORS)} AS "@type", name, ${wikidataAddress('speakers')} AS "sameAs"
  FROM speakers
  WHERE ${speakerInChosen(filters)}
  ORDER BY id`

/** The postings that schema.org has a type for, by medium, as pages tell them. */
const FIRST_APPEARANCES = Object.fromEntries(
  Object.entries(MEDIUMS).flatMap(([medium, told]) => (POSTINGS.has(told) ? [[medium, capital(told)]] : [])),
)

const claims = (filters: ExportFilters, baseUrl: string, at: string): string => `
  SELECT (SELECT node FROM (
            SELECT ${at} || claims.id AS "@id", 'Claim' AS "@type", ${CLAIM_WORDS} AS text,
                   CASE WHEN claims.summary IS NULL THEN ${knownLanguage('first.language')} END AS "inLanguage",
                   ${knownDay('claims.said_on')} AS "datePublished",
                   (${listOf(`${literal(`${baseUrl}/speakers/`)} || speaker_id`, 'claim_speakers WHERE claim_id = claims.id ORDER BY position')}) AS author,
                   CASE WHEN ${casesOf('claims.medium', FIRST_APPEARANCES)} IS NOT NULL THEN
                     (SELECT row_to_json(item) FROM (
                       SELECT 'SocialMediaPosting' AS "@type", ${casesOf('claims.medium', FIRST_APPEARANCES)} AS name) item)
                   END AS "firstAppearance",
                   (${listOf(
                     `${literal(`${baseUrl}/articles/`)} || article_id`,
                     `(SELECT DISTINCT article_id FROM statements JOIN revisions ON revisions.id = revision_id
                       WHERE claim_id = claims.id AND statements.state = 'published') reported ORDER BY article_id`,
                   )}) AS appearance,
                   claims.stance AS "gs:stance"
          ) node),
         (${relations(filters, at)})
  FROM claims LEFT JOIN LATERAL (${firstReport('claims.id')}) first ON true
  WHERE ${claimChosen('claims', filters)} AND ${CLAIM_WORDS} IS NOT NULL
  ORDER BY claims.id`

/** SQL: things by their addresses, as one JSON list; null where there are none. */
const listOf = (iri: string, rows: string): string =>
  `SELECT json_agg(item) FROM (SELECT ${iri} AS "@id" FROM ${rows}) item`

/** SQL: what the claim says of others, by term, as the text of one JSON object; null where it says nothing. */
function relations(filters: ExportFilters, at: string): string {
  const symmetric = RELATIONS.flatMap(([name, { isSymmetric }]) => (isSymmetric ? [literal(name)] : []))
  const end = (own: string, other: string, only: string) => `
    SELECT links.relation, other.id
    FROM links JOIN claims other ON other.id = links.${other}
    WHERE links.${own} = claims.id AND links.state = 'published' AND ${only}
      AND ${claimChosen('other', filters)} AND (${hasWords('other')})`
  return `
    SELECT json_strip_nulls(json_object_agg(term, others ORDER BY term))::text
    FROM (
      SELECT term, json_agg(json_build_object('@id', ${at} || id) ORDER BY id) AS others
      FROM (
        ${end('from_claim_id', 'to_claim_id', 'true')}
        UNION
        ${end('to_claim_id', 'from_claim_id', `links.relation IN (${symmetric.join(', ')})`)}
      ) related
      CROSS JOIN LATERAL unnest(ARRAY[
        ${casesOf(
          'related.relation',
          termsBy(({ gs }) => `gs:${gs}`),
        )},
        ${casesOf(
          'related.relation',
          termsBy(({ cito }) => `cito:${cito}`),
        )}]) term
      GROUP BY term
    ) by_term`
}

type RelationTerm = (typeof RELATION_TERMS)[keyof typeof RELATION_TERMS]
const RELATIONS = Object.entries(RELATION_TERMS) as [string, RelationTerm][]

const termsBy = (termOf: (terms: RelationTerm) => string) =>
  Object.fromEntries(RELATIONS.map(([name, terms]) => [name, termOf(terms)]))

/** SQL: what each of these values becomes; null of any other. */
const casesOf = (value: string, cases: Record<string, string>): string =>
  `CASE ${value} ${Object.entries(cases)
    .map(([when, then]) => `WHEN ${literal(when)} THEN ${literal(then)}`)
    .join(' ')} END`
