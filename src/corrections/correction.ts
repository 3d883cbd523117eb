import { named } from '../words/named'
import { words } from '../words/words'

/** What a reader may say is wrong: the names, and the words of the form. */
export const CORRECTION_KINDS = named(
  ['wrong_speaker', 'wrong_words', 'wrong_date', 'wrong_link', 'right_of_reply', 'other'],
  words.corrections.kinds,
)
export type CorrectionKind = keyof typeof CORRECTION_KINDS

/** The same for lists, after the claim's name: "Ann Lee: the date". */
export const KINDS_IN_BRIEF: Record<CorrectionKind, string> = words.corrections.kindsInBrief

/** What has become of it: the names, and the words for the desk and the sender. */
export const CORRECTION_STATES = named(
  ['open', 'taken', 'corrected', 'not_corrected', 'spam'],
  words.corrections.stateNames,
)
export type CorrectionState = keyof typeof CORRECTION_STATES

/** Those that still wait for the desk's answer. */
export const WAITING = ['open', 'taken'] as const satisfies CorrectionState[]

export const isWaiting = (state: CorrectionState) => (WAITING as readonly string[]).includes(state)

/** How a correction ends. */
export const OUTCOMES = ['corrected', 'not_corrected', 'spam'] as const satisfies CorrectionState[]
export type Outcome = (typeof OUTCOMES)[number]

/**
 * After so many days from its closing nobody asks back, and the sender's name and e-mail address are erased. It leaves
 * a quarter of a year for a sender to disagree with the answer.
 */
export const DAYS_SENDERS_ARE_KEPT = 90
