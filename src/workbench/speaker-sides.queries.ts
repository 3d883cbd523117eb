import type { EntityManager } from 'typeorm'
import type { SpeakerKind } from '../speakers/speaker-kind'

/** A speaker as the page shows one who is to be merged, beside the other. */
export interface SpeakerSide {
  id: number
  version: number
  name: string
  kind: SpeakerKind
  description: string | null
  wikidataId: string | null
  outlet: string | null
  aliases: string[]
  roles: string[]
  /** Whom others have been merged into this one already. */
  merged: string[]
  /** Claims in any state. */
  claims: number
  mergedIntoId: number | null
}

/** The speaker, or null. */
export async function speakerSide(db: EntityManager, id: number): Promise<SpeakerSide | null> {
  const rows: SpeakerSide[] = await db.query(
    `SELECT speakers.id, version, name, kind, description, wikidata_id AS "wikidataId", merged_into_id AS "mergedIntoId",
       (SELECT outlets.name FROM outlets WHERE outlets.id = outlet_id) AS outlet,
       array(SELECT alias.name FROM speaker_aliases alias WHERE speaker_id = speakers.id ORDER BY position) AS aliases,
       array(SELECT title FROM speaker_roles WHERE speaker_id = speakers.id ORDER BY id) AS roles,
       array(SELECT merged.name FROM speakers merged WHERE merged.root_id = speakers.id ORDER BY id LIMIT 100) AS merged,
       (SELECT count(*) FROM claim_speakers WHERE speaker_id = speakers.id) AS claims
     FROM speakers WHERE speakers.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** What the form of a speaker says of their roles and outlet: names of those spoken for, with a number if it needs one. */
export interface SpeakerNames {
  outlet: string | null
  speaksFor: Record<number, string>
}

export async function speakerNames(db: EntityManager, speakerId: number): Promise<SpeakerNames> {
  const outlets: { name: string }[] = await db.query(
    'SELECT outlets.name FROM speakers JOIN outlets ON outlets.id = outlet_id WHERE speakers.id = $1',
    [speakerId],
  )
  const principals: { roleId: number; name: string }[] = await db.query(
    `SELECT role.id AS "roleId", CASE WHEN EXISTS (
         SELECT FROM speakers other WHERE lower(other.name) = lower(now.name) AND other.id <> now.id
         UNION ALL
         SELECT FROM speaker_aliases alias WHERE lower(alias.name) = lower(now.name) AND alias.speaker_id <> now.id
       ) THEN format('%s (%s)', now.name, now.id) ELSE now.name END AS name
     FROM speaker_roles role
     JOIN speakers principal ON principal.id = role.speaks_for_id
     JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
     WHERE role.speaker_id = $1`,
    [speakerId],
  )
  return {
    outlet: outlets[0]?.name ?? null,
    speaksFor: Object.fromEntries(principals.map(({ roleId, name }) => [roleId, name])),
  }
}

/** Whoever bears this Wikidata id, other than this speaker: most likely the same. */
export async function bearerOfWikidataId(
  db: EntityManager,
  wikidataId: string,
  exceptId: number | null,
): Promise<{ id: number; name: string } | null> {
  const rows: { id: number; name: string }[] = await db.query(
    `SELECT id, name FROM speakers WHERE wikidata_id = $1 AND merged_into_id IS NULL AND id IS DISTINCT FROM $2::integer`,
    [wikidataId, exceptId],
  )
  return rows[0] ?? null
}

/** Names for the form's lists. */
export async function namesForSpeakerForm(db: EntityManager): Promise<{ outlets: string[]; speakers: string[] }> {
  const outlets: { name: string }[] = await db.query('SELECT name FROM outlets ORDER BY lower(name) LIMIT 500')
  const speakers: { name: string }[] = await db.query(
    `SELECT name FROM speakers WHERE merged_into_id IS NULL AND kind IN ('organisation', 'group')
     UNION SELECT now.name FROM speaker_roles role JOIN speakers now ON now.id = speaks_for_id
     ORDER BY name LIMIT 500`,
  )
  return { outlets: outlets.map(({ name }) => name), speakers: speakers.map(({ name }) => name) }
}
