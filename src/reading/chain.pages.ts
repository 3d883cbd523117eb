import type { ReplyRow } from '../corrections/replies.queries'
import { RELATIONS, type RelationMeaning } from '../links/relation'
import type { PageHead } from '../web/page'
import { page } from '../web/page'
import { words } from '../words/words'
import { CHAIN_PAGE_SIZE, type ChainCardRow, type ChainRow } from './chain.queries'
import { inChainOrder } from './chain-order'
import { chainPicture, keyOf, linksBetween, type PictureKey, quotedWords } from './chain-picture'
import { chainTitle } from './chain-title'
import { type ClaimCard, claimCard } from './claim-card'
import { daysSpanned } from './days'
import { type Drift, driftsOf } from './drift'
import type { WordingRow } from './drift.queries'
import { type Edit, editsOf } from './edits'
import type { EditRow } from './edits.queries'
import { type LinkLines, type LinkRow, linkLines, NO_LINKS, relationsUsed } from './link-lines'
import { MOST_EDITS_ON_PAGE } from './most-edits'
import type { Picture } from './overview/picture'
import { railOf, type Track } from './overview/rail'
import { type LinkInShape, type Shape, shapeOf } from './overview/shape'
import { afterDay, pageOf } from './paging'
import { NO_REPLIES, type RepliesOnCard, repliesOnCards } from './reply-cards'
import { type ClaimInBrief, MOST_IN_SHAPE } from './shape.queries'
import type { ToTake } from './to-take'
import { waysOfChain } from './ways-of-pages'
import { type Answered, answeredBy } from './wordless'

/** A chain's card: a claim with its number in the chain, its links, and the replies to it. */
export interface NumberedCard extends ClaimCard {
  number: number
  links: LinkLines
  /** What it answers without words of its own. */
  answered: Answered[]
  replies: RepliesOnCard
  /** Its stretch of the rail beside the ledger. */
  tracks: Track[]
}

/** A claim named in a list on the page of its chain. */
interface ClaimNamed {
  id: number
  number: number
  names: string
  words: string
  language: string | null
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
  /** Every claim of the chain, by day and speaker; null of one that has too many. */
  picture: Picture | null
  pictureKey: PictureKey | null
  /** Of one that has: how much was said, when and by whom. */
  shape: { drawn: Shape; leftOut: string | null } | null
  /** Lines beside each other on the rail. */
  railWidth: number
  /** Whether all its claims are on this page. */
  isWhole: boolean
  /** Claims of the page that nothing on record gainsays. */
  unanswered: ClaimNamed[]
  /** Claims of the page that were worded in several ways. */
  drifts: (Drift & ClaimNamed)[]
  /** What articles changed of their reports of claims of the page, in the order in which it was captured. */
  edits: (Edit & ClaimNamed)[]
  /** Older ones are left out here. */
  hasMoreEdits: boolean
  legend: ({ name: string } & RelationMeaning)[]
  isFirst: boolean
  /** The address of its first page. */
  start: string
  next: string | null
}

/** The page with what it offers to take along; null of a past day's. */
export const chainPage = page<ChainPage & { take: ToTake | null }>('reading/chain')

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
    claims: words.counts.claims(row.size),
    days: daysSpanned(row.firstDay, row.lastDay),
  }
}

/** A chain in the list of those most disputed. */
export function hotChain(row: ChainRow & { contradictions: number }): ChainInList {
  return { ...chainInList(row), claims: words.home.contradictionsOf(row.contradictions, row.size) }
}

/** What the page of a chain is made of. */
export interface ChainPageRows {
  chain: ChainRow
  /** The page's cards, with one more if another page follows. */
  cards: ChainCardRow[]
  links: LinkRow[]
  replies: ReplyRow[]
  wordings: WordingRow[]
  edits?: EditRow[]
  /** The whole chain in brief, where it is too long for a picture of each claim; else null. */
  shape: { claims: ClaimInBrief[]; links: LinkInShape[] } | null
  /** How many claims stand before this page. */
  before: number
}

