import { prepared } from '../database/read-pool'
import { ownOrMerged, reasonNotNamed } from '../speakers/own-or-merged'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from './cards.queries'
import type { CardInChainRow } from './claim-card'
import type { Named } from './names'
import { PAGE_SIZE } from './paging'

/** A speaker in a list. */
export interface SpeakerInListRow {
  id: number
  name: string
  kind: SpeakerKind
  description: string | null
  /** Published claims, their own and those spoken for them; at most `MOST_CLAIMS` are counted. */
  claims: number
}

/** Beyond so many claims a list says "100 or more": the busiest speaker has tens of thousands. */
export const MOST_CLAIMS = 100

const PUBLISHED = `JOIN claims ON claims.id = said.claim_id AND claims.state = 'published'`

/** What a speaker said: `said.claim_id`. `speaker` is a column or a parameter. */
const saidBy = (speaker: string) => `FROM claim_speakers said ${PUBLISHED} WHERE said.speaker_id = ${speaker}`

/** What was said in a role that speaks for them. */
const saidFor = (speaker: string) => `
  FROM speakers principal
  JOIN speaker_roles role ON role.speaks_for_id = principal.id
  JOIN claim_speakers said ON said.role_id = role.id ${PUBLISHED}
  WHERE (principal.id = ${speaker} OR principal.root_id = ${speaker})`

/** SQL: how many published claims are theirs, said by them or for them; at most `MOST_CLAIMS` are counted. */
export const claimsCounted = (speaker: string) => `(
  SELECT count(*) FROM (
    SELECT claim_id FROM (SELECT said.claim_id ${saidBy(speaker)} LIMIT ${MOST_CLAIMS}) own
    UNION
    SELECT claim_id FROM (SELECT said.claim_id ${saidFor(speaker)} LIMIT ${MOST_CLAIMS}) spoken
    LIMIT ${MOST_CLAIMS}
  ) found)`

export const isPublic = (speaker: string) =>
  `(EXISTS (SELECT ${saidBy(speaker)}) OR EXISTS (SELECT ${saidFor(speaker)}))`
const IS_PUBLIC = isPublic('speakers.id')

const LISTED = `SELECT id, name, kind, ${ownOrMerged('speakers', 'description')} AS description, ${claimsCounted('speakers.id')} AS claims FROM speakers
  WHERE merged_into_id IS NULL
    AND (lower(name), id) > (coalesce((SELECT lower(name) FROM speakers WHERE id = $1), ''), $1::integer)`

const BY_NAME = `ORDER BY lower(name), id LIMIT ${PAGE_SIZE + 1}`

/** Speakers with a published claim, by name, behind speaker `$1` (0 is nobody); one more than a page has. */
export const speakersByName = prepared<SpeakerInListRow>('reading speakers', `${LISTED} AND ${IS_PUBLIC} ${BY_NAME}`)

/** SQL: whether a name begins with `$2` (in small letters, escaped for LIKE), has a word that does, or is like `$3`. */
const isLike = (name: string) =>
  `(lower(${name}) LIKE $2 || '%' OR lower(${name}) LIKE '% ' || $2 || '%' OR lower($3) <% lower(${name}))`

/**
 * Those of them found by a name or alias, of their own or of somebody merged into them. With `$4` also those without a
 * published claim: whoever works here has to find whom they have just added.
 */
export const speakersFound = prepared<SpeakerInListRow>(
  'reading speakers found',
  `${LISTED} AND id IN (
     SELECT coalesce(root_id, id) FROM speakers WHERE ${isLike('name')}
     UNION ALL
     SELECT coalesce(bearer.root_id, bearer.id)
     FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = speaker_id WHERE ${isLike('alias.name')}
   ) AND ($4 OR ${IS_PUBLIC}) ${BY_NAME}`,
)

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

const NEWEST = `AND said.claim_id < $2 ORDER BY said.claim_id DESC LIMIT ${PAGE_SIZE + 1}`

/**
 * Published claims of speaker `$1`, and those said in a role that speaks for them, recorded before claim `$2`, the
 * newest first; one more than a page has.
 */
export const cardsOfSpeaker = prepared<CardInChainRow>(
  'reading cards of speaker',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId"
   FROM (
     (SELECT said.claim_id ${saidBy('$1')} ${NEWEST}) UNION (SELECT said.claim_id ${saidFor('$1')} ${NEWEST})
   ) said
   JOIN claims ON claims.id = said.claim_id ${WITH_CARD} ${WITH_CHAIN}
   ORDER BY said.claim_id DESC LIMIT ${PAGE_SIZE + 1}`,
)
