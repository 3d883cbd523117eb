import { prepared, type ReadPool } from '../database/read-pool'
import { RELATIONS, type Relation } from '../links/relation'
import { cardsByIds } from '../reading/cards.queries'
import type { ChainRow } from '../reading/chain.queries'
import { quotedWords } from '../reading/chain-picture'
import { chainTitle } from '../reading/chain-title'
import { type ClaimCard, claimCard } from '../reading/claim-card'
import { daysSpanned } from '../reading/days'
import { OPPOSING_SQL } from '../reading/links.queries'
import { words } from '../words/words'

/** Two claims, one of which answers the other: "denies", as its speaker or speakers do. */
export interface Pair {
  answer: ClaimCard
  answered: ClaimCard
  verb: string
  /** The same from the other side: "denied by". */
  passive: string
}

/** As much of a chain or claim as a preview shows: what it is called, and one pair of it. */
export interface Glimpse {
  title: string
  /** "6 claims", "2–4 June 2019". */
  facts: string[]
  pair: Pair | null
  /** The claim itself, or the first of a chain: shown where there is no pair. */
  claim: ClaimCard | null
}

interface PairRow {
  fromId: number
  toId: number
  relation: Relation
}

/** Claims of a chain, in its order, among whose answers a pair is looked for: where a dispute begins. */
const LOOKED_AT = 60

const COLUMNS = 'links.from_claim_id AS "fromId", links.to_claim_id AS "toId", links.relation'

const BOTH_PUBLISHED = `
  JOIN claims answer ON answer.id = links.from_claim_id AND answer.state = 'published'
  JOIN claims answered ON answered.id = links.to_claim_id AND answered.state = 'published'`

/** The link by which the first claims of a component were first gainsaid: it stays the same as the chain grows. */
const firstPairOfChain = prepared<PairRow>(
  'first pair of chain',
  `SELECT ${COLUMNS} FROM (
     SELECT claim_id FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT ${LOOKED_AT}
   ) first
   CROSS JOIN LATERAL (
     SELECT links.id FROM links JOIN claims answer ON answer.id = links.from_claim_id AND answer.state = 'published'
     WHERE links.to_claim_id = first.claim_id AND links.state = 'published' AND links.relation IN (${OPPOSING_SQL})
     ORDER BY links.id LIMIT 1
   ) given
   JOIN links ON links.id = given.id ${BOTH_PUBLISHED} ORDER BY links.id LIMIT 1`,
)

const firstClaimOfChain = prepared<{ id: number }>(
  'first claim of chain',
  'SELECT claim_id AS id FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT 1',
)

/** What a claim gainsays first, else what first gainsays it. */
const firstPairOfClaim = prepared<PairRow>(
  'first pair of claim',
  `SELECT ${COLUMNS} FROM links ${BOTH_PUBLISHED}
   WHERE (links.from_claim_id = $1 OR links.to_claim_id = $1) AND links.state = 'published'
     AND links.relation IN (${OPPOSING_SQL})
   ORDER BY links.from_claim_id <> $1, links.id LIMIT 1`,
)

/** A chain's glimpse: three queries beside the chain's own. */
export async function chainGlimpse(pages: ReadPool, chain: ChainRow): Promise<Glimpse> {
  const [row, first] = await Promise.all([
    pages.row(firstPairOfChain, [chain.componentId]),
    pages.row(firstClaimOfChain, [chain.componentId]),
  ])
  const cards = await cardsOf(pages, [row?.fromId, row?.toId, first?.id])
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  return {
    title: chainTitle(chain),
    facts: [words.counts.claims(chain.size), ...(days === null ? [] : [days])],
    pair: pairOf(row, cards),
    claim: cards.get(first?.id ?? 0) ?? null,
  }
}

/** A claim's glimpse: two queries beside the claim's own. */
export async function claimGlimpse(pages: ReadPool, id: number): Promise<Glimpse> {
  const row = await pages.row(firstPairOfClaim, [id])
  const cards = await cardsOf(pages, [id, row?.fromId, row?.toId])
  const claim = cards.get(id) ?? null
  const pair = pairOf(row, cards)
  const alone = claim ? words.feeds.says(claim.namesAsTold, quotedWords(claim)) : ''
  return {
    title: pair ? `${pair.answer.namesAsTold} ${pair.verb} ${pair.answered.namesAsTold}` : alone,
    facts: claim ? [claim.date.words, claim.medium] : [],
    pair,
    claim,
  }
}

async function cardsOf(pages: ReadPool, ids: (number | undefined)[]): Promise<Map<number, ClaimCard>> {
  const asked = [...new Set(ids.filter((id) => id !== undefined))]
  return new Map((await pages.rows(cardsByIds, [asked])).map((row) => [row.id, claimCard(row)]))
}

function pairOf(row: PairRow | null, cards: ReadonlyMap<number, ClaimCard>): Pair | null {
  const [answer, answered] = [cards.get(row?.fromId ?? 0), cards.get(row?.toId ?? 0)]
  if (!row || !answer || !answered) return null
  const { verb, pluralVerb, passive } = RELATIONS[row.relation]
  return { answer, answered, verb: answer.speakers.length > 1 ? pluralVerb : verb, passive }
}
