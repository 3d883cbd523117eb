/** A `described` speaker is known only by a description: "a Trump confidant who asked not to be named". */
export const SPEAKER_KINDS = ['person', 'organisation', 'group', 'described'] as const
export type SpeakerKind = (typeof SPEAKER_KINDS)[number]
