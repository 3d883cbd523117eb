import type { ClientBase, Pool } from 'pg'
import { claimsOfSpeaker } from '../claims/claims-of-speaker-sql'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import type { ExportFilters } from './export-filters.schema'

type Connection = Pick<ClientBase | Pool, 'query'>

/**
 * The filters as they are to be read: a chain or speaker that was merged into another is that other one. Throws 404 for a chain or
 * speaker that is not there, so that nobody takes a misspelt number for an empty record.
 */
export async function existingFilters(connection: Connection, filters: ExportFilters): Promise<ExportFilters> {
  const speaker = filters.speaker === undefined ? undefined : await publicSpeaker(connection, filters.speaker)
  if (speaker === null) throw notFound(words.these.speaker)
  const chain = filters.chain === undefined ? undefined : await livingChain(connection, filters.chain)
  if (chain === null) throw notFound(words.these.chain)
  return { ...filters, ...(speaker && { speaker }), ...(chain && { chain }) }
}

/** A speaker is public through a published claim, of theirs or said for them; one of drafts alone is not here. */
async function publicSpeaker(connection: Connection, id: number): Promise<number | null> {
  const { rows } = await connection.query<{ id: number }>(
    `SELECT coalesce(root_id, id) AS id FROM speakers
     WHERE id = $1 AND EXISTS (
       SELECT FROM claims
       WHERE state = 'published' AND id IN (${claimsOfSpeaker('coalesce(speakers.root_id, speakers.id)')}))`,
    [id],
  )
  return rows[0]?.id ?? null
}

async function livingChain(connection: Connection, id: number): Promise<number | null> {
  const { rows } = await connection.query<{ id: number }>(
    `WITH RECURSIVE led AS (
       SELECT id, merged_into_id, component_id FROM chains WHERE id = $1
       UNION -- not UNION ALL: should merged chains ever lead in a circle, this ends
       SELECT chains.id, chains.merged_into_id, chains.component_id
       FROM led JOIN chains ON chains.id = led.merged_into_id
     )
     SELECT id FROM led WHERE component_id IS NOT NULL`,
    [id],
  )
  return rows[0]?.id ?? null
}
