import { prepared } from '../database/read-pool'
import { ownOrMerged } from '../speakers/own-or-merged'
import type { SpeakerKind } from '../speakers/speaker-kind'
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
  WHERE merged_into_id IS NULL AND (kind = 'described') = $2
    AND (lower(name), id) > (coalesce((SELECT lower(name) FROM speakers WHERE id = $1), ''), $1::integer)`

const BY_NAME = `ORDER BY lower(name), id LIMIT ${PAGE_SIZE + 1}`

/**
 * Speakers with a published claim, by name, behind speaker `$1` (0 is nobody); with `$2` those who are described and not
 * named, else all others. One more than a page has.
 */
export const speakersByName = prepared<SpeakerInListRow>('reading speakers', `${LISTED} AND ${IS_PUBLIC} ${BY_NAME}`)

/** SQL: whether a name begins with `$3` (in small letters, escaped for LIKE), has a word that does, or is like `$4`. */
const isLike = (name: string) =>
  `(lower(${name}) LIKE $3 || '%' OR lower(${name}) LIKE '% ' || $3 || '%' OR lower($4) <% lower(${name}))`

/**
 * Those of them found by a name or alias, of their own or of somebody merged into them. With `$5` also those without a
 * published claim: whoever works here has to find whom they have just added.
 */
export const speakersFound = prepared<SpeakerInListRow>(
  'reading speakers found',
  `${LISTED} AND id IN (
     SELECT coalesce(root_id, id) FROM speakers WHERE ${isLike('name')}
     UNION ALL
     SELECT coalesce(bearer.root_id, bearer.id)
     FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = speaker_id WHERE ${isLike('alias.name')}
   ) AND ($5 OR ${IS_PUBLIC}) ${BY_NAME}`,
)
