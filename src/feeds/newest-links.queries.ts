import { prepared } from '../database/read-pool'
import { utcSql } from '../database/utc-sql'
import type { Relation } from '../links/relation'
import { LARGEST_INTEGER } from '../web/row-numbers'
import type { Times } from './entries'
import { MOST_ENTRIES } from './feed'

/** A link of a feed; its claims' cards are asked for apart. */
export interface FeedLinkRow extends Times {
  id: number
  fromId: number
  toId: number
  relation: Relation
  reason: string | null
}

/**
 * Links that are looked at for a feed, and claims of a chain or speaker whose links are. Of one with fewer claims no link is
 * missed; of a larger one all are found that are among the newest here, or of its own newest claims. Ten times as
 * many took ten times as long, and found what nobody would miss.
 */
const LOOKED_AT = 1_000

/** Links of one claim that are looked at, either way: a claim that half the world denies has some hundred. */
const MOST_OF_A_CLAIM = 100

const newest = (most: number) => `
  SELECT id, from_claim_id, to_claim_id FROM links WHERE state = 'published' ORDER BY id DESC LIMIT ${most}`

const NEWEST = newest(LOOKED_AT)

/** The words of a claim are its own and those of its first report. */
const changedAt = (claim: string) => `
  greatest(${claim}.updated_at, (
    SELECT updated_at FROM statements WHERE claim_id = ${claim}.id AND state = 'published' ORDER BY id LIMIT 1))`

/**
 * Of these links (`id`), those that were published or changed last. A link that was long a draft is new on the day on which
 * it is published, whatever its number.
 */
const lastChangedOf = (links: string) => `
  SELECT newest.id, newest.from_claim_id AS "fromId", newest.to_claim_id AS "toId", newest.relation, newest.reason,
         ${utcSql('newest.created_at')} AS published,
         ${utcSql(`greatest(newest.updated_at, ${changedAt('answer')}, ${changedAt('answered')})`)} AS updated
  FROM (
    SELECT links.* FROM (${links}) looked_at JOIN links ON links.id = looked_at.id AND links.state = 'published'
    JOIN claims answer ON answer.id = links.from_claim_id AND answer.state = 'published'
    JOIN claims answered ON answered.id = links.to_claim_id AND answered.state = 'published'
    ORDER BY links.updated_at DESC, links.id DESC LIMIT ${MOST_ENTRIES}
  ) newest
  JOIN claims answer ON answer.id = newest.from_claim_id
  JOIN claims answered ON answered.id = newest.to_claim_id
  ORDER BY newest.updated_at DESC, newest.id DESC`

/** Of all that are here, the newest: of four times as many as there are entries, those that drafts had been come first. */
export const newestLinks = prepared<FeedLinkRow>('feed of links', lastChangedOf(newest(4 * MOST_ENTRIES)))

/** Of the chain that component `$1` is. */
export const newestLinksOfChain = prepared<FeedLinkRow>(
  'feed of chain',
  lastChangedOf(`
    SELECT newest.id FROM (${NEWEST}) newest
    JOIN chain_members ON claim_id = newest.from_claim_id AND component_id = $1
    UNION
    SELECT given.id FROM (
      SELECT claim_id FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT ${LOOKED_AT}
    ) first
    CROSS JOIN LATERAL (
      SELECT id FROM links WHERE from_claim_id = first.claim_id LIMIT ${MOST_OF_A_CLAIM}
    ) given`),
)

/**
 * Claims of speaker `$1`, said by them or in a role that speaks for them, the newest first. Their own are walked along the
 * index from its last entry of theirs: asked for by the speaker alone, all of a busy one's would be sorted first.
 */
const claimsOfSpeaker = `
  SELECT claim_id FROM (
    (SELECT claim_id FROM (
       SELECT speaker_id, claim_id FROM claim_speakers WHERE (speaker_id, claim_id) <= ($1, ${LARGEST_INTEGER})
       ORDER BY speaker_id DESC, claim_id DESC LIMIT ${LOOKED_AT}
     ) along WHERE speaker_id = $1)
    UNION
    (SELECT claim_id FROM speakers principal
     JOIN speaker_roles role ON role.speaks_for_id = principal.id
     JOIN claim_speakers ON claim_speakers.role_id = role.id
     WHERE principal.id = $1 OR principal.root_id = $1 ORDER BY claim_id DESC LIMIT ${LOOKED_AT})
  ) own`

/** Of what speaker `$1` answered, and of what answered them. */
export const newestLinksOfSpeaker = prepared<FeedLinkRow>(
  'feed of speaker',
  lastChangedOf(`
    SELECT newest.id FROM (${NEWEST}) newest
    CROSS JOIN LATERAL (VALUES (from_claim_id), (to_claim_id)) ends (claim_id)
    -- With a LIMIT each is looked up; else all of the speaker's are read, and compared with each.
    CROSS JOIN LATERAL (
      SELECT FROM claim_speakers WHERE claim_id = ends.claim_id AND speaker_id = $1 LIMIT 1
    ) theirs
    UNION
    SELECT either.id FROM (${claimsOfSpeaker}) own
    CROSS JOIN LATERAL (
      (SELECT id FROM links WHERE from_claim_id = own.claim_id LIMIT ${MOST_OF_A_CLAIM})
      UNION ALL
      (SELECT id FROM links WHERE to_claim_id = own.claim_id ORDER BY id DESC LIMIT ${MOST_OF_A_CLAIM})
    ) either`),
)
