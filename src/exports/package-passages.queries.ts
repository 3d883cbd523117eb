import { RIGHTS } from '../articles/rights'
import { shownRights } from '../articles/shown-rights-sql'
import { ZONE_KIND_NAMES } from '../articles/zone'
import { SPAN_PARTS } from '../claims/claim'
import { words } from '../words/words'
import { statementContent } from './csv.queries'
import type { ExportFilters } from './export-filters.schema'
import {
  columnsOf,
  hash,
  maybe,
  medium,
  number,
  oneOf,
  type PackageTable,
  saidOn,
  text,
  time,
  wording,
} from './package-table'
import { publicName } from './public-name-sql'
import { articleReportsChosen, claimChosen } from './selection.queries'

const said = words.codebook.tables

/** SQL: the captured texts of articles that report a chosen claim, from FROM on. */
export const textsOfChosen = (filters: ExportFilters): string => `
  FROM revisions
  JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  WHERE ${articleReportsChosen(filters)}`

/** SQL: where the package has the text, or null: only where the desk may publish it, and has it. */
export const TEXT_PATH = `CASE WHEN ${shownRights('revisions')} = 'full'
  THEN 'texts/' || articles.id || '-' || revisions.number || '.txt' END`

export const articles: PackageTable = {
  name: 'articles',
  row: said.articles.row,
  columns: columnsOf(said.articles, {
    article_id: number('articles.id'),
    revision: number('revisions.number'),
    outlet: maybe('outlets.name'),
    headline: maybe('articles.headline'),
    byline: maybe('articles.byline'),
    published_on: { sql: 'articles.published_on', type: 'date' },
    url: maybe('articles.url'),
    language: maybe('articles.language'),
    rights: oneOf(`coalesce(articles.rights, outlets.rights, 'excerpts')`, RIGHTS),
    copy_of_id: { sql: 'articles.copy_of_id', type: 'integer' },
    text_sha256: { ...hash('revisions.text_sha256'), required: true },
    redacted_sha256: hash('revisions.redacted_sha256'),
    length: number('revisions.length'),
    captured_at: time('revisions.captured_at'),
    text_path: maybe(TEXT_PATH),
  }),
  key: ['article_id', 'revision'],
  from: (filters) => `${textsOfChosen(filters)} ORDER BY articles.id, revisions.number`,
  always: true,
}

const STATEMENTS = `FROM statements
    JOIN claims ON claims.id = statements.claim_id
    JOIN revisions ON revisions.id = statements.revision_id`

/** SQL: whether the row of `STATEMENTS` is public, and of a chosen claim. */
const chosen = (filters: ExportFilters) => `statements.state = 'published' AND ${claimChosen('claims', filters)}`

export const statements: PackageTable = {
  name: 'statements',
  row: said.statements.row,
  columns: columnsOf(said.statements, {
    id: number('statements.id'),
    claim_id: number('statements.claim_id'),
    article_id: number('revisions.article_id'),
    revision: number('revisions.number'),
    quotation: wording('statements'),
    exact: text('content.exact'),
    prefix: text('content.prefix'),
    suffix: text('content.suffix'),
    start: number('content.start_offset'),
    end: number('content.end_offset'),
    in_zone: { sql: 'statements.in_zone::text', type: 'boolean', required: true },
    tagged_by: { sql: 'statements.created_by_id', type: 'integer' },
    tagged_by_name: maybe(publicName('statements.created_by_id')),
  }),
  key: ['id'],
  leads: [
    { columns: ['claim_id'], to: 'claims', there: ['id'] },
    { columns: ['article_id', 'revision'], to: 'articles', there: ['article_id', 'revision'] },
  ],
  from: (filters) => `${STATEMENTS}
    CROSS JOIN LATERAL (${statementContent('statements.id')}) content
    WHERE ${chosen(filters)}
    ORDER BY statements.id`,
  always: true,
}

export const spans: PackageTable = {
  name: 'spans',
  row: said.spans.row,
  columns: columnsOf(said.spans, {
    statement_id: number('spans.statement_id'),
    part: oneOf('spans.part', SPAN_PARTS),
    position: number('spans.position'),
    start: number('spans.start_offset'),
    end: number('spans.end_offset'),
    exact: text('spans.exact'),
    prefix: text('spans.prefix'),
    suffix: text('spans.suffix'),
  }),
  key: ['statement_id', 'part', 'position'],
  leads: [{ columns: ['statement_id'], to: 'statements', there: ['id'] }],
  from: (filters) => `${STATEMENTS}
    JOIN spans ON spans.statement_id = statements.id
    WHERE ${chosen(filters)}
    ORDER BY spans.statement_id, spans.part, spans.position`,
}

export const hops: PackageTable = {
  name: 'hops',
  row: said.hops.row,
  columns: columnsOf(said.hops, {
    statement_id: number('hops.statement_id'),
    position: number('hops.position'),
    speaker_id: number('speakers.id'),
    medium: medium('hops'),
    quotation: wording('hops'),
    ...saidOn('hops'),
  }),
  key: ['statement_id', 'position'],
  leads: [
    { columns: ['statement_id'], to: 'statements', there: ['id'] },
    { columns: ['speaker_id'], to: 'speakers', there: ['id'] },
  ],
  from: (filters) => `${STATEMENTS}
    JOIN hops ON hops.statement_id = statements.id
    JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id
    WHERE ${chosen(filters)}
    ORDER BY hops.statement_id, hops.position`,
}

export const zones: PackageTable = {
  name: 'zones',
  row: said.zones.row,
  columns: columnsOf(said.zones, {
    article_id: number('articles.id'),
    revision: number('revisions.number'),
    start: number('zones.start_offset'),
    end: number('zones.end_offset'),
    kind: oneOf('zones.kind', ZONE_KIND_NAMES),
  }),
  key: ['article_id', 'revision', 'start'],
  leads: [{ columns: ['article_id', 'revision'], to: 'articles', there: ['article_id', 'revision'] }],
  from: (filters) => `FROM zones
    JOIN revisions ON revisions.id = zones.revision_id
    JOIN articles ON articles.id = revisions.article_id
    WHERE ${articleReportsChosen(filters)}
    ORDER BY articles.id, revisions.number, zones.start_offset`,
}
