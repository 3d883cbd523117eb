import { RELATIONS } from '../links/relation'
import type { Unfinished } from '../unsaved/unsaved-forms.queries'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { ChainInList } from './chain.pages'
import { CHAIN_PAGE_SIZE } from './chain.queries'
import { type CardInChainRow, type ClaimCard, claimCard } from './claim-card'
import type { ContradictionRow } from './home.queries'
import type { UnansweredInBrief } from './unanswered'
import { type Answered, answeredBy } from './wordless'

interface CardOnHome extends ClaimCard {
  /** What it answers without words of its own, as far as that stands here too. */
  answered: Answered[]
}

/** A contradiction with both its claims. */
export interface Contradiction {
  id: number
  relation: string
  verb: string
  passive: string
  reason: string | null
  answer: CardOnHome
  answered: CardOnHome
  /** Where it is to be read. */
  href: string
  chain: { id: number; title: string } | null
}

interface HomePage extends PageHead {
  contradictions: Contradiction[]
  chains: ChainInList[]
  /** Those with the most of the newest contradictions. */
  hottest: ChainInList[]
  unanswered: UnansweredInBrief[]
  /** What whoever asks has begun and not recorded; readers have nothing. */
  unfinished: Unfinished[]
  isFirst: boolean
  next: string | null
}

export const homePage = page<HomePage>('reading/home')

/** Contradictions with their two cards; one whose card went away between two queries is left out. */
export function contradictionsOf(
  links: readonly ContradictionRow[],
  cards: readonly CardInChainRow[],
): Contradiction[] {
  const plain = new Map(cards.map((row) => [row.id, claimCard(row)]))
  const byId = new Map(
    Array.from(plain, ([id, card]) => [id, { ...card, answered: answeredOnHome(card, links, plain) }]),
  )
  return links.flatMap((link) => {
    const { id, fromId, toId, relation, reason } = link
    const answer = byId.get(fromId)
    const answered = byId.get(toId)
    if (!answer || !answered) return []
    const { verb: singular, pluralVerb, passive } = RELATIONS[relation]
    const verb = answer.speakers.length > 1 ? pluralVerb : singular
    return [{ id, relation, verb, passive, reason, answer, answered, ...placeOf(link) }]
  })
}

/** In its chain, where that is one page; else where its address leads. */
function placeOf({ id, chainId, chainTitle, chainSize }: ContradictionRow): Pick<Contradiction, 'href' | 'chain'> {
  if (chainId === null || chainSize === null) return { href: `/links/${id}`, chain: null }
  const href = chainSize <= CHAIN_PAGE_SIZE ? `/chains/${chainId}#link-${id}` : `/links/${id}`
  return { href, chain: { id: chainId, title: words.home.inChain(chainTitle, chainSize) } }
}

function answeredOnHome(
  card: ClaimCard,
  links: readonly ContradictionRow[],
  cards: ReadonlyMap<number, ClaimCard>,
): Answered[] {
  const given = links.flatMap(({ fromId, toId: otherId, relation }) => {
    const other = cards.get(otherId)
    if (fromId !== card.id || !other) return []
    return [{ relation, side: RELATIONS[relation].side, otherId, names: other.namesAsTold, href: `/claims/${otherId}` }]
  })
  return answeredBy(card, given, cards)
}
