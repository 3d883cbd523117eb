import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy, FilePlan } from './export-plan'
import type { Written } from './jsonl-trailer'
import { described } from './rdf-descriptions'
import { nquadsSyntax, turtlePrefixes, turtleSyntax } from './rdf-syntax'
import type { Said } from './rdf-writer'
import { literal } from './selection.queries'
import { MARK_SQL, subjectLines } from './subject-lines'

/**
 * `graph.nq`, N-Quads (RDF 1.1): a line a statement; what a link says of two claims is in the graph named after the link. A thing
 * is one row of PostgreSQL's: it costs two thirds of what a row a line does, on both sides; `subjectLines` makes lines of it.
 */
export function nquads(filters: ExportFilters, baseUrl: string): FilePlan {
  const syntax = nquadsSyntax(baseUrl)
  const copies = described(filters, syntax).map(({ subject, graph, says, rest }) => {
    const end = graph === null ? `' .'` : `' ' || ${syntax.own(graph)} || ' .'`
    return copyLines(`SELECT ${joined([syntax.own(subject), end, ...itemsOf(says, MARK_SQL)], MARK_SQL)} ${rest}`)
  })
  return { copies, reshape: subjectLines(), rowsAreLines: true, trailer: rdfEnd }
}

/** `graph.ttl`, Turtle (RDF 1.1): a line a thing. The same statements; it has no graphs, so relations stand by themselves. */
export function turtle(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  return [
    ...turtlePrefixes(baseUrl).map((line) => ({ frame: copyLines(`SELECT ${literal(line)}`) })),
    ...described(filters, turtleSyntax).map(({ subject, says, rest }) =>
      copyLines(
        `SELECT ${turtleSyntax.own(subject)} || ' ' || ${joined(itemsOf(says, `' ; '`), `' ; '`)} || ' .' ${rest}`,
      ),
    ),
  ]
}

/** The last line of both, a comment: either reads as whole where it was cut between two lines. */
export const rdfEnd = ({ rows, sha256 }: Written): string => `# end: ${rows} lines, SHA-256 of all before ${sha256}\n`

/** SQL: predicates with their objects; null where it is not known. */
function itemsOf(says: readonly Said[], between: string): string[] {
  const ofAll = ({ each, rows }: Extract<Said, { rows: string }>) =>
    `(SELECT string_agg(item, ${between}) FROM (SELECT ${each.join(` || ${between} || `)} AS item ${rows}) items)`
  return says.map((one) => ('rows' in one ? ofAll(one) : one.said))
}

/** SQL: all that is not null, as one text. Of every thing its kind is known. */
const joined = (items: readonly string[], between: string): string => `concat_ws(${between}, ${items.join(',\n')})`
