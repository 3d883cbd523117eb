import { Client } from 'pg'
import type { World } from '../support/world'

/**
 * Fills an empty database with so many claims in one go, twenty an article, each with one to three reports there; said by one
 * or two of twelve speakers, so that many have one in common. By the owner's own hand, far quicker than through the forms; what
 * stands in one query is one transaction.
 */
export async function manyClaims(world: World, count: number): Promise<void> {
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`
      INSERT INTO speakers (kind, name) SELECT 'person', 'Speaker ' || n FROM generate_series(1, 12) n;
      INSERT INTO articles (headline, published_on)
        SELECT 'Many voices, part ' || n, '2020-01-31' FROM generate_series(1, ${count} / 20 + 1) n;
      INSERT INTO revisions (article_id, number, raw, text, length, text_sha256, raw_sha256)
        SELECT id, 1, bytes, convert_from(bytes, 'UTF8'), length(bytes), sha256(bytes), sha256(bytes)
        FROM articles, convert_to('They said it to everybody who asked, and then again.', 'UTF8') bytes;
      INSERT INTO claims (said_on, said_on_earliest, said_on_latest, said_on_basis, medium, stance)
        SELECT day::text, day, day, 'stated', 'tweet', 'asserts'
        FROM generate_series(1, ${count}) n, LATERAL (SELECT date '2020-01-01' + n % 28 AS day) said;
      INSERT INTO claim_speakers (claim_id, position, speaker_id) SELECT id, 0, 1 + id % 12 FROM claims;
      INSERT INTO claim_speakers (claim_id, position, speaker_id)
        SELECT id, 1, 1 + (id + 1) % 12 FROM claims WHERE id % 3 = 0;
      INSERT INTO statements (claim_id, revision_id, wording)
        SELECT claims.id, revisions.id, 'indirect'
        FROM claims JOIN revisions ON article_id = 1 + claims.id / 20
        CROSS JOIN LATERAL generate_series(0, claims.id % 3) report;
      INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
        SELECT statements.id, 'content', 0, 0, 12, left(text, 12), '', substr(text, 13, 32)
        FROM statements JOIN revisions ON revisions.id = revision_id;`)
    await owner.query('SELECT tell_history_as_it_is()')
    // Without statistics each change would be planned for empty tables.
    await owner.query('ANALYZE')
  } finally {
    await owner.end()
  }
}
