import { RELATIONS } from '../links/relation'
import { type PageHead, page } from '../web/page'
import type { ChainInList } from './chain.pages'
import { type CardInChainRow, type ClaimCard, claimCard } from './claim-card'
import type { ContradictionRow } from './home.queries'

/** A contradiction with both its claims. */
export interface Contradiction {
  id: number
  relation: string
  verb: string
  passive: string
  reason: string | null
  answer: ClaimCard
  answered: ClaimCard
  href: string
}

interface HomePage extends PageHead {
  contradictions: Contradiction[]
  chains: ChainInList[]
  isFirst: boolean
  next: string | null
}

export const homePage = page<HomePage>('reading/home')

/** Contradictions with their two cards; one whose card went away between two queries is left out. */
export function contradictionsOf(
  links: readonly ContradictionRow[],
  cards: readonly CardInChainRow[],
): Contradiction[] {
  const byId = new Map(cards.map((row) => [row.id, row]))
  return links.flatMap(({ id, fromId, toId, relation, reason }) => {
    const answer = byId.get(fromId)
    const answered = byId.get(toId)
    if (!answer || !answered) return []
    const { verb: singular, pluralVerb, passive } = RELATIONS[relation]
    const verb = answer.speakers.length > 1 ? pluralVerb : singular
    const both = { answer: claimCard(answer), answered: claimCard(answered) }
    return [{ id, relation, verb, passive, reason, ...both, href: `/links/${id}` }]
  })
}
