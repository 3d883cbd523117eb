import { type CardInChainRow, claimCard, claimWords } from './claim-card'

/** A claim that nobody has answered, in a list of few. */
export interface UnansweredInBrief {
  id: number
  names: string
  words: string
  /** Of the words, where they are the report's own. */
  language: string | null
  date: string
}

/** About two lines of a narrow column. */
const LONGEST = 120

export function unansweredInBrief(rows: readonly CardInChainRow[]): UnansweredInBrief[] {
  return rows.map((row) => {
    const card = claimCard(row)
    return {
      id: card.id,
      names: card.namesAsTold,
      words: claimWords(card, LONGEST),
      language: card.summary === null ? (card.quote?.language ?? null) : null,
      date: card.date.words,
    }
  })
}