/** One page of a chain: the cards in the order said, numbered on from `before`, with their links. */
export function chainPageModel({
  chain,
  cards: rows,
  links,
  replies: replyRows,
  wordings,
  edits = [],
  shape,
  before,
}: ChainPageRows): ChainPage {
  const { shown, last } = pageOf(rows, CHAIN_PAGE_SIZE)
  const ordered = inChainOrder(shown, links)
  const numbers = new Map(ordered.map((row, index) => [row.id, before + index + 1]))
  const between = linksBetween(links, new Set(numbers.keys()))
  const rail = railOf([...numbers.keys()], between)
  const lines = linkLines(links, numbers)
  const plain = new Map(ordered.map((row) => [row.id, claimCard(row)]))
  const replies = repliesOnCards(replyRows)
  const cards = Array.from(plain.values(), (card) => {
    const links = lines.get(card.id) ?? NO_LINKS
    return {
      ...card,
      number: numbers.get(card.id) ?? 0,
      links,
      answered: answeredBy(card, links.given, plain),
      replies: replies.get(card.id) ?? NO_REPLIES,
      tracks: rail.tracks.get(card.id) ?? [],
    }
  })
  const byId = new Map(cards.map((card) => [card.id, card]))
  const whole = before === 0 && last === null
  const title = chainTitle(chain)
  const picture = whole ? chainPicture(cards, between) : null
  const facts = factsOf(chain, cards, whole ? null : { before, shape })
  const canonical = `/chains/${chain.id}`
  return {
    title,
    description: words.chain.description(facts.join(', ')),
    section: '/chains',
    canonical,
    waysOut: waysOfChain({ id: chain.id, title, facts }, cards, links),
    chain: { id: chain.id, version: chain.version, givenTitle: chain.title },
    facts,
    cards,
    picture,
    pictureKey: picture && keyOf(picture),
    shape: shape && shapeShown(shape, canonical),
    railWidth: rail.width,
    isWhole: whole,
    unanswered: unansweredOf(cards).map(named),
    drifts: driftsOf(wordings).flatMap((drift) => {
      const card = byId.get(drift.claimId)
      return card ? [{ ...drift, ...named(card) }] : []
    }),
    edits: editsOf(edits.slice(-MOST_EDITS_ON_PAGE)).flatMap((edit) => {
      const card = byId.get(edit.claimId)
      return card ? [{ ...named(card), ...edit }] : []
    }),
    hasMoreEdits: edits.length > MOST_EDITS_ON_PAGE,
    legend: relationsUsed(lines.values()).map((name) => ({ name, ...RELATIONS[name] })),
    isFirst: before === 0,
    start: canonical,
    next: last && placeBehind(canonical, { orderDay: last.orderDay, id: last.id }),
  }
}

/** The address of the page that begins behind a claim; null is the first. */
const placeBehind = (canonical: string, claim: { orderDay: string | null; id: number } | null) =>
  claim === null ? canonical : `${canonical}?after=${afterDay({ day: claim.orderDay, id: claim.id })}`

function shapeShown({ claims, links }: NonNullable<ChainPageRows['shape']>, canonical: string): ChainPage['shape'] {
  const counted = claims.slice(0, MOST_IN_SHAPE)
  return {
    drawn: shapeOf(counted, links, (place) => {
      // Pages begin where “next” leads, so that a claim has one number, however it was come by.
      const page = Math.floor(place / CHAIN_PAGE_SIZE)
      return placeBehind(canonical, counted[page * CHAIN_PAGE_SIZE - 1] ?? null)
    }),
    leftOut: claims.length > MOST_IN_SHAPE ? words.chain.firstOnly(MOST_IN_SHAPE) : null,
  }
}

const named = (card: NumberedCard): ClaimNamed => ({
  id: card.id,
  number: card.number,
  names: card.namesAsTold,
  words: quotedWords(card),
  language: card.quote?.language ?? null,
})

/** What asserts or asks something, and what nothing on record gainsays; two that contradict each other gainsay both. */
function unansweredOf(cards: readonly NumberedCard[]): NumberedCard[] {
  return cards.filter(
    ({ stance, links }) =>
      (stance === 'asserts' || stance === 'asks') &&
      !links.received.some(({ side }) => side === 'opposing') &&
      !links.given.some(({ relation }) => relation === 'contradicts'),
  )
}

/** Of a chain that has several pages, whose page this is. */
interface PageOfChain {
  before: number
  shape: ChainPageRows['shape']
}

/** How many claims, speakers and contradictions, and when; of a page of a long chain also which claims it has. */
function factsOf(chain: ChainRow, cards: readonly NumberedCard[], paged: PageOfChain | null): string[] {
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  const facts = [words.counts.claims(chain.size)]
  if (paged === null) {
    const speakers = new Set(cards.flatMap((card) => card.speakers.map((speaker) => speaker.id)))
    const opposing = new Set(
      cards.flatMap((card) => card.links.given.filter((line) => line.side === 'opposing').map((line) => line.id)),
    )
    facts.push(words.counts.speakers(speakers.size), words.counts.contradictions(opposing.size))
  } else {
    const { before, shape } = paged
    // Of more claims than are counted it would be a lower bound, told as the number.
    if (shape && shape.claims.length <= MOST_IN_SHAPE) {
      const speakers = new Set(shape.claims.flatMap(({ speakerIds }) => speakerIds))
      facts.push(words.counts.speakers(speakers.size), words.counts.contradictions(shape.links.length))
    }
    facts.push(words.chain.part(before + 1, before + cards.length))
  }
  return days === null ? facts : [...facts, days]
}
