import { STANCES, type Stance, type Wording } from '../claims/claim'
import type { LinkLine } from './link-lines'
import { shortened } from './shortened'

/**
 * Cues that say themselves what is done: what follows "denied" is what was denied, where what follows "said" are the
 * speaker's own words. English alone; a text in another language is shown as it always was.
 */
const ANSWERING_CUE =
  /\b(den(y|ies|ied|ying|ials?)|reject\w*|refut\w*|rebut\w*|dismiss\w*|disput\w*|disavow\w*|repudiat\w*|declin\w*|refus\w*|not comment)\b/i

/** An answer of which the article gives no words: of "Rosneft denied the allegations" the content is "the allegations". */
export function isWordless(stance: Stance, wording: Wording | null, cue: string | null): boolean {
  const isAnswer = stance === 'denies' || stance === 'declines' || stance === 'does_not_dispute'
  return isAnswer && wording !== 'direct' && cue !== null && ANSWERING_CUE.test(cue)
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
