import type { EntityManager } from 'typeorm'
import { CodePoints } from '../quotes/code-points'
import { describeSpan } from '../quotes/selector'
import { stale } from '../web/problems'
import { words } from '../words/words'
import type { SpanPlace } from './carrying'

/** A statement, in the version that it was looked at in, with its places in another text. */
export interface PlacedAgain {
  id: number
  version: number
  inZone: boolean
  spans: readonly SpanPlace[]
}

/**
 * Moves statements into another revision of their article, each with its spans there; a few statements of SQL, however
 * many they are. The caller holds them, and writes their history. Throws 409 when one has changed since its version.
 */
export async function placeAgain(
  db: EntityManager,
  revisionId: number,
  text: CodePoints,
  statements: readonly PlacedAgain[],
): Promise<void> {
  if (statements.length === 0) return
  const ids = statements.map(({ id }) => id)
  // First: the database lets no statement into another revision with the spans that it has.
  await db.query('DELETE FROM spans WHERE statement_id = ANY($1)', [ids])
  const moved: { id: number }[] = await db.query(
    `WITH moved AS (
       UPDATE statements SET revision_id = $1, in_zone = given.in_zone, version = statements.version + 1, updated_at = now()
       FROM unnest($2::integer[], $3::integer[], $4::boolean[]) AS given (id, version, in_zone)
       WHERE statements.id = given.id AND statements.version = given.version RETURNING statements.id
     ) SELECT id FROM moved`,
    [revisionId, ids, statements.map(({ version }) => version), statements.map(({ inZone }) => inZone)],
  )
  const isMoved = new Set(moved.map(({ id }) => id))
  const missed = statements.find(({ id }) => !isMoved.has(id))
  if (missed) throw stale(words.stale.aStatement, { kind: 'statement', id: missed.id, version: missed.version })
  const spans = statements.flatMap(({ id, spans }) =>
    spans.map(({ part, position, start, end }) => ({ id, part, position, ...describeSpan(text, start, end) })),
  )
  await db.query(
    `INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
     SELECT * FROM unnest($1::integer[], $2::text[], $3::smallint[], $4::integer[], $5::integer[], $6::text[], $7::text[], $8::text[])`,
    [
      spans.map(({ id }) => id),
      spans.map(({ part }) => part),
      spans.map(({ position }) => position),
      spans.map(({ start }) => start),
      spans.map(({ end }) => end),
      spans.map(({ exact }) => exact),
      spans.map(({ prefix }) => prefix),
      spans.map(({ suffix }) => suffix),
    ],
  )
}
