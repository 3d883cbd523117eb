import type { ReanchorRules } from './reanchored'
import type { Sentences } from './sentence-frames'
import type { TextComparison } from './text-comparison'

/** What is needed to tell what became of statements. */
export interface Reanchoring {
  comparison: TextComparison
  sentencesBefore: Sentences
  sentencesAfter: Sentences
  rules: ReanchorRules
  /** What was found out about passages that several statements share, whichever of them asked first. */
  knownPassages: Map<string, boolean | Counts>
}

/** How often the rarest word of a passage stands in either text. */
export interface Counts {
  inOld: number
  inNew: number
}
