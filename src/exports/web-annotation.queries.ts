import { utcSql } from '../database/utc-sql'
import { ownVocabulary } from '../links/relation-terms'
import { words } from '../words/words'
import { annotatedLinks, annotatedStatements, linkItems, statementItems } from './annotation-items'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { FilePlan } from './export-plan'
import { given, queryOf } from './filter-address'
import { encodedIriSql } from './rdf-sql'
import { literal } from './selection.queries'

const said = words.codebook.webAnnotation

/** The codebook of `annotations.jsonld`. */
export const annotationEntries = Object.entries(said.kinds).map(([name, meaning]) => ({ name, meaning }))

/** As many items as a page by itself has at most: some 400 kB, which a script takes at one go. */
export const PAGE_ITEMS = 500

/** The context of a collection and of a page; items have none of their own. */
export const annotationContext = (baseUrl: string) => [
  'http://www.w3.org/ns/anno.jsonld',
  { gs: ownVocabulary(baseUrl) },
]

/** The address of the collection, or of one of its pages. */
export const annotationAddress = (filters: ExportFilters, baseUrl: string, page?: number): string =>
  `${baseUrl}/exports/annotations.jsonld${queryOf({ ...filters, page })}`

/** What a collection is called: "Statements and links: chain = 12". */
export const annotationLabel = (filters: ExportFilters): string => {
  const chosen = given(filters).map(([name, value]) => `${name} = ${value}`)
  return chosen.length === 0 ? said.label : `${said.label}: ${chosen.join(', ')}`
}

/**
 * `annotations.jsonld` (Web Annotation Data Model, section 5): the whole selection as one collection, statements and then
 * links, an item a line, in one page that stands inside. What depends on a count stands behind the items, where counting keeps
 * no first byte waiting; the order of keys means nothing in JSON. What was cut on its way is no JSON.
 */
export function webAnnotation(filters: ExportFilters, baseUrl: string): FilePlan {
  const collection = {
    '@context': annotationContext(baseUrl),
    id: annotationAddress(filters, baseUrl),
    type: 'AnnotationCollection',
    label: annotationLabel(filters),
    first: { type: 'AnnotationPage', startIndex: 0, items: [] },
  }
  const opening = JSON.stringify(collection).slice(0, -']}}'.length)
  const behindComma = (items: string, comma: string) =>
    copyLines(`SELECT CASE WHEN ${comma} THEN ',' ELSE '' END || item FROM (${items}) listed`)
  return {
    copies: [
      { frame: copyLines(`SELECT ${literal(opening)}`) },
      { copy: behindComma(statementItems(filters, baseUrl), 'row_number() OVER () > 1'), of: 'statements' },
      {
        copy: behindComma(
          linkItems(filters, baseUrl),
          `row_number() OVER () > 1 OR (SELECT EXISTS (SELECT ${annotatedStatements(filters)}))`,
        ),
        of: 'links',
      },
      { frame: copyLines(closing(filters, baseUrl)) },
    ],
    trailer: () => '}\n',
  }
}

/** SQL: what a selection has in all, as one row `counted (statements, links, modified)`; `modified` is null where there is nothing. */
export const annotationsCounted = (filters: ExportFilters): string => `
  SELECT statements.count AS statements, links.count AS links, greatest(statements.modified, links.modified) AS modified
  FROM (SELECT count(*), max(greatest(statements.updated_at, claims.updated_at)) AS modified ${annotatedStatements(filters)}) statements,
       (SELECT count(*), max(links.updated_at) AS modified ${annotatedLinks(filters)}) links`

/**
 * SQL: the collection's end, but for its last brace. The page inside has the address of page 0 where it is that page; one that
 * has more items than a page by itself has a name within this file, so that no address ever means two things.
 */
const closing = (filters: ExportFilters, baseUrl: string): string => {
  const page = `CASE WHEN statements + links <= ${PAGE_ITEMS}
    THEN ${literal(annotationAddress(filters, baseUrl, 0))} ELSE ${literal(`${annotationAddress(filters, baseUrl)}#items`)} END`
  return `
  SELECT '],"id":' || to_json(page) || '},"last":' || to_json(page) || ',"total":' || statements + links
    || coalesce(',"modified":"' || ${utcSql('modified')} || '"', '') || coalesce(',"rights":' || to_json(licence), '')
  FROM (
    SELECT *, ${page} AS page, (SELECT ${encodedIriSql('licence_url')} FROM desk_settings) AS licence
    FROM (${annotationsCounted(filters)}) counted
  ) told`
}
