import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import { chosenEdges, chosenNodes, edgeAttributes, type GraphAttribute, nodeAttributes } from './graph.queries'
import { xmlSql } from './xml-sql'

/** The last bytes of `graph.graphml`: without them a file was cut on its way, and no parser takes it. */
export const GRAPHML_END = '</graph></graphml>\n'

/** `graph.graphml` (graphml.graphdrawing.org), for igraph, NetworkX, Cytoscape and yEd: the nodes and edges of `graph.gexf`. */
export function graphml(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  const nodes = nodeAttributes(baseUrl)
  const edges = edgeAttributes(baseUrl)
  return [
    { frame: copyLines(`SELECT '${opening(nodes, edges)}'`) },
    {
      copy: copyLines(
        `SELECT '<node id="claim-' || claims.id || '">' || ${dataSql(nodes)} || '</node>' ${chosenNodes(filters)}`,
      ),
      of: 'claims',
    },
    {
      copy: copyLines(
        `SELECT '<edge id="link-' || links.id || '" source="claim-' || from_claim.id || '" target="claim-' || to_claim.id || '">'
         || ${dataSql(edges)} || '</edge>' ${chosenEdges(filters)}`,
      ),
      of: 'links',
    },
  ]
}

function opening(nodes: readonly GraphAttribute[], edges: readonly GraphAttribute[]): string {
  const keys = (of: 'node' | 'edge', attributes: readonly GraphAttribute[]) =>
    attributes
      .map(({ name, type }) => {
        const kind = type === 'integer' ? 'int' : 'string'
        return `<key id="${name}" for="${of}" attr.name="${name}" attr.type="${kind}"/>`
      })
      .join('')
  return `<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys('node', nodes)}${keys('edge', edges)}<graph id="gainsay" edgedefault="directed">`
}

/** SQL: what is told of a node or an edge. */
const dataSql = (attributes: readonly GraphAttribute[]): string =>
  attributes
    .map(({ name, sql }) => `coalesce('<data key="${name}">' || ${xmlSql(`(${sql})::text`)} || '</data>', '')`)
    .join(' || ')
