import { inOrderSaid } from '../claims/order-said'
import type { ReplyRow } from '../corrections/replies.queries'
import { RELATIONS, type RelationMeaning, tellsOrder } from '../links/relation'
import { counted } from '../web/counted'
import type { PageHead } from '../web/page'
import { page } from '../web/page'
import { CHAIN_PAGE_SIZE, type ChainCardRow, type ChainRow } from './chain.queries'
import { chainTitle } from './chain-title'
import { type ClaimCard, claimCard } from './claim-card'
import { daysSpanned } from './days'
import { type LinkLines, type LinkRow, linkLines, NO_LINKS, relationsUsed } from './link-lines'
import { asTold, type Named } from './names'
import { afterDay, pageOf } from './paging'
import { NO_REPLIES, type RepliesOnCard, repliesOnCards } from './reply-cards'
import { waysOfChain } from './ways-of-pages'
import { type Answered, answeredBy } from './wordless'

/** A chain's card: a claim with its number in the chain, its links, and the replies to it. */
export interface NumberedCard extends ClaimCard {
  number: number
  links: LinkLines
  /** What it answers without words of its own. */
  answered: Answered[]
  replies: RepliesOnCard
}

/** A chain in a list. */
export interface ChainInList {
  id: number
  title: string
  isQuestion: boolean
  claims: string
  days: string | null
}

interface ChainPage extends PageHead {
  canonical: string
  chain: { id: number; version: number; givenTitle: string | null }
  facts: string[]
  cards: NumberedCard[]
  /** Each speaker of the page, and who tells of them if nothing else does, with the numbers of their claims; empty where the chain has more pages. */
  voices: { speaker: Named; told: string | null; claims: { id: number; number: number }[] }[]
  legend: ({ name: string } & RelationMeaning)[]
  isFirst: boolean
  next: string | null
}

export const chainPage = page<ChainPage>('reading/chain')

interface ChainListPage extends PageHead {
  chains: ChainInList[]
  next: string | null
}

export const chainListPage = page<ChainListPage>('reading/chains')

/** A chain as lists show it. */
export function chainInList(row: ChainRow): ChainInList {
  return {
    id: row.id,
    title: chainTitle(row),
    isQuestion: row.title !== null,
    claims: counted(row.size, 'claim'),
    days: daysSpanned(row.firstDay, row.lastDay),
  }
}

/**
 * One page of a chain: the cards in the order said, numbered on from `before`, with their links.
 *
 * @param rows the page's cards, with one more if another page follows
 */
export function chainPageModel(
  chain: ChainRow,
  rows: ChainCardRow[],
  links: LinkRow[],
  replyRows: ReplyRow[],
  before: number,
): ChainPage {
  const { shown, last } = pageOf(rows, CHAIN_PAGE_SIZE)
  const ordered = inOrderSaid(withPlaces(shown), answersOf(links))
  const numbers = new Map(ordered.map((row, index) => [row.id, before + index + 1]))
  const lines = linkLines(links, numbers)
  const plain = new Map(ordered.map((row) => [row.id, claimCard(row)]))
  const replies = repliesOnCards(replyRows)
  const cards = Array.from(plain.values(), (card) => {
    const links = lines.get(card.id) ?? NO_LINKS
    const answered = answeredBy(card, links.given, plain)
    return { ...card, number: numbers.get(card.id) ?? 0, links, answered, replies: replies.get(card.id) ?? NO_REPLIES }
  })
  const whole = before === 0 && last === null
  const title = chainTitle(chain)
  const facts = factsOf(chain, cards, whole, before)
  return {
    title,
    description: `${facts.join(', ')}: who said what, in the order said, and who gainsaid it.`,
    section: '/chains',
    canonical: `/chains/${chain.id}`,
    waysOut: waysOfChain({ id: chain.id, title, facts }, cards, links),
    chain: { id: chain.id, version: chain.version, givenTitle: chain.title },
    facts,
    cards,
    voices: whole ? voicesOf(cards) : [],
    legend: relationsUsed(lines.values()).map((name) => ({ name, ...RELATIONS[name] })),
    isFirst: before === 0,
    next: last && `/chains/${chain.id}?after=${afterDay({ day: last.orderDay, id: last.id })}`,
  }
}

/** The claims with how early each is first reported: by day of publication, then as they stand in the article. */
function withPlaces(rows: readonly ChainCardRow[]): (ChainCardRow & { place: number })[] {
  const unknown = '9999-12-31'
  return rows
    .toSorted(
      (a, b) =>
        (a.publishedOn ?? unknown).localeCompare(b.publishedOn ?? unknown) ||
        (a.articleId ?? 0) - (b.articleId ?? 0) ||
        (a.startsAt ?? 0) - (b.startsAt ?? 0) ||
        a.id - b.id,
    )
    .map((row, place) => ({ ...row, place }))
}

/** Each link once: the rows have it from both its ends. */
function answersOf(links: readonly LinkRow[]) {
  return links
    .filter((link) => link.answers && tellsOrder(link.relation))
    .map((link) => ({ from: link.claimId, to: link.otherId }))
}

function factsOf(chain: ChainRow, cards: readonly NumberedCard[], whole: boolean, before: number): string[] {
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  const facts = [counted(chain.size, 'claim')]
  if (whole) {
    const speakers = new Set(cards.flatMap((card) => card.speakers.map((speaker) => speaker.id)))
    const opposing = new Set(
      cards.flatMap((card) => card.links.given.filter((line) => line.side === 'opposing').map((line) => line.id)),
    )
    facts.push(counted(speakers.size, 'speaker'), counted(opposing.size, 'contradiction'))
  } else {
    facts.push(`${(before + 1).toLocaleString('en')} to ${(before + cards.length).toLocaleString('en')} here`)
  }
  return days === null ? facts : [...facts, days]
}

/** Who speaks in the chain, in the order in which they first do. */
function voicesOf(cards: readonly NumberedCard[]): ChainPage['voices'] {
  const voices = new Map<string, ChainPage['voices'][number]>()
  for (const { id, number, speakers, toldBy } of cards) {
    const told = toldBy && asTold(toldBy)
    for (const speaker of speakers) {
      const key = `${speaker.id} ${told}`
      const voice = voices.get(key) ?? { speaker, told, claims: [] }
      voice.claims.push({ id, number })
      voices.set(key, voice)
    }
  }
  return [...voices.values()]
}
