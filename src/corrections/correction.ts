/** What a reader may say is wrong: the names, and the words of the form. */
export const CORRECTION_KINDS = {
  wrong_speaker: 'It was said by somebody else',
  wrong_words: 'The words are not right',
  wrong_date: 'The date is not right',
  wrong_link: 'A link to another claim is not right',
  right_of_reply: 'It is about me, and I want to reply',
  other: 'Something else',
} as const
export type CorrectionKind = keyof typeof CORRECTION_KINDS

/** The same for lists, after the claim's name: "Ann Lee: the date". */
export const KINDS_IN_BRIEF: Record<CorrectionKind, string> = {
  wrong_speaker: 'the speaker',
  wrong_words: 'the words',
  wrong_date: 'the date',
  wrong_link: 'a link',
  right_of_reply: 'right of reply',
  other: 'something else',
}

/** What has become of it: the names, and the words for the desk and the sender. */
export const CORRECTION_STATES = {
  open: 'waiting',
  taken: 'being looked at',
  corrected: 'corrected',
  not_corrected: 'not corrected',
  spam: 'spam',
} as const
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
