import { words } from '../words/words'
import { type CsvColumn, copyCsv, speakerNames, statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import { publicName } from './public-name-sql'
import { linkTouchesChosen } from './selection.queries'

const said = words.codebook.pairsCsv

/** The columns of one end of a link; `whose` begins each meaning. */
function endColumns(end: 'from' | 'to', whose: string): CsvColumn[] {
  const claim = `${end}_claim`
  const source = `${end}_source`
  return [
    { name: `${end}_claim_id`, sql: `${claim}.id`, meaning: said.end.claim_id(whose) },
    {
      name: `${end}_speakers`,
      sql: `${end}_said_by.names`,
      guarded: true,
      meaning: said.end.speakers(whose),
    },
    {
      name: `${end}_stance`,
      sql: `${claim}.stance`,
      meaning: said.end.stance(whose),
    },
    { name: `${end}_medium`, sql: `${claim}.medium`, meaning: said.end.medium(whose) },
    {
      name: `${end}_said_on`,
      sql: `${claim}.said_on`,
      guarded: true,
      meaning: said.end.said_on(whose),
    },
    {
      name: `${end}_said_on_earliest`,
      sql: `${claim}.said_on_earliest`,
      meaning: said.end.said_on_earliest(whose),
    },
    {
      name: `${end}_said_on_latest`,
      sql: `${claim}.said_on_latest`,
      meaning: said.end.said_on_latest(whose),
    },
    {
      name: `${end}_summary`,
      sql: `${claim}.summary`,
      guarded: true,
      meaning: said.end.summary(whose),
    },
    {
      name: `${end}_statement_id`,
      sql: `${source}.statement_id`,
      meaning: said.end.statement_id(whose),
    },
    {
      name: `${end}_quote`,
      sql: `${source}.exact`,
      guarded: true,
      meaning: said.end.quote(whose),
    },
    { name: `${end}_headline`, sql: `${source}.headline`, guarded: true, meaning: said.end.headline(whose) },
    {
      name: `${end}_outlet`,
      sql: `${source}.outlet`,
      guarded: true,
      meaning: said.end.outlet(whose),
    },
    {
      name: `${end}_url`,
      sql: `${source}.url`,
      meaning: said.end.url(whose),
    },
    {
      name: `${end}_published_on`,
      sql: `${source}.published_on`,
      meaning: said.end.published_on(whose),
    },
    { name: `${end}_article_id`, sql: `${source}.article_id`, meaning: said.end.article_id(whose) },
  ]
}

/** A row is a link with all that is needed to read it: no other file has to be joined to it. */
export const pairsCsvColumns: readonly CsvColumn[] = [
  { name: 'link_id', sql: 'links.id', meaning: said.link_id },
  {
    name: 'relation',
    sql: 'links.relation',
    meaning: said.relation,
  },
  ...endColumns('from', said.theAnswer),
  ...endColumns('to', said.theAnswered),
  { name: 'reason', sql: 'links.reason', guarded: true, meaning: said.reason },
  { name: 'created_at', sql: 'links.created_at', type: 'time', required: true, meaning: said.created_at },
  { name: 'linked_by', sql: 'links.created_by_id', type: 'integer', meaning: said.linked_by },
  {
    name: 'from_origin_article_id',
    sql: 'from_source.origin_article_id',
    meaning: said.end.origin_article_id(said.theAnswer),
  },
  {
    name: 'to_origin_article_id',
    sql: 'to_source.origin_article_id',
    meaning: said.end.origin_article_id(said.theAnswered),
  },
  {
    name: 'linked_by_name',
    sql: publicName('links.created_by_id'),
    guarded: true,
    meaning: said.linked_by_name,
  },
]

/** SQL: a claim's first published statement and its article, as one row or none. */
const firstSource = (claimId: string): string => `
  SELECT statements.id AS statement_id, content.exact, articles.id AS article_id,
         coalesce(articles.copy_of_id, articles.id) AS origin_article_id, articles.headline,
         outlets.name AS outlet, articles.url, articles.published_on
  FROM statements
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  CROSS JOIN LATERAL (${statementContent('statements.id')}) content
  WHERE statements.claim_id = ${claimId} AND statements.state = 'published'
  ORDER BY statements.id LIMIT 1`

/** `pairs.csv`, by link. */
export function pairsCsv(filters: ExportFilters): string {
  return copyCsv(
    pairsCsvColumns,
    `FROM links
     JOIN claims from_claim ON from_claim.id = links.from_claim_id
     JOIN claims to_claim ON to_claim.id = links.to_claim_id
     CROSS JOIN LATERAL (${speakerNames('from_claim.id')}) from_said_by
     CROSS JOIN LATERAL (${speakerNames('to_claim.id')}) to_said_by
     LEFT JOIN LATERAL (${firstSource('from_claim.id')}) from_source ON true
     LEFT JOIN LATERAL (${firstSource('to_claim.id')}) to_source ON true
     WHERE ${linkTouchesChosen('links', 'from_claim', 'to_claim', filters)}
     ORDER BY links.id`,
  )
}
