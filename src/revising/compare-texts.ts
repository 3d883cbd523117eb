import type { CodePoints } from '../quotes/code-points'
import { literalPlaces } from '../quotes/word-search'
import type { CarryingClass, Reason, SpanPlace } from './carrying'

/** What is looked for in a new text: a statement's spans, or a zone as one span of content. */
export interface Passage {
  spans: readonly SpanPlace[]
}

/** Where a passage is in a new text. */
export interface Compared {
  class: CarryingClass
  /** Of what is surely the same passage: its spans, in the order given. */
  spans: SpanPlace[] | null
  /** Whether they differ there in spaces, quotation marks or dashes. */
  typography: boolean
  /** Why an editor is asked; null of what goes along, and of what is gone. */
  because: Reason | null
  /** Else places that may be meant, the likeliest first. */
  candidates: SpanPlace[][]
}

/** Looks for the passages of one text in another; what was found of each, in their order. */
export function compareTexts(before: CodePoints, after: CodePoints, passages: readonly Passage[]): Compared[] {
  return passages.map(({ spans }) => {
    const found = spans.map((span) => [...literalPlaces(after, { exact: before.slice(span.start, span.end) })])
    const anchor = spans.findIndex((span, at) => span.part === 'content' && found[at]?.length === 1)
    if (anchor < 0) {
      const none = found.some((places, at) => spans[at]?.part === 'content' && places.length === 0)
      return {
        class: none ? 'gone' : 'ambiguous',
        because: none ? null : 'place',
        spans: null,
        typography: false,
        candidates: [],
      }
    }
    const shift = (found[anchor]?.[0]?.start ?? 0) - (spans[anchor]?.start ?? 0)
    const placed = spans.flatMap((span, at) => {
      const near = found[at]?.toSorted(
        (a, b) => Math.abs(a.start - span.start - shift) - Math.abs(b.start - span.start - shift),
      )
      return near?.[0] ? [{ ...span, ...near[0] }] : []
    })
    if (placed.length < spans.length)
      return { class: 'edited', because: 'words', spans: null, typography: false, candidates: [placed] }
    return { class: 'unchanged', because: null, spans: placed, typography: false, candidates: [] }
  })
}
