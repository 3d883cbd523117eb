import { prepared } from '../database/read-pool'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { times } from './sql'

export interface SpeakerRow {
  id: number
  version: number
  kind: SpeakerKind
  name: string
  description: string | null
  wikidataId: string | null
  createdAt: string
  updatedAt: string
}

const COLUMNS = `id, version, kind, name, description, wikidata_id AS "wikidataId", ${times('speakers')}`

/** Readers are told of those who have a published claim; the desk (value $n is true) of all. */
const seenBy = (value: string) => `(${value}::boolean OR EXISTS (
  SELECT FROM claim_speakers JOIN claims ON claims.id = claim_id AND claims.state = 'published'
  WHERE speaker_id = speakers.id
))`

/** Values: after which id, how many, whether the desk asks. */
export const speakerPage = prepared<SpeakerRow>(
  'api speaker page',
  `SELECT ${COLUMNS} FROM speakers WHERE id > $1 AND ${seenBy('$3')} ORDER BY id LIMIT $2`,
)

/** Values: after which id, how many, whether the desk asks, name. */
export const speakerPageNamed = prepared<SpeakerRow>(
  'api speaker page named',
  `SELECT ${COLUMNS} FROM speakers WHERE lower(name) = lower($4) AND id > $1 AND ${seenBy('$3')}
   ORDER BY id LIMIT $2`,
)

/** Values: id, whether the desk asks. */
export const speakerInFull = prepared<SpeakerRow>(
  'api speaker',
  `SELECT ${COLUMNS} FROM speakers WHERE id = $1 AND ${seenBy('$2')}`,
)
