import { STANCES, type Stance, type Wording } from '../claims/claim'
import type { LinkLine } from './link-lines'
import { shortened } from './shortened'

/**
 * Longest passage that is taken for a mere mention of what is denied: "the allegations", "any part in the poisoning".
 * What is longer has words of its own to read.
 */
const LONGEST_MENTION = 60

/** An answer of which the article gives no words: "Rosneft denied the allegations" quotes "the allegations" alone. */
export function isWordless(stance: Stance, wording: Wording | null, words: string | undefined): boolean {
  const isAnswer = stance === 'denies' || stance === 'declines' || stance === 'does_not_dispute'
  return isAnswer && wording !== 'direct' && words !== undefined && words.length <= LONGEST_MENTION
}

/** What stands for the words of such a claim: "denies “the allegations”". */
export const wordlessInWords = (stance: Stance, words: string): string => `${STANCES[stance]} “${words}”`

/** What a wordless answer answers, in the other's words if they are at hand. */
export interface Answered {
  names: string
  href: string
  words: string | null
  language: string | null
}

/** Two lines each, and no more than a card has room for. */
const LONGEST_WORDS = 220
const MOST_ANSWERED = 3

/**
 * What a claim without words of its own answers; of other claims nothing.
 *
 * @param given the links it gives
 * @param others the cards at their other ends, as far as the page has them
 */
export function answeredBy(
  card: { isWordless: boolean },
  given: readonly LinkLine[],
  others: ReadonlyMap<number, { quote: { words: string; language: string } | null }>,
): Answered[] {
  if (!card.isWordless) return []
  return given
    .filter(({ relation, side }) => relation !== 'contradicts' && side === 'opposing')
    .slice(0, MOST_ANSWERED)
    .map(({ otherId, names, href }) => {
      const quote = others.get(otherId)?.quote
      const words = quote ? shortened(quote.words, LONGEST_WORDS) : null
      return { names, href, words, language: quote?.language ?? null }
    })
}
