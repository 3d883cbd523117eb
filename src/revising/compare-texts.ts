import type { CodePoints } from '../quotes/code-points'
import { reanchor } from '../quotes/reanchor'
import type { Reanchored } from '../quotes/reanchored'
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
  /** Why an editor is asked; null of what goes along, and of what is gone. */
  because: Reason | null
  /** Else places that may be meant, the likeliest first. */
  candidates: SpanPlace[][]
}

/** Looks for the passages of one text in another; what was found of each, in their order. */
export function compareTexts(before: CodePoints, after: CodePoints, passages: readonly Passage[]): Compared[] {
  const found = reanchor(
    before,
    after,
    passages.map(({ spans }) => spans),
  )
  return found.map(comparedOf)
}

function comparedOf(found: Reanchored): Compared {
  if ('spans' in found) {
    const { class: told, spans, typography } = found
    return { class: told, spans: placesOf(spans), typography, because: null, candidates: [] }
  }
  const candidates = found.candidates.map(({ spans }) => placesOf(spans))
  return {
    class: found.class,
    spans: null,
    typography: false,
    because: 'because' in found ? found.because : null,
    candidates,
  }
}
