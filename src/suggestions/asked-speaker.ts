import type { SpeakerKind } from '../speakers/speaker-kind'
import type { NamesKnown } from './name-in-full'
import type { NameInText } from './names-in-text'
import type { Passage, StatementBefore } from './passage'

/** Who is meant: one, or several who speak together. */
export interface SpeakersMeant {
  names: string[]
  /** What each is, should it be new here. */
  kind: SpeakerKind
}

/** A passage whose speaker is asked for, with what there is to tell them by. */
export interface AskedSpeaker extends Passage {
  /** Of the whole text. */
  names: readonly NameInText[]
  before: readonly StatementBefore[]
  known: readonly NamesKnown[]
}
