import type { SpeakerKind } from '../speakers/speaker-kind'
import type { NamesKnown } from './name-in-full'
import type { Passage, StatementBefore } from './passage'

/** Who is meant: one, or several who speak together. */
export interface SpeakersMeant {
  names: string[]
  /** What each is, should it be new here. */
  kind: SpeakerKind
}

export interface AskedSpeaker extends Passage {
  before: readonly StatementBefore[]
  known: readonly NamesKnown[]
}
