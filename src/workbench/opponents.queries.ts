import type { EntityManager } from 'typeorm'
import type { Medium, Stance } from '../claims/claim'
import { parseSaidOn, type SaidOnBasis } from '../claims/said-on'
import type { Relation } from '../links/relation'
import {
  answering,
  type ClaimAround,
  type ClaimCompared,
  type Opponent,
  opponentsOf,
  type Relayed,
} from '../suggestions/opponents'
import { words } from '../words/words'
import { findClaims } from './claim-finder.queries'
import { type ClaimInBrief, claimsInBrief } from './claim-in-brief.queries'
import { claimsElsewhere } from './claims-elsewhere.queries'
import { directionField, relationField } from './link-fields'
import { valuesOf } from './speaker-fields'
import { contentOf, type StatementCard } from './statement-cards.queries'
import { type TypedForm, typedValue } from './typed-form'

/** A claim that the one in the form may be contradicting, as the form offers it. */
export interface OfferedOpponent {
  claimId: number
  speakers: string
  saidOn: string | null
  medium: Medium
  words: string
  isHere: boolean
  relation: Relation
  direction: Opponent['direction']
  reason: string
  isTicked: boolean
}

interface Asked {
  articleId: number
  cards: readonly StatementCard[]
  typed: TypedForm
  relayed: readonly Relayed[]
}

/** So many are offered, each with a key of its own. */
const MOST_OFFERED = 5

/**
 * The claims that a form offers to link its own to: those that are ticked, and those that its words `find`, or else whom it
 * may contradict. Nobody while it has no words.
 */
export async function offeredOpponents(db: EntityManager, asked: Asked): Promise<OfferedOpponent[]> {
  const { typed } = asked
  const claim = comparedForm(typed)
  const ticked = valuesOf(typed, 'link').flatMap((id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : []))
  if (claim.words === '' && ticked.length === 0) return []
  const find = typedValue(typed.find).trim()
  const likely = find === '' ? await likelyOpponents(db, asked, claim) : await foundClaims(db, asked, claim, find)
  // Whoever passes it on is linked by that already.
  const open = likely.filter(({ claimId }) => claimId !== Number(typedValue(typed.relayedBy)))
  const shown = open.slice(0, MOST_OFFERED)
  const others = ticked.filter((id) => !shown.some(({ claimId }) => claimId === id))
  return inBrief(
    db,
    asked,
    [...shown, ...others.map((id) => likely.find(({ claimId }) => claimId === id) ?? asTicked(id))],
    ticked,
  )
}

async function likelyOpponents(
  db: EntityManager,
  { articleId, cards, relayed }: Asked,
  claim: ClaimCompared,
): Promise<Opponent[]> {
  if (claim.words === '') return []
  const here = new Map(cards.map((card) => [card.claimId, comparedCard(card)]))
  const elsewhere = await claimsElsewhere(db, claim.words, articleId)
  const all = opponentsOf(claim, [...here.values(), ...elsewhere.filter(({ claimId }) => !here.has(claimId))], relayed)
  // Most answers are printed beside what they answer: others don't crowd them out.
  const others = all.filter(({ claimId }) => !here.has(claimId)).slice(0, MOST_ELSEWHERE)
  return all.filter((one) => here.has(one.claimId) || others.includes(one))
}

/** Claims of other articles among those offered. */
const MOST_ELSEWHERE = 2

async function foundClaims(
  db: EntityManager,
  { articleId }: Asked,
  claim: ClaimCompared,
  sought: string,
): Promise<Opponent[]> {
  const found = await findClaims(db, { words: sought, articleId })
  return found.map((brief) => {
    const { id, speakers, stance, latest, start } = brief
    const other = {
      words: brief.quote,
      speakers: speakers.split('; '),
      stance: stance as Stance,
      medium: brief.medium as Medium,
      latest,
      place: brief.articleId === articleId ? start : null,
    }
    return { claimId: id, ...answering(claim, other), reason: words.tag.foundBy(sought) }
  })
}

const asTicked = (claimId: number): Opponent => ({
  claimId,
  direction: 'answers',
  relation: 'contradicts',
  reason: 'ticked',
})

async function inBrief(db: EntityManager, asked: Asked, opponents: readonly Opponent[], ticked: readonly number[]) {
  const ids = opponents.map(({ claimId }) => claimId)
  const briefs = new Map((await claimsInBrief(db, ids)).map((brief) => [brief.id, brief]))
  return opponents.flatMap((opponent) => {
    const brief = briefs.get(opponent.claimId)
    return brief ? [offered(opponent, brief, asked, ticked.includes(opponent.claimId))] : []
  })
}

/** As it was chosen in the form, where it was. */
function offered(
  opponent: Opponent,
  brief: ClaimInBrief,
  { typed, articleId }: Asked,
  isTicked: boolean,
): OfferedOpponent {
  const { claimId, reason } = opponent
  const [relation, direction] = [typed[relationField(claimId)], typed[directionField(claimId)]].map(typedValue)
  return {
    claimId,
    speakers: brief.speakers,
    saidOn: brief.saidOn,
    medium: brief.medium as Medium,
    words: brief.quote,
    isHere: brief.articleId === articleId,
    relation: (relation || opponent.relation) as Relation,
    direction: direction === 'answered' || direction === 'answers' ? direction : opponent.direction,
    reason,
    isTicked,
  }
}

function comparedForm(typed: TypedForm): ClaimCompared {
  const saidOn = parseSaidOn({
    saidOn: typedValue(typed.saidOn) || null,
    basis: typedValue(typed.basis) as SaidOnBasis,
    words: typedValue(typed.saidOnWords),
  })
  const start = typedValue(typed.start)
  return {
    words: valuesOf(typed, 'content').join(' ').trim(),
    speakers: valuesOf(typed, 'speaker').filter((name) => name !== ''),
    stance: (typedValue(typed.stance) || 'asserts') as Stance,
    medium: (typedValue(typed.medium) || 'unknown') as Medium,
    latest: 'problem' in saidOn ? null : saidOn.latest,
    place: /^\d{1,9}$/.test(start) ? Number(start) : null,
  }
}

function comparedCard(card: StatementCard): ClaimAround {
  const { claimId, speakers, stance, medium, latest, links } = card
  const content = contentOf(card)
  return {
    claimId,
    words: content.map(({ exact }) => exact).join(' '),
    speakers: speakers.map(({ name }) => name),
    stance: stance as Stance,
    medium: medium as Medium,
    latest,
    place: content[0]?.start ?? null,
    isDisputed: links > 0,
  }
}
