import { prepared } from '../database/read-pool'
import type { SpeakerKind } from '../speakers/speaker-kind'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from './cards.queries'
import type { CardInChainRow } from './claim-card'
import { PAGE_SIZE } from './paging'

/** A speaker in a list. */
export interface SpeakerInListRow {
  id: number
  name: string
  kind: SpeakerKind
  description: string | null
  /** Published claims; at most `MOST_CLAIMS` are counted. */
  claims: number
}

/** Beyond so many claims a list says "100 or more": the busiest speaker has tens of thousands. */
export const MOST_CLAIMS = 100

const PUBLISHED_CLAIMS = `
  FROM claim_speakers JOIN claims ON claims.id = claim_id AND claims.state = 'published'
  WHERE speaker_id = speakers.id`

/** Speakers with a published claim, by name, behind speaker `$1` (0 is nobody); one more than a page has. */
export const speakersByName = prepared<SpeakerInListRow>(
  'reading speakers',
  `SELECT id, name, kind, description,
          (SELECT count(*) FROM (SELECT ${PUBLISHED_CLAIMS} LIMIT ${MOST_CLAIMS}) found) AS claims
   FROM speakers
   WHERE (lower(name), id) > (coalesce((SELECT lower(name) FROM speakers WHERE id = $1), ''), $1::integer)
     AND EXISTS (SELECT ${PUBLISHED_CLAIMS})
   ORDER BY lower(name), id LIMIT ${PAGE_SIZE + 1}`,
)

export interface SpeakerRow {
  id: number
  name: string
  kind: SpeakerKind
  description: string | null
  wikidataId: string | null
  claims: number
}

/** A speaker; one without a published claim is not public. */
export const speakerById = prepared<SpeakerRow>(
  'reading speaker',
  `SELECT id, name, kind, description, wikidata_id AS "wikidataId",
          (SELECT count(*) FROM (SELECT ${PUBLISHED_CLAIMS} LIMIT ${MOST_CLAIMS}) found) AS claims
   FROM speakers WHERE id = $1`,
)

/** Published claims of speaker `$1` recorded before claim `$2`, the newest first; one more than a page has. */
export const cardsOfSpeaker = prepared<CardInChainRow>(
  'reading cards of speaker',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId"
   FROM claim_speakers said
   JOIN claims ON claims.id = said.claim_id AND claims.state = 'published' ${WITH_CARD} ${WITH_CHAIN}
   WHERE said.speaker_id = $1 AND said.claim_id < $2
   ORDER BY said.claim_id DESC LIMIT ${PAGE_SIZE + 1}`,
)
