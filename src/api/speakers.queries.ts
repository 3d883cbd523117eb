import { prepared } from '../database/read-pool'
import { bearersOf } from '../speakers/bearers-sql'
import { ownOrMerged, reasonNotNamed } from '../speakers/own-or-merged'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { times } from './sql'

export interface SpeakerRow {
  id: number
  version: number
  kind: SpeakerKind
  name: string
  description: string | null
  wikidataId: string | null
  anonymityReason: string | null
  outletId: number | null
  aliases: string[]
  createdAt: string
  updatedAt: string
}

interface RoleRow {
  id: number
  title: string
  since: string | null
  until: string | null
  speaksForId: number | null
}

const aliasesOf = (speaker: string) =>
  `array(SELECT alias.name FROM speaker_aliases alias WHERE alias.speaker_id = ${speaker} ORDER BY position)`

const rolesOf = (speaker: string) => `
  coalesce((
    SELECT json_agg(json_build_object(
      'id', role.id, 'title', title, 'since', since, 'until', until,
      'speaksForId', (SELECT coalesce(root_id, id) FROM speakers WHERE id = speaks_for_id)) ORDER BY role.id)
    FROM speaker_roles role WHERE role.speaker_id = ${speaker}), '[]')`

const COLUMNS = `
  speakers.id, version, kind, name, ${ownOrMerged('speakers', 'description')} AS description,
  ${ownOrMerged('speakers', 'wikidata_id')} AS "wikidataId", ${reasonNotNamed('speakers')} AS "anonymityReason",
  outlet_id AS "outletId", ${aliasesOf('speakers.id')} AS aliases, ${times('speakers')}`

/** SQL: whether a speaker, as they are now, has a published claim, or one was made for them. */
export const isPublicSpeaker = (speaker: string) => `(EXISTS (
  SELECT FROM claim_speakers JOIN claims ON claims.id = claim_id AND claims.state = 'published'
  WHERE speaker_id = ${speaker}
) OR EXISTS (
  SELECT FROM speakers itself
  JOIN speaker_roles role ON role.speaks_for_id = itself.id
  JOIN claim_speakers said ON said.role_id = role.id
  JOIN claims ON claims.id = said.claim_id AND claims.state = 'published'
  WHERE itself.id = ${speaker} OR itself.root_id = ${speaker}
))`

/** Readers are told of public ones; the desk (value $n is true) of all. */
const seenBy = (value: string, speaker = 'speakers.id') => `(${value}::boolean OR ${isPublicSpeaker(speaker)})`

/** Values: after which id, how many, whether the desk asks. */
export const speakerPage = prepared<SpeakerRow>(
  'api speaker page',
  `SELECT ${COLUMNS} FROM speakers WHERE merged_into_id IS NULL AND id > $1 AND ${seenBy('$3')} ORDER BY id LIMIT $2`,
)

/** By a name or alias, their own or of somebody merged into them. Values: after which id, how many, whether the desk asks, name. */
export const speakerPageNamed = prepared<SpeakerRow>(
  'api speaker page named',
  `SELECT ${COLUMNS} FROM speakers
   WHERE id > $1 AND id IN ${bearersOf('$4')} AND ${seenBy('$3')} ORDER BY id LIMIT $2`,
)

export interface SpeakerInFullRow extends SpeakerRow {
  rootId: number | null
  roles: RoleRow[]
  merged: { id: number; version: number; intoId: number; name: string; aliases: string[]; roles: RoleRow[] }[]
}

/** More were never merged into one by a person's hand; beyond them the history tells. */
const MOST_MERGED = 100

/** Somebody merged is there for whoever may see whom they were merged into: the address leads on. Values: id, whether the desk asks. */
export const speakerInFull = prepared<SpeakerInFullRow>(
  'api speaker',
  `SELECT ${COLUMNS}, root_id AS "rootId", ${rolesOf('speakers.id')} AS roles,
     coalesce((
       SELECT json_agg(json_build_object(
         'id', merged.id, 'version', merged.version, 'intoId', merged.merged_into_id, 'name', merged.name,
         'aliases', ${aliasesOf('merged.id')}, 'roles', ${rolesOf('merged.id')}) ORDER BY merged.id)
       FROM (SELECT * FROM speakers merged WHERE merged.root_id = $1 ORDER BY id LIMIT ${MOST_MERGED}) merged), '[]') AS merged
   FROM speakers WHERE speakers.id = $1 AND ${seenBy('$2', 'coalesce(speakers.root_id, speakers.id)')}`,
)

/** Values: ids. In no order. */
export const speakersByIds = prepared<SpeakerRow>(
  'api speakers by ids',
  `SELECT ${COLUMNS} FROM speakers WHERE id = ANY($1)`,
)
