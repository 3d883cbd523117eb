import { words } from '../words/words'
import type { StatementCard } from './statement-cards.queries'

/** What of the recorded statements the list beside the text shows. */
export const CARD_FILTERS = {
  all: { name: words.tag.all, shows: () => true },
  unlinked: { name: words.tag.notLinked, shows: (card) => card.links === 0 },
  undated: { name: words.tag.noDay, shows: (card) => card.saidOn === null },
  described: { name: words.tag.onlyDescribed, shows: (card) => card.described },
  zones: { name: words.tag.inMarkedParts, shows: (card) => card.inZone },
} satisfies Record<string, { name: string; shows: (card: StatementCard) => boolean }>

export type CardFilter = keyof typeof CARD_FILTERS

export const isCardFilter = (name: string): name is CardFilter => Object.hasOwn(CARD_FILTERS, name)

/** A card with its number, which it keeps whatever else is shown: it is the footnote's in the text. */
export interface NumberedCard {
  number: number
  card: StatementCard
}

/** A choice of the list: how many it shows, and whether it is the one. */
export interface FilterChoice {
  filter: CardFilter
  name: string
  count: number
}

/** The list as a filter leaves it, and what the others would leave. A choice without any is not offered. */
export function filteredCards(cards: readonly StatementCard[], filter: CardFilter) {
  const numbered: NumberedCard[] = cards.map((card, place) => ({ number: place + 1, card }))
  const choices = Object.entries(CARD_FILTERS).map(([name, one]) => ({
    filter: name as CardFilter,
    name: one.name,
    count: cards.filter(one.shows).length,
  }))
  return {
    filter,
    choices: choices.filter(({ count, ...choice }) => count > 0 || choice.filter === filter),
    shown: numbered.filter(({ card }) => CARD_FILTERS[filter].shows(card)),
  }
}
