import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ExportName } from '../../src/exports/export-sets'

/** What every claim is copied with by somebody with psql at hand: plain joins, no guard, times as the server writes them. */
const OF_CLAIM = `
  claims.id, statements.id AS statement_id, said_by.names, stance, medium, said_on, said_on_earliest, said_on_latest, summary, wording,
  content.exact, content.prefix, content.suffix, content.start_offset, content.end_offset, revisions.article_id,
  revisions.number, encode(text_sha256, 'hex') AS text_sha256, claims.created_at, claims.updated_at,
  coalesce(copy_of_id, articles.id) AS origin_id, statements.created_by_id`

const CLAIMS = `
  FROM claims
  JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
  JOIN revisions ON revisions.id = statements.revision_id
  JOIN articles ON articles.id = revisions.article_id
  JOIN (
    SELECT claim_id, string_agg(name, '; ' ORDER BY position) AS names, string_agg(speaker_id::text, '; ' ORDER BY position) AS ids
    FROM claim_speakers JOIN speakers ON speakers.id = speaker_id GROUP BY claim_id
  ) said_by ON said_by.claim_id = claims.id
  JOIN (
    SELECT statement_id, string_agg(exact, ' […] ' ORDER BY position) AS exact, min(prefix) AS prefix, min(suffix) AS suffix,
      min(start_offset) AS start_offset, max(end_offset) AS end_offset,
      string_agg(start_offset || '-' || end_offset, '; ' ORDER BY position) AS places
    FROM spans WHERE part = 'content' GROUP BY statement_id
  ) content ON content.statement_id = statements.id
  WHERE claims.state = 'published'`

const LINKS = 'links.id, from_claim_id, relation, to_claim_id, reason, links.created_at, links.created_by_id'

const copy = (select: string): string => `COPY (${select}) TO STDOUT (FORMAT csv, HEADER)`

/** What an export is measured by: psql's own COPY of the rows that are in it, whatever is made of them. */
export const REFERENCES = {
  claims: [
    copy(`SELECT ${OF_CLAIM}, said_by.ids, said_on_basis, content.places ${CLAIMS} ORDER BY claims.id, statements.id`),
  ],
  links: [copy(`SELECT ${LINKS} FROM links WHERE state = 'published' ORDER BY id`)],
  /** A link with both its claims, each in its first statement. */
  pairs: [
    copy(`
      WITH side AS (SELECT DISTINCT ON (claims.id) ${OF_CLAIM} ${CLAIMS} ORDER BY claims.id, statements.id)
      SELECT ${LINKS}, one.*, other.*
      FROM links JOIN side one ON one.id = from_claim_id JOIN side other ON other.id = to_claim_id
      WHERE state = 'published' ORDER BY links.id`),
  ],
  /** The rows of every table that readers may see, each with the columns that `claims.jsonl` has of it. */
  everything: [
    copy('SELECT id, name, rights, created_at FROM outlets ORDER BY id'),
    copy(`
      SELECT articles.id, version, created_at, updated_at, outlet_id, headline, byline, url, language, published_on, rights, copy_of_id,
        revisions.id AS revision_id, number, encode(text_sha256, 'hex'), encode(raw_sha256, 'hex'), length, captured_at
      FROM articles JOIN revisions ON article_id = articles.id ORDER BY articles.id, number`),
    copy('SELECT id, version, created_at, updated_at, kind, name, description, wikidata_id FROM speakers ORDER BY id'),
    copy(`
      SELECT ${OF_CLAIM}, claims.version, said_on_basis, said_on_words, in_zone, statements.version AS statement_version,
        statements.created_at AS tagged_at, statements.updated_at AS changed_at ${CLAIMS} ORDER BY claims.id, statements.id`),
    copy(`SELECT ${LINKS}, version, updated_at FROM links WHERE state = 'published' ORDER BY id`),
    copy(`
      SELECT chains.id, title, claim_id FROM chains JOIN chain_members ON chain_members.component_id = chains.component_id
      ORDER BY chains.id, order_day, claim_id`),
  ],
} as const satisfies Record<string, readonly string[]>

export type Reference = keyof typeof REFERENCES

/** Which rows are in an export. */
export const ROWS_OF: Readonly<Record<ExportName, Reference>> = {
  'claims.csv': 'claims',
  'links.csv': 'links',
  'pairs.csv': 'pairs',
  'claims.jsonl': 'everything',
  'claims.jsonld': 'everything',
  'annotations.jsonld': 'everything',
  'graph.nq': 'everything',
  'graph.ttl': 'everything',
  'graph.gexf': 'everything',
  'graph.graphml': 'everything',
  'timeline.json': 'claims',
  'claims.parquet': 'claims',
  'datapackage.zip': 'everything',
  'brat.zip': 'claims',
  // Made of few rows and of history’s tree, one proof after the other: there is no copy to measure it by.
  'proof.jsonl': 'claims',
}

/**
 * What psql takes to write them (s). Null where no psql is at hand. As a server has it by default a large table is read by parallel workers
 * too, which an export of everything leaves to readers: what one process makes is compared with what one process makes.
 */
export async function psqlTakes(
  url: string,
  copies: readonly string[],
  { withWorkers }: { withWorkers: boolean },
): Promise<{ whole: number; bytes: number } | null> {
  const began = performance.now()
  const commands = copies.flatMap((copy) => ['--command', copy])
  const alone = withWorkers ? {} : { PGOPTIONS: '-c max_parallel_workers_per_gather=0' }
  const psql = spawn('psql', ['--no-psqlrc', '--quiet', url, ...commands], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...alone },
  })
  let bytes = 0
  psql.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  const ended = await Promise.race([once(psql, 'close'), once(psql, 'error')])
  if (ended[0] instanceof Error) return null
  if (ended[0] !== 0) throw new Error(`psql ended with ${ended[0]}`)
  return { whole: (performance.now() - began) / 1000, bytes }
}
