import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import type { Written } from './jsonl-trailer'
import { described } from './rdf-descriptions'
import { nquadsSyntax, turtlePrefixes, turtleSyntax } from './rdf-syntax'
import type { Described } from './rdf-writer'
import { literal } from './selection.queries'

/** `graph.nq`, N-Quads (RDF 1.1): a line a statement; what a link says of two claims is in the graph named after the link. */
export function nquads(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  const syntax = nquadsSyntax(baseUrl)
  // PostgreSQL unfolds a list in the select list after it has sorted, so what is said of one thing stays together.
  return described(filters, syntax).map(({ subject, graph, says, rest }) => {
    const end = graph === null ? `' .'` : `' ' || ${syntax.own(graph)} || ' .'`
    return copyLines(`SELECT ${syntax.own(subject)} || ' ' || unnest(${knownOf(says)}) || ${end} ${rest}`)
  })
}

/** `graph.ttl`, Turtle (RDF 1.1): a line a thing. The same statements; it has no graphs, so relations stand by themselves. */
export function turtle(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  return [
    ...turtlePrefixes(baseUrl).map((line) => ({ frame: copyLines(`SELECT ${literal(line)}`) })),
    ...described(filters, turtleSyntax).map(({ subject, says, rest }) =>
      copyLines(
        `SELECT ${turtleSyntax.own(subject)} || ' ' || array_to_string(${knownOf(says)}, ' ; ') || ' .' ${rest}`,
      ),
    ),
  ]
}

/** The last line of both, a comment: either reads as whole where it was cut between two lines. */
export const rdfEnd = ({ rows, sha256 }: Written): string => `# end: ${rows} lines, SHA-256 of all before ${sha256}\n`

/** SQL: what is said, as a list of predicates with their objects; what is not known is not said. */
const knownOf = (says: Described['says']): string => {
  const single = says.filter(({ rows }) => rows === null).map(({ said }) => said)
  const many = says.flatMap(({ said, rows }) => (rows === null ? [] : [`ARRAY(SELECT ${said} ${rows})`]))
  return `array_remove(${[`ARRAY[${single.join(',\n')}]::text[]`, ...many].join(' || ')}, NULL)`
}
