import { graphContext } from '../reading/schema-org'
import { words } from '../words/words'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import { queryOf } from './filter-address'
import { authorType, claimNodes, isWithoutWords } from './jsonld-claims-sql'
import { knownLanguage, wikidataAddress } from './rdf-descriptions'
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
    { copy: copyLines(`SELECT ',' || node FROM (${claimNodes(filters, baseUrl)}) told (node)`), of: 'claims' },
    {
      frame: copyLines(
        `SELECT ${left} || count(*) || '}' FROM claims WHERE ${claimChosen('claims', filters)} AND ${isWithoutWords('claims')}`,
      ),
    },
  ]
}

/** Nodes, a line each; what is null is not known, and left out. */
const nodes = (select: string): string =>
  copyLines(`SELECT ',' || json_strip_nulls(row_to_json(node))::text FROM (${select}) node`)

const articles = (filters: ExportFilters, at: string): string => `
  SELECT ${at} || articles.id AS "@id", 'NewsArticle' AS "@type", headline, published_on AS "datePublished",
         ${knownLanguage('language')} AS "inLanguage", ${encodedIriSql('url')} AS url,
         CASE WHEN outlets.id IS NOT NULL
              THEN (SELECT row_to_json(item) FROM (SELECT 'Organization' AS "@type", outlets.name) item) END AS publisher
  FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
  WHERE ${articleReportsChosen(filters)}
  ORDER BY articles.id`

const speakers = (filters: ExportFilters, at: string): string => `
  SELECT ${at} || id AS "@id", ${authorType('kind')} AS "@type", name, ${wikidataAddress('speakers')} AS "sameAs"
  FROM speakers
  WHERE ${speakerInChosen(filters)}
  ORDER BY id`
