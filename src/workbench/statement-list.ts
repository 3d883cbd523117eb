import type { TextPositionSelector } from '../quotes/selector'
import { type CardFilter, type FilterChoice, filteredCards } from './card-filters'
import { contentOf, type StatementCard, startOf } from './statement-cards.queries'

/**
 * Letters of a quotation that the list shows: enough to know it by. All of it stands marked in the text beside, and with
 * 500 statements the list would be as long as the article once more.
 */
export const MOST_LETTERS = 72

/**
 * Statements shown at once. The longest interviews have some eighty, in two parts; with 500 the list alone would weigh 50 KB. It is
 * looked through by its filters and by the footnotes of the text, which lead to the right part of it.
 */
export const MOST_SHOWN = 50

/**
 * A statement in the list: its number, its words, where they begin, and in which sentence of the text that is shown; null
 * where that is none of them.
 */
export interface ListedStatement {
  number: number
  card: StatementCard
  quote: string
  start: number
  place: number | null
}

export interface StatementList {
  filter: CardFilter
  choices: FilterChoice[]
  shown: ListedStatement[]
  /** The numbers of the statements with which the parts before and behind this one begin. */
  before: number | null
  behind: number | null
}

/** The list beside the text, as a filter leaves it: the part with the statement of number `from`. `sentences` in their order. */
export function statementList(
  cards: readonly StatementCard[],
  filter: CardFilter,
  sentences: readonly TextPositionSelector[],
  from: number,
): StatementList {
  const { shown, ...list } = filteredCards(cards, filter)
  const place = Math.max(
    0,
    shown.findLastIndex(({ number }) => number <= from),
  )
  const first = place - (place % MOST_SHOWN)
  const part = shown.slice(first, first + MOST_SHOWN)
  return {
    ...list,
    before: shown[first - MOST_SHOWN]?.number ?? null,
    behind: shown[first + MOST_SHOWN]?.number ?? null,
    shown: part.map(({ number, card }) => ({ number, card, ...placeOf(card, sentences) })),
  }
}

function placeOf(card: StatementCard, sentences: readonly TextPositionSelector[]) {
  const start = startOf(card)
  return {
    start,
    place: sentences.findLast((sentence) => sentence.start <= start && sentence.end > start)?.start ?? null,
    quote: contentOf(card)
      .map((span) => span.exact)
      .join(' […] '),
  }
}
