import type { CodePoints } from '../quotes/code-points'
import { RULES, reanchorIn } from '../quotes/reanchor'
import type { Reanchored, ReanchorRules } from '../quotes/reanchored'
import { TextComparison } from '../quotes/text-comparison'
import { type CarryingClass, placesOf, type Reason, type SpanPlace } from './carrying'

/** What is looked for in a new text: a statement's spans, or a zone as one span of content. */
export interface Passage {
  spans: readonly SpanPlace[]
}

/** Where a passage is in a new text, as it is kept: by places. */
export interface Compared {
  class: CarryingClass
  /** Of what is surely the same passage: its spans, in the order given. */
  spans: SpanPlace[] | null
  /** Whether they differ there in spaces, quotation marks, dashes or case. */
  typography: boolean
  /** Whether letters or digits of its content are parted otherwise than they were, as by a soft hyphen; quotation marks part none. */
  otherWords: boolean
  /** Why an editor is asked; null of what goes along, and of what is gone. */
  because: Reason | null
  /** Else places that may be meant, the likeliest first. */
  candidates: SpanPlace[][]
}

/** For a passage that is the same whoever speaks: a zone, or words that are to be erased. */
export const WHOEVER_SPEAKS: ReanchorRules = { ...RULES, speaker: false }

/** Looks for the passages of one text in another; what was found of each, in their order. */
export const compareTexts = (
  before: CodePoints,
  after: CodePoints,
  passages: readonly Passage[],
  rules = RULES,
): Compared[] => lookIn(new TextComparison(before, after), passages, rules)

/** The same in two texts that were compared already. */
export function lookIn(comparison: TextComparison, passages: readonly Passage[], rules = RULES): Compared[] {
  const found = reanchorIn(
    comparison,
    passages.map(({ spans }) => spans),
    rules,
  )
  return found.map((one, at) => comparedOf(comparison, passages[at]?.spans ?? [], one))
}

function comparedOf({ before, after }: TextComparison, was: readonly SpanPlace[], found: Reanchored): Compared {
  if ('spans' in found) {
    const { class: told, typography } = found
    const spans = placesOf(found.spans)
    const otherWords = typography && wordsAlone(before.points, was) !== wordsAlone(after.points, spans)
    return { class: told, spans, typography, otherWords, because: null, candidates: [] }
  }
  const candidates = found.candidates.map(({ spans }) => placesOf(spans))
  return {
    class: found.class,
    spans: null,
    typography: false,
    otherWords: false,
    because: 'because' in found ? found.because : null,
    candidates,
  }
}

/** The content's letters and digits in one case; a space for whatever else is between them. */
const wordsAlone = (text: CodePoints, spans: readonly SpanPlace[]): string =>
  spans
    .filter(({ part }) => part === 'content')
    .map(({ start, end }) => text.slice(start, end))
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
