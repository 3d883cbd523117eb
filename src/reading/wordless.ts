import { STANCES, type Stance, type Wording } from '../claims/claim'
import type { LinkLine } from './link-lines'
import { shortened } from './shortened'

/** A whole word, in any script: after an accented letter `\b` sees none. */
const word = (pattern: string) => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu')

/**
 * Cues after which stands what is answered, as after "denied that", where after "said" stand the speaker's own words.
 * In English and Spanish; a text in another language is shown as it always was.
 */
const ANSWERING_CUE = word(
  'den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|(?:no|not|without) comment(?:ed|ing)?|' +
    'neg(?:ó|aron|ar|ando)|niegan?|desm(?:intió|intieron|iente|ienten|entir)|declin(?:ó|aron)',
)

/**
 * After these stands either: "rejected the accusation", but "dismissed the story as nonsense". The words that follow
 * have to tell by themselves that they are a mention of what another said.
 */
const REJECTING_CUE = word('(?:reject|refut|rebut|dismiss|disavow|repudiat)\\p{L}*')
const MENTION =
  /^(?:[\p{L}’.-]+ ){0,4}(?:accusation|allegation|assertion|charge|claim|report|rumou?r|suggestion)s?(?: (?:that|of|about|by|from)(?! .* as ) .*)?$/iu

/** "denied it and called the story …": then follows what was called so. */
const SAYING = word('sa(?:y|ys|id|ying)|call(?:s|ed|ing)?|describ(?:e|es|ed|ing)|add(?:s|ed|ing)?|insist(?:s|ed|ing)?')

/** Whatever is quoted is somebody's words, and mostly the speaker's. */
const QUOTATION_MARK = /["“”„‟«»‹›「」『』‘‚]|(?<!\p{L})'/u

/** "denied it: nobody was hurt"; few deny that something did not happen, and theirs is then shown like any other. */
const NEGATION = /^(?:no|not|nobody|none|nothing|never|neither|nadie|nada|nunca)(?!\p{L})/iu

/**
 * An answer of which the article gives no words: of "Rosneft denied the allegations" the content is "the allegations".
 * Taken for one only where nothing speaks against it: a speaker's own words, shown as what they deny, would be turned
 * into their opposite, while a mention shown after "denies" is still understood.
 */
export function isWordless(
  stance: Stance,
  wording: Wording | null,
  cue: string | null,
  content: readonly string[] | null,
): boolean {
  const isAnswer = stance === 'denies' || stance === 'declines' || stance === 'does_not_dispute'
  if (!isAnswer || wording !== 'indirect' || cue === null || content === null) return false
  const words = content.join(' ').trim()
  if (SAYING.test(cue) || QUOTATION_MARK.test(words) || NEGATION.test(words)) return false
  return ANSWERING_CUE.test(cue) || (REJECTING_CUE.test(cue) && MENTION.test(words))
}

/** What stands for the words of such a claim: "denies “the allegations”". */
export const wordlessInWords = (stance: Stance, words: string): string => `${STANCES[stance]} “${words}”`

/** What a wordless answer answers, in the other's words if they are at hand. */
export interface Answered {
  otherId: number
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
  given: readonly Pick<LinkLine, 'relation' | 'side' | 'otherId' | 'names' | 'href'>[],
  others: ReadonlyMap<number, { quote: { words: string; language: string } | null }>,
): Answered[] {
  if (!card.isWordless) return []
  return given
    .filter(({ relation, side }) => relation !== 'contradicts' && side === 'opposing')
    .slice(0, MOST_ANSWERED)
    .map(({ otherId, names, href }) => {
      const quote = others.get(otherId)?.quote
      const words = quote ? shortened(quote.words, LONGEST_WORDS) : null
      return { otherId, names, href, words, language: quote?.language ?? null }
    })
}
