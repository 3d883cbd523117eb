import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from '../reading/claim-card'

/** What a speaker's page lists of it; an agency passes on thousands, and each is found by its own speaker. */
export const MOST_PASSED_ON = 20

/** What others said and this speaker passed on. */
export interface PassedOn {
  cards: (ClaimCard & { words: string })[]
  /** Whether there is more than is listed. */
  more: boolean
}

/** @param rows with one more than is listed, if there is more */
export function passedOn(rows: readonly CardInChainRow[]): PassedOn {
  const cards = rows.slice(0, MOST_PASSED_ON).map((row) => {
    const card = claimCard(row)
    return { ...card, words: claimWords(card, 160) }
  })
  return { cards, more: rows.length > MOST_PASSED_ON }
}
