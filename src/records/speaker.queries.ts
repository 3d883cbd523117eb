import { prepared } from '../database/read-pool'
import type { Named } from '../reading/names'
import { claimsCounted, isPublic, type SpeakerInListRow } from '../reading/speakers.queries'
import { ownOrMerged, reasonNotNamed } from '../speakers/own-or-merged'

/** What a speaker is for a time. */
export interface RoleRow {
  id: number
  title: string
  since: string | null
  until: string | null
  speaksFor: NamedOrHidden | null
}

/** Somebody named on another's page; readers have no page of one who isn't public. */
export interface NamedOrHidden extends Named {
  isPublic: boolean
}

export interface SpeakerRow extends SpeakerInListRow {
  version: number
  wikidataId: string | null
  anonymityReason: string | null
  /** Who a merged speaker is now. */
  rootId: number | null
  /** Other names: theirs, and the names and aliases of those merged into them. */
  aliases: string[]
  roles: RoleRow[]
  /** Who speaks for them, in which role. */
  spokesmen: (NamedOrHidden & { title: string })[]
  /** Who was merged into them. */
  merged: (Named & { version: number })[]
  /** The outlet they are, with some articles it published. */
  outlet: { id: number; name: string; articles: { id: number; headline: string; language: string }[] } | null
}

/** Of each part of a speaker's head as many as a page has room for. */
const MOST_PARTS = 50

const TREE = '(speakers.id = $1 OR speakers.root_id = $1)'

const listOf = (object: string, order: string, from: string) =>
  `coalesce((SELECT json_agg(json_build_object(${object}) ORDER BY ${order}) FROM (${from} LIMIT ${MOST_PARTS}) item), '[]')`

const ROLES = listOf(
  `'id', id, 'title', title, 'since', since, 'until', until, 'speaksFor', speaks_for`,
  'until DESC NULLS FIRST, since DESC NULLS LAST, id DESC',
  `SELECT role.*, (
     SELECT json_build_object('id', now.id, 'name', now.name, 'isPublic', ${isPublic('now.id')})
     FROM speakers principal JOIN speakers now ON now.id = coalesce(principal.root_id, principal.id)
     WHERE principal.id = role.speaks_for_id) AS speaks_for
   FROM speaker_roles role JOIN speakers ON speakers.id = role.speaker_id WHERE ${TREE} ORDER BY role.id`,
)

const SPOKESMEN = listOf(
  `'id', id, 'name', name, 'title', title, 'isPublic', ${isPublic('item.id')}`,
  'name, title',
  `SELECT DISTINCT now.id, now.name, role.title
   FROM speakers JOIN speaker_roles role ON role.speaks_for_id = speakers.id
   JOIN speakers holder ON holder.id = role.speaker_id
   JOIN speakers now ON now.id = coalesce(holder.root_id, holder.id)
   WHERE ${TREE} ORDER BY now.name, role.title`,
)

const MERGED = listOf(
  `'id', id, 'name', name, 'version', version`,
  'id',
  'SELECT id, name, version FROM speakers WHERE root_id = $1 ORDER BY id',
)

const ALIASES = `array(
  SELECT name FROM (
    SELECT alias.name, 0 AS rank, speakers.id, alias.position
    FROM speakers JOIN speaker_aliases alias ON alias.speaker_id = speakers.id WHERE ${TREE}
    UNION ALL
    SELECT name, 1, id, 0 FROM speakers WHERE root_id = $1
  ) other
  WHERE lower(name) <> lower(whole.name)
  GROUP BY name ORDER BY min(rank), min(id), min(position) LIMIT ${MOST_PARTS})`

/** Articles that an outlet's page names; its articles are on the list of all. */
const ARTICLES_NAMED = 5

const OUTLET = `(
  SELECT json_build_object('id', outlets.id, 'name', outlets.name, 'articles', coalesce((
    SELECT json_agg(json_build_object('id', id, 'headline', headline, 'language', language)) FROM (
      SELECT id, headline, language FROM articles
      WHERE outlet_id = outlets.id AND EXISTS (
        SELECT FROM revisions JOIN statements ON statements.revision_id = revisions.id AND statements.state = 'published'
        JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
        WHERE revisions.article_id = articles.id)
      ORDER BY published_on DESC NULLS LAST, id DESC LIMIT ${ARTICLES_NAMED}
    ) newest), '[]'))
  FROM speakers JOIN outlets ON outlets.id = speakers.outlet_id WHERE ${TREE} ORDER BY speakers.id LIMIT 1)`

/** A speaker; one without a published claim is not public. */
export const speakerById = prepared<SpeakerRow>(
  'reading speaker',
  `SELECT whole.id, whole.version, whole.name, whole.kind, ${ownOrMerged('whole', 'description')} AS description,
          ${ownOrMerged('whole', 'wikidata_id')} AS "wikidataId", ${reasonNotNamed('whole')} AS "anonymityReason",
          whole.root_id AS "rootId", ${claimsCounted('$1')} AS claims,
          ${ALIASES} AS aliases, ${ROLES} AS roles, ${SPOKESMEN} AS spokesmen, ${MERGED} AS merged, ${OUTLET} AS outlet
   FROM speakers whole WHERE whole.id = $1`,
)
