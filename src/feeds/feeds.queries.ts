import { prepared } from '../database/read-pool'
import { utcSql } from '../database/utc-sql'
import { isPublic } from '../reading/speakers.queries'
import type { Times } from './entries'

/** Who a speaker is now, as a feed wants to know. */
export interface SpeakerOfFeed {
  /** Of whom they were merged into, if they were. */
  id: number
  name: string
  /** Whether readers are shown a page of theirs: they said something public, it was said for them, or they passed it on. */
  isPublic: boolean
}

const PASSED_ON = `EXISTS (
  SELECT FROM hops
  JOIN statements ON statements.id = hops.statement_id AND statements.state = 'published'
  JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
  WHERE hops.speaker_id IN (SELECT id FROM speakers WHERE id = now.id OR root_id = now.id))`

export const speakerOfFeed = prepared<SpeakerOfFeed>(
  'feed speaker',
  `SELECT now.id, now.name, ${isPublic('now.id')} OR ${PASSED_ON} AS "isPublic"
   FROM speakers named JOIN speakers now ON now.id = coalesce(named.root_id, named.id) WHERE named.id = $1`,
)

/** When these claims were recorded, and when their words were last changed: their own, or those of their first report. */
export const timesOfClaims = prepared<Times & { id: number }>(
  'feed times of claims',
  `SELECT id, ${utcSql('created_at')} AS published, ${utcSql(`greatest(updated_at, (
     SELECT updated_at FROM statements WHERE claim_id = claims.id AND state = 'published' ORDER BY id LIMIT 1))`)} AS updated
   FROM claims WHERE id = ANY($1::integer[])`,
)

/** For a feed without entries, which has to say since when it is as it is: when the desk was last set up otherwise. */
export const deskSince = prepared<{ updated: string }>(
  'feed desk since',
  `SELECT ${utcSql('updated_at')} AS updated FROM desk_settings`,
)
