import type { Client } from 'pg'
import { importArticle } from '../../src/articles/articles.commands'
import type { SpanPlace } from '../../src/revising/carrying'

/** A line of an article in which somebody says something: speaker, cue and content. */
export const line = (n: number) =>
  `Speaker ${n} said on Monday that the bridge number ${n} would be open again by the summer of that year, whatever others say.`

export async function articleOf(db: Parameters<typeof importArticle>[0], text: string): Promise<number> {
  const outcome = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet: null,
    publishedOn: null,
    language: 'en',
  })
  if (!('articleId' in outcome)) throw new Error(JSON.stringify(outcome))
  return outcome.articleId
}

/** A claim and its statement for each of so many lines, evenly spread, past the triggers: one by one they would take minutes. */
export async function fill(
  owner: Client,
  articleId: number,
  lines: readonly string[],
  statements: number,
): Promise<{ spans: SpanPlace[] }[]> {
  const every = lines.length / statements
  const starts: number[] = []
  let at = 0
  for (const text of lines) {
    starts.push(at)
    at += text.length + 2
  }
  const spans = Array.from({ length: statements }, (_, n) => {
    const start = starts[n * every] ?? 0
    const text = lines[n * every] ?? ''
    const [speaker, content] = [text.indexOf(' said'), text.indexOf('the bridge')]
    return [
      { part: 'content' as const, position: 0, start: start + content, end: start + text.length - 1 },
      { part: 'cue' as const, position: 0, start: start + speaker + 1, end: start + speaker + 5 },
      { part: 'source' as const, position: 0, start, end: start + speaker },
    ]
  })
  await owner.query('BEGIN')
  await owner.query('SET LOCAL session_replication_role = replica')
  await owner.query(
    `WITH speaker AS (INSERT INTO speakers (kind, name) VALUES ('person', 'Speaker') RETURNING id),
     claim AS (
       INSERT INTO claims (said_on_basis, medium, stance) SELECT 'not_stated', 'unknown', 'asserts'
       FROM generate_series(1, $2) RETURNING id
     ), said AS (INSERT INTO claim_speakers (claim_id, position, speaker_id, named_id) SELECT claim.id, 0, speaker.id, speaker.id FROM claim, speaker),
     revision AS (SELECT id FROM revisions WHERE article_id = $1)
     INSERT INTO statements (claim_id, revision_id, wording) SELECT claim.id, revision.id, 'indirect' FROM claim, revision`,
    [articleId, statements],
  )
  const flat = spans.flatMap((parts, n) => parts.map((span) => ({ n: n + 1, ...span })))
  await owner.query(
    `INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
     SELECT statement.id, given.part, 0, given.start, given."end", substr(line, given.inside + 1, given."end" - given.start), '', ''
     FROM unnest($1::integer[], $2::text[], $3::integer[], $4::integer[], $5::text[], $6::integer[])
       AS given (n, part, start, "end", line, inside)
     JOIN (SELECT statements.id, row_number() OVER (ORDER BY statements.id) AS n
           FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = $7) statement USING (n)`,
    [
      flat.map(({ n }) => n),
      flat.map(({ part }) => part),
      flat.map(({ start }) => start),
      flat.map(({ end }) => end),
      flat.map(({ n }) => lines[(n - 1) * every]),
      flat.map(({ n, start }) => start - (starts[(n - 1) * every] ?? 0)),
      articleId,
    ],
  )
  await owner.query('COMMIT')
  return spans.map((parts) => ({ spans: parts }))
}
