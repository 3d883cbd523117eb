import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * The rows of `claims.csv` as somebody with psql at hand would copy them: plain joins, no guard, no carriage returns, times as the
 * server writes them. What every export is measured by, whatever more there is in it.
 */
export const SAME_ROWS = `
  COPY (
    SELECT claims.id, statements.id, said_by.names, stance, medium, said_on, said_on_earliest, said_on_latest, summary, wording,
      content.exact, content.prefix, content.suffix, content.start_offset, content.end_offset, revisions.article_id,
      revisions.number, encode(text_sha256, 'hex'), claims.created_at, claims.updated_at, coalesce(copy_of_id, articles.id)
    FROM claims
    JOIN statements ON statements.claim_id = claims.id AND statements.state = 'published'
    JOIN revisions ON revisions.id = statements.revision_id
    JOIN articles ON articles.id = revisions.article_id
    JOIN (
      SELECT claim_id, string_agg(name, '; ' ORDER BY position) AS names
      FROM claim_speakers JOIN speakers ON speakers.id = speaker_id GROUP BY claim_id
    ) said_by ON said_by.claim_id = claims.id
    JOIN (
      SELECT statement_id, string_agg(exact, ' […] ' ORDER BY position) AS exact, min(prefix) AS prefix, min(suffix) AS suffix,
        min(start_offset) AS start_offset, max(end_offset) AS end_offset
      FROM spans WHERE part = 'content' GROUP BY statement_id
    ) content ON content.statement_id = statements.id
    WHERE claims.state = 'published'
    ORDER BY claims.id, statements.id
  ) TO STDOUT (FORMAT csv, HEADER)`

/** What psql takes to write them (s). Null where no psql is at hand. */
export async function psqlTakes(url: string, copy: string): Promise<{ whole: number; bytes: number } | null> {
  const began = performance.now()
  const psql = spawn('psql', ['--no-psqlrc', '--quiet', url, '--command', copy], {
    stdio: ['ignore', 'pipe', 'inherit'],
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
