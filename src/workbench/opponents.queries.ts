import type { EntityManager } from 'typeorm'
import type { Medium, Stance } from '../claims/claim'
import { parseSaidOn, type SaidOnBasis } from '../claims/said-on'
import type { Relation } from '../links/relation'
import { type ClaimAround, type ClaimCompared, type Opponent, opponentsOf } from '../suggestions/opponents'
import { type ClaimInBrief, claimsInBrief } from './claim-in-brief.queries'
import { claimsElsewhere } from './claims-elsewhere.queries'
import { directionField, relationField } from './link-fields'
import { valuesOf } from './speaker-fields'
import type { StatementCard } from './statement-cards.queries'
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

/** So many are offered, each with a key of its own. */
const MOST_OFFERED = 5

/** Whom the form's claim may contradict, and whatever is ticked in it already; nobody while it has no words. */
export async function offeredOpponents(
  db: EntityManager,
  articleId: number,
  cards: readonly StatementCard[],
  typed: TypedForm,
): Promise<OfferedOpponent[]> {
  const claim = comparedForm(typed)
  const ticked = valuesOf(typed, 'link')
    .filter((id) => /^[1-9]\d{0,8}$/.test(id))
    .map(Number)
  if (claim.words === '' && ticked.length === 0) return []
  const here = new Map(cards.map((card) => [card.claimId, comparedCard(card)]))
  const elsewhere = claim.words === '' ? [] : await claimsElsewhere(db, claim.words, articleId)
  const around = [...here.values(), ...elsewhere.filter(({ claimId }) => !here.has(claimId))]
  const likely = claim.words === '' ? [] : opponentsOf(claim, around).filter(isNot(Number(typedValue(typed.relayedBy))))
  const shown = [
    ...likely.slice(0, MOST_OFFERED),
    ...ticked.filter((id) => !likely.slice(0, MOST_OFFERED).some(({ claimId }) => claimId === id)).map(asTicked),
  ]
  const briefs = new Map(
    (
      await claimsInBrief(
        db,
        shown.map(({ claimId }) => claimId),
      )
    ).map((brief) => [brief.id, brief]),
  )
  return shown.flatMap((opponent) => {
    const brief = briefs.get(opponent.claimId)
    return brief ? [offered(opponent, brief, { typed, articleId, isTicked: ticked.includes(opponent.claimId) })] : []
  })
}

/** Whoever passes it on is linked by that already. */
const isNot = (claimId: number) => (opponent: Opponent) => opponent.claimId !== claimId

const asTicked = (claimId: number): Opponent => ({
  claimId,
  direction: 'answers',
  relation: 'contradicts',
  reason: 'ticked',
})

function offered(
  opponent: Opponent,
  brief: ClaimInBrief,
  { typed, articleId, isTicked }: { typed: TypedForm; articleId: number; isTicked: boolean },
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
  const given = {
    saidOn: typedValue(typed.saidOn) || null,
    basis: typedValue(typed.basis) as SaidOnBasis,
    words: typedValue(typed.saidOnWords),
  }
  const saidOn = parseSaidOn(given)
  const start = typedValue(typed.start)
  return {
    words: valuesOf(typed, 'content').join(' ').trim(),
    speakers: valuesOf(typed, 'speaker').filter((name) => name !== ''),
    stance: (typedValue(typed.stance) || 'asserts') as Stance,
    latest: 'problem' in saidOn ? null : saidOn.latest,
    place: /^\d{1,9}$/.test(start) ? Number(start) : null,
  }
}

function comparedCard({ claimId, spans, speakers, stance, latest, links }: StatementCard): ClaimAround {
  const content = spans.filter(({ part }) => part === 'content')
  return {
    claimId,
    words: content.map(({ exact }) => exact).join(' '),
    speakers: speakers.map(({ name }) => name),
    stance: stance as Stance,
    latest,
    place: content[0]?.start ?? null,
    isDisputed: links > 0,
  }
}
