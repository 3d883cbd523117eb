import type { Span, TextPositionSelector } from './selector'

/** What a span of a statement is: the words themselves, who is said to have said them, the saying; and so of hops. */
export const ANCHORED_PARTS = ['content', 'source', 'cue', 'hop_source', 'hop_cue'] as const
export type AnchoredPart = (typeof ANCHORED_PARTS)[number]

/** A span of a statement in the old text, in code points. Parts and positions are as a statement keeps them. */
export interface AnchoredSpan extends TextPositionSelector {
  part: AnchoredPart
  /** Of the content spans and of the hops, in their order; else 0. */
  position: number
}

/** The same span in the new text. */
export interface ReanchoredSpan extends Span {
  part: AnchoredPart
  position: number
}

/** A place that a statement may have now. */
export interface ReanchorCandidate {
  /** Those that were found there: some of the content always, source and cue where their words stand beside it. */
  spans: ReanchoredSpan[]
  /** From 0 to 1: likeness of words and of surroundings. */
  score: number
  /** From 0 to 1: what share of the content's words stands there. */
  likeness: number
}

/** Why an editor is asked; what the queue can say. */
export type AskedBecause =
  /** Words of the content are others. */
  | 'words'
  /** Words that name the speaker, or the saying, are others or gone; for “he”, what tells before it who that is. */
  | 'attribution'
  /** All words of all spans are as they were, but the sentence around them, or what stands between them, is not. */
  | 'sentence'
  /** The words stand in several places, or in other surroundings. */
  | 'place'

/** A statement that goes over by itself. */
export interface CarriedOver<Class extends 'unchanged' | 'moved'> {
  class: Class
  /** In the order given. */
  spans: ReanchoredSpan[]
  /** The words are the same, but not letter for letter: spaces, quotation marks, dashes, case where it says nothing. */
  typography: boolean
}

/** A statement that waits for an editor; one to five places, the likeliest first. */
export interface Asked<Class extends 'edited' | 'ambiguous'> {
  class: Class
  because: AskedBecause
  candidates: ReanchorCandidate[]
}

export interface Gone {
  class: 'gone'
  candidates: []
}

/**
 * What became of a statement in another text of its article.
 *
 * - `unchanged`: its words and its sentence are there, at the same place in the order of the text.
 * - `moved`: they are there once, their paragraph whole, at another place.
 * - `edited`: most of its words are where they were, and something in or around them was changed.
 * - `ambiguous`: its words, or most of them, stand somewhere, but it isn't sure that they are this passage.
 * - `gone`: nothing comes near.
 */
export type Reanchored = CarriedOver<'unchanged'> | CarriedOver<'moved'> | Asked<'edited'> | Asked<'ambiguous'> | Gone

/** The numbers that decide, each found by the sweep of `npm run bench -- anchoring matcher` (decision 0032). */
export interface ReanchorRules {
  /** The least share of a statement's words that has to stand at a place for it to be offered. */
  floor: number
  /** The lead over the second likeliest place, in score, from which on the likeliest is said to be the edited passage. */
  margin: number
  /** Whether surroundings have to agree; without it, words alone decide. Only the bench turns it off. */
  context: boolean
  /** Whether what tells before a statement who speaks has to be there as it was. Only the bench turns it off. */
  speaker: boolean
}
