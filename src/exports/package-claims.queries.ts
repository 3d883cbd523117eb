import { namesOf } from '../claims/claim'
import { REPLY_WAYS } from '../corrections/reply'
import { RELATIONS } from '../links/relation'
import { words } from '../words/words'
import type { ExportFilters } from './export-filters.schema'
import { columnsOf, maybe, medium, number, oneOf, type PackageTable, saidOn, stance, text, time } from './package-table'
import { publicName } from './public-name-sql'
import { claimChosen, linkWithinChosen } from './selection.queries'

const said = words.codebook.tables

export const claims: PackageTable = {
  name: 'claims',
  row: said.claims.row,
  columns: columnsOf(said.claims, {
    id: number('claims.id'),
    speaker_id: number('first_speaker.speaker_id'),
    stance: stance('claims'),
    medium: medium('claims'),
    ...saidOn('claims'),
    summary: maybe('claims.summary'),
    created_at: time('claims.created_at'),
    updated_at: time('claims.updated_at'),
  }),
  key: ['id'],
  leads: [{ columns: ['speaker_id'], to: 'speakers', there: ['id'] }],
  from: (filters) => `FROM claims
    CROSS JOIN LATERAL (
      SELECT speaker_id FROM claim_speakers WHERE claim_id = claims.id ORDER BY position LIMIT 1
    ) first_speaker
    WHERE ${claimChosen('claims', filters)}
    ORDER BY claims.id`,
  always: true,
}

export const links: PackageTable = {
  name: 'links',
  row: said.links.row,
  columns: columnsOf(said.links, {
    id: number('links.id'),
    from_claim_id: number('links.from_claim_id'),
    relation: oneOf('links.relation', namesOf(RELATIONS)),
    to_claim_id: number('links.to_claim_id'),
    reason: maybe('links.reason'),
    created_at: time('links.created_at'),
    linked_by: { sql: 'links.created_by_id', type: 'integer' },
    linked_by_name: maybe(publicName('links.created_by_id')),
  }),
  key: ['id'],
  leads: [
    { columns: ['from_claim_id'], to: 'claims', there: ['id'] },
    { columns: ['to_claim_id'], to: 'claims', there: ['id'] },
  ],
  from: (filters) => `FROM links
    JOIN claims from_claim ON from_claim.id = links.from_claim_id
    JOIN claims to_claim ON to_claim.id = links.to_claim_id
    WHERE ${linkWithinChosen('links', 'from_claim', 'to_claim', filters)}
    ORDER BY links.id`,
  always: true,
}

/** SQL: the chains that a chosen claim is in, with those of their claims. */
const chainsOfChosen = (filters: ExportFilters) => `
  FROM chains
  JOIN chain_members ON chain_members.component_id = chains.component_id
  JOIN claims ON claims.id = chain_members.claim_id
  WHERE ${claimChosen('claims', filters)}`

export const chains: PackageTable = {
  name: 'chains',
  row: said.chains.row,
  columns: columnsOf(said.chains, { id: number('chains.id'), title: maybe('chains.title') }),
  key: ['id'],
  from: (filters) => `FROM chains
    WHERE chains.id IN (SELECT chains.id ${chainsOfChosen(filters)})
    ORDER BY chains.id`,
}

export const chainClaims: PackageTable = {
  name: 'chain_claims',
  row: said.chainClaims.row,
  columns: columnsOf(said.chainClaims, {
    chain_id: number('placed.chain_id'),
    position: number('placed.position'),
    claim_id: number('placed.claim_id'),
  }),
  key: ['chain_id', 'position'],
  leads: [
    { columns: ['chain_id'], to: 'chains', there: ['id'] },
    { columns: ['claim_id'], to: 'claims', there: ['id'] },
  ],
  from: (filters) => `FROM (
      SELECT chains.id AS chain_id, claim_id,
             row_number() OVER (PARTITION BY chains.id ORDER BY order_day, claim_id) - 1 AS position
      ${chainsOfChosen(filters)}
    ) placed
    ORDER BY placed.chain_id, placed.position`,
}

export const replies: PackageTable = {
  name: 'replies',
  row: said.replies.row,
  columns: columnsOf(said.replies, {
    id: number('replies.id'),
    claim_id: number('claims.id'),
    speaker_id: { sql: 'speakers.id', type: 'integer' },
    name: text('coalesce(speakers.name, replies.by_name)'),
    words: text('replies.words'),
    replied_on: { sql: 'replies.replied_on', type: 'date', required: true },
    way: oneOf('replies.way', namesOf(REPLY_WAYS)),
    url: maybe('replies.url'),
  }),
  key: ['id'],
  leads: [
    { columns: ['claim_id'], to: 'claims', there: ['id'] },
    { columns: ['speaker_id'], to: 'speakers', there: ['id'] },
  ],
  // To a claim that went into another they are told beside that one.
  from: (filters) => `FROM replies
    JOIN claims ON claims.id = claim_now(replies.claim_id)
    LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
    WHERE replies.state = 'published' AND ${claimChosen('claims', filters)}
    ORDER BY replies.id`,
}
