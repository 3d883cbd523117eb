import type { TextPositionSelector } from '../quotes/selector'
import { type CardFilter, type FilterChoice, filteredCards } from './card-filters'
import { type StatementCard, startOf } from './statement-cards.queries'

/**
 * Letters of a quotation that the list shows: enough to know it by. All of it stands marked in the text beside, and with
 * 500 statements the list would be as long as the article once more.
 */
export const MOST_LETTERS = 90

/** A statement in the list: its number, its words, where they begin, and in which sentence. */
export interface ListedStatement {
  number: number
  card: StatementCard
  quote: string
  start: number
  place: number
}

export interface StatementList {
  filter: CardFilter
  choices: FilterChoice[]
  shown: ListedStatement[]
}

/** The list beside the text, as a filter leaves it; `sentences` in their order. */
export function statementList(
  cards: readonly StatementCard[],
  filter: CardFilter,
  sentences: readonly TextPositionSelector[],
): StatementList {
  const { shown, ...list } = filteredCards(cards, filter)
  return { ...list, shown: shown.map(({ number, card }) => ({ number, card, ...placeOf(card, sentences) })) }
}

function placeOf(card: StatementCard, sentences: readonly TextPositionSelector[]) {
  const start = startOf(card)
  const content = card.spans.filter((span) => span.part === 'content')
  return {
    start,
    place: sentences.find(({ end }) => end > start)?.start ?? start,
    quote: content.map((span) => span.exact).join(' […] '),
  }
}
