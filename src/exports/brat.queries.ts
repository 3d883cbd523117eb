import { shownRights } from '../articles/shown-rights-sql'
import { type Rows, unnamed } from '../database/read-pool'
import { words } from '../words/words'
import { annotatedLinks, annotatedStatements } from './annotation-items'
import { bratConfiguration } from './brat-configuration'
import { type StandoffLink, type StandoffStatement, standoffLines } from './brat-standoff'
import { speakerNames } from './csv.queries'
import { paper } from './datapackage.queries'
import type { ExportFilters } from './export-filters.schema'
import type { ArchiveFile, ArchivePlan, WrittenFile } from './export-plan'
import type { Attested } from './jsonl-trailer'
import type { PackageFacts } from './package-descriptor'
import { factsOf } from './package-facts.queries'
import { licencePaper } from './package-papers'

const said = words.standoff.readme

/** The codebook of `brat.zip`: what its files and the lines in them are. */
export const bratEntries = Object.entries(words.codebook.brat).map(([name, meaning]) => ({ name, meaning }))

/**
 * `brat.zip`: the texts that the desk may publish and that report a chosen claim, each with its annotations in brat’s standoff
 * format beside it, by article and revision. What doesn’t fit that format is counted in the README, which comes last.
 */
export const brat = (filters: ExportFilters, baseUrl: string): ArchivePlan => ({
  files: (rows, attested) => bratFiles(rows, attested, filters, baseUrl),
})

async function* bratFiles(
  rows: Rows,
  { query }: Attested,
  filters: ExportFilters,
  baseUrl: string,
): AsyncGenerator<ArchiveFile, void, WrittenFile> {
  yield paper('annotation.conf', bratConfiguration())
  const texts = yield* bratTexts(rows, filters, baseUrl)
  const facts = await factsOf(rows, filters, query, baseUrl)
  yield paper('LICENSE', licencePaper(facts))
  yield paper('README.md', readme(facts, texts, await countsOf(rows, filters)))
}

/** SQL: whether the desk may publish the whole text with this number. */
const mayBeWhole = (revisionId: string): string => `${revisionId} IN (
  SELECT revisions.id FROM revisions
  JOIN articles ON articles.id = revisions.article_id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  WHERE ${shownRights('revisions')} = 'full')`

/** Their names alone, many at a time. */
const FETCH_TEXTS = unnamed<{ id: number; articleId: number; name: string }>('FETCH 500 FROM documents')
/** A text is at most 5 MB, and is in memory one at a time. */
const TEXT = unnamed<{ text: string }>('SELECT text FROM revisions WHERE id = $1')

/** Each text and its annotations. @returns how many texts these are */
async function* bratTexts(
  rows: Rows,
  filters: ExportFilters,
  baseUrl: string,
): AsyncGenerator<ArchiveFile, number, WrittenFile> {
  await rows(
    unnamed(`
      DECLARE documents NO SCROLL CURSOR FOR
      SELECT revisions.id, revisions.article_id AS "articleId", revisions.article_id || '-' || revisions.number AS name
      FROM revisions
      WHERE ${mayBeWhole('revisions.id')} AND revisions.id IN (SELECT statements.revision_id ${annotatedStatements(filters)})
      ORDER BY revisions.article_id, revisions.number`),
    [],
  )
  const [statements, links] = [statementsOf(filters), linksOf(filters)]
  let count = 0
  for (let page = await rows(FETCH_TEXTS, []); page.length > 0; page = await rows(FETCH_TEXTS, [])) {
    for (const { id, articleId, name } of page) {
      const [row] = await rows(TEXT, [id])
      if (!row) throw new Error(`revision ${id} has gone out of its own snapshot`)
      yield { ...paper(`${name}.txt`, row.text), wholeTextOf: articleId }
      const reported = await rows(statements, [id])
      const between = await rows(links, [reported.map(({ claimId }) => claimId)])
      yield annotations(`${name}.ann`, standoffLines(reported, between, baseUrl))
      count += 1
    }
  }
  return count
}

/** Its rows are its lines. */
const annotations = (name: string, lines: readonly string[]): ArchiveFile => ({
  name,
  copies: [],
  lines: async function* () {
    yield* lines
  },
})

/** Chosen statements of text `$1`, by number. */
const statementsOf = (filters: ExportFilters) =>
  unnamed<StandoffStatement>(`
    SELECT statements.id, statements.claim_id AS "claimId", statements.wording, statements.in_zone AS "inZone",
           claims.stance, claims.medium, claims.said_on AS "saidOn", claims.said_on_basis AS "saidOnBasis", claims.summary,
           (SELECT names FROM (${speakerNames('claims.id')}) said_by) AS speakers,
           (SELECT json_agg(span ORDER BY part, position) FROM (
              SELECT part, position, start_offset AS start, end_offset AS "end", exact FROM spans WHERE statement_id = statements.id
            ) span) AS spans
    ${annotatedStatements(filters)} AND statements.revision_id = $1
    ORDER BY statements.id`)

/** Chosen links of claims `$1`. Each end is looked for apart: an OR would have PostgreSQL read all links. */
const linksOf = (filters: ExportFilters) =>
  unnamed<StandoffLink>(`
    SELECT links.id, links.relation, links.from_claim_id AS "from", links.to_claim_id AS "to", links.reason
    ${annotatedLinks(filters)} AND links.id = ANY(ARRAY(
      SELECT id FROM links WHERE from_claim_id = ANY($1::integer[])
      UNION
      SELECT id FROM links WHERE to_claim_id = ANY($1::integer[])))
    ORDER BY links.id`)

interface Counts {
  statements: number
  leftOut: number
  drawn: number
  elsewhere: number
}

async function countsOf(rows: Rows, filters: ExportFilters): Promise<Counts> {
  const [row] = await rows(
    unnamed<Record<keyof Counts, string>>(`
      SELECT statements.here::text AS statements, (statements.total - statements.here)::text AS "leftOut",
             links.here::text AS drawn, (links.total - links.here)::text AS elsewhere
      FROM (
        SELECT count(*) AS total, count(*) FILTER (WHERE whole) AS here
        FROM (SELECT ${mayBeWhole('statements.revision_id')} AS whole ${annotatedStatements(filters)}) one
      ) statements, (
        SELECT count(*) AS total, count(*) FILTER (WHERE together) AS here
        FROM (SELECT EXISTS (
                SELECT FROM statements answering
                JOIN statements answered ON answered.revision_id = answering.revision_id AND answered.state = 'published'
                WHERE answering.claim_id = links.from_claim_id AND answered.claim_id = links.to_claim_id
                  AND answering.state = 'published' AND ${mayBeWhole('answering.revision_id')}) AS together
              ${annotatedLinks(filters)}) one
      ) links`),
    [],
  )
  if (!row) throw new Error('A count has no row.')
  const { statements, leftOut, drawn, elsewhere } = row
  return {
    statements: Number(statements),
    leftOut: Number(leftOut),
    drawn: Number(drawn),
    elsewhere: Number(elsewhere),
  }
}

function readme({ desk, baseUrl, query }: PackageFacts, texts: number, counts: Counts): string {
  return `${[
    `# ${said.title(desk.name)}`,
    said.format,
    said.offsets,
    said.kinds,
    `${said.texts(texts, counts.statements)} ${said.links(counts.drawn)}`,
    said.leftOut(counts.leftOut),
    said.elsewhere(counts.elsewhere),
    said.address(`${baseUrl}/exports/brat.zip${query && `?${query}`}`),
  ].join('\n\n')}\n`
}
