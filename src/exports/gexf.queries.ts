import { version } from '../version'
import { copyLines } from './copy-lines-sql'
import type { ExportFilters } from './export-filters.schema'
import type { ExportCopy } from './export-plan'
import { chosenEdges, chosenNodes, edgeAttributes, type GraphAttribute, nodeAttributes } from './graph.queries'
import { xmlSql } from './xml-sql'

/** The last bytes of `graph.gexf`: without them a file was cut on its way, and no parser takes it. */
export const GEXF_END = '</edges></graph></gexf>\n'

/**
 * `graph.gexf`, GEXF 1.3 (gexf.net/1.3), for Gephi’s timeline. A claim lives from the first day it can have been said, and has no
 * end: once said, it is on the record. A link lives from when both its claims do, by the answer’s day. What is without a
 * day is there all the time, as GEXF has it.
 */
export function gexf(filters: ExportFilters, baseUrl: string): ExportCopy[] {
  const nodes = nodeAttributes(baseUrl)
  const edges = edgeAttributes(baseUrl)
  return [
    { frame: copyLines(`SELECT ${opening(nodes, edges)}`) },
    {
      copy: copyLines(
        `SELECT '<node id="claim-' || claims.id || '" label="' || ${xmlSql(`coalesce(said_by.names, '')`)} || '"'
         || ${startSql('claims.said_on_earliest')} || '>' || ${valuesSql(nodes)} || '</node>' ${chosenNodes(filters)}`,
      ),
      of: 'claims',
    },
    { frame: copyLines(`SELECT '</nodes><edges>'`) },
    {
      copy: copyLines(
        `SELECT '<edge id="link-' || links.id || '" source="claim-' || from_claim.id || '" target="claim-' || to_claim.id
         || '" kind="' || links.relation || '" label="' || links.relation || '"'
         || ${startSql('CASE WHEN from_claim.said_on_earliest IS NOT NULL THEN greatest(from_claim.said_on_earliest, to_claim.said_on_earliest) END')}
         || '>' || ${valuesSql(edges)} || '</edge>' ${chosenEdges(filters)}`,
      ),
      of: 'links',
    },
  ]
}

/** SQL: all before the first node, with the day of the last change that history has. */
function opening(nodes: readonly GraphAttribute[], edges: readonly GraphAttribute[]): string {
  const declared = (of: 'node' | 'edge', attributes: readonly GraphAttribute[]) =>
    `<attributes class="${of}" mode="static">${attributes
      .map(({ name, type }) => `<attribute id="${name}" title="${name}" type="${type}"/>`)
      .join('')}</attributes>`
  return `'<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" version="1.3"><meta'
    || coalesce(' lastmodifieddate="' || (SELECT (at AT TIME ZONE 'UTC')::date FROM history ORDER BY id DESC LIMIT 1) || '"', '')
    || '><creator>Gainsay ${version()}</creator></meta>'
    || '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval" idtype="string">'
    || '${declared('node', nodes)}${declared('edge', edges)}<nodes>'`
}

/** SQL: the attribute that says from which day on; nothing where the day is open or not stated. */
const startSql = (day: string): string => `coalesce(' start="' || (${day}) || '"', '')`

/** SQL: what is told of a node or an edge. */
const valuesSql = (attributes: readonly GraphAttribute[]): string =>
  `'<attvalues>' || ${attributes
    .map(({ name, sql }) => `coalesce('<attvalue for="${name}" value="' || ${xmlSql(`(${sql})::text`)} || '"/>', '')`)
    .join(' || ')} || '</attvalues>'`
