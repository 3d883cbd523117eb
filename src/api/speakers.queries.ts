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

/** Values: after which id, how many. */
export const speakerPage = prepared<SpeakerRow>(
  'api speaker page',
  `SELECT ${COLUMNS} FROM speakers WHERE id > $1 ORDER BY id LIMIT $2`,
)

/** Values: after which id, how many, name. */
export const speakerPageNamed = prepared<SpeakerRow>(
  'api speaker page named',
  `SELECT ${COLUMNS} FROM speakers WHERE lower(name) = lower($3) AND id > $1 ORDER BY id LIMIT $2`,
)

/** Values: id. */
export const speakerInFull = prepared<SpeakerRow>('api speaker', `SELECT ${COLUMNS} FROM speakers WHERE id = $1`)
