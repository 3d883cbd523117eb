import { chainPageModel } from '../reading/chain.pages'
import type { ChainCardRow, ChainRow } from '../reading/chain.queries'
import { quotedWords } from '../reading/chain-picture'
import { type CardInChainRow, type ClaimCard, claimCard } from '../reading/claim-card'
import { daysSpanned } from '../reading/days'
import { type LinkRow, linkLine } from '../reading/link-lines'
import { assetUrl } from '../web/assets'
import type { Desk } from '../web/desk'
import { render } from '../web/views'
import { words } from '../words/words'

/** A page that others show inside of theirs: a whole document, without the site around it. */
interface EmbedPage {
  title: string
  /** The page that it is of, whole. */
  url: string
  facts: string[]
  cards: EmbeddedCard[]
  /** What is left out, in words; null is nothing. */
  more: string | null
}

interface EmbeddedCard {
  card: ClaimCard
  number: number | null
  /** How it answers the claim that is embedded: "denied by". */
  lead: string | null
  side: 'opposing' | 'supporting' | null
  /** How it is linked to what else is shown, a line each: "denies 1 Donald Trump". */
  lines: { side: 'opposing' | 'supporting'; words: string }[]
}

/** Claims that are shown of a chain: what fits into a column beside somebody's text, scrolled once or twice. */
export const MOST_EMBEDDED = 12

/** Answers shown beside a claim. */
export const MOST_ANSWERS = 5

export const embedHtml = (page: EmbedPage, desk: Desk): string => render('feeds/embed', { ...page, desk, assetUrl })

/** The first claims of a chain, in the order and under the numbers of its page, whose rows these are. */
export function chainEmbed(baseUrl: string, chain: ChainRow, rows: ChainCardRow[], links: LinkRow[]): EmbedPage {
  const { title, cards } = chainPageModel({
    chain,
    cards: rows,
    links,
    replies: [],
    wordings: [],
    shape: null,
    before: 0,
  })
  const shown = cards.slice(0, MOST_EMBEDDED)
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  return {
    title,
    url: `${baseUrl}/chains/${chain.id}`,
    facts: [words.counts.claims(chain.size), ...(days === null ? [] : [days])],
    cards: shown.map((card) => ({
      card,
      number: card.number,
      lead: null,
      side: null,
      lines: card.links.given.map(({ side, verb, number, names }) => ({
        side,
        words: number === null ? `${verb} ${names}` : `${verb} ${number} ${names}`,
      })),
    })),
    more: chain.size > shown.length ? words.feeds.firstOf(shown.length, chain.size) : null,
  }
}

/** A claim, and the first of what it answers and what answers it. */
export function claimEmbed(
  baseUrl: string,
  row: CardInChainRow,
  links: readonly LinkRow[],
  others: readonly CardInChainRow[],
): EmbedPage {
  const claim = claimCard(row)
  const cards = new Map(others.map((other) => [other.id, claimCard(other)]))
  const answers = links.flatMap((link) => {
    const card = cards.get(link.otherId)
    return card ? [{ card, line: linkLine(link) }] : []
  })
  const shown = answers.slice(0, MOST_ANSWERS)
  return {
    title: words.feeds.says(claim.namesAsTold, quotedWords(claim)),
    url: `${baseUrl}/claims/${claim.id}`,
    facts: [],
    cards: [
      { card: claim, number: null, lead: null, side: null, lines: [] },
      ...shown.map(({ card, line: { side, verb } }) => ({ card, number: null, lead: verb, side, lines: [] })),
    ],
    more: answers.length > shown.length ? words.feeds.moreAnswers : null,
  }
}
