import type { ProposedZone } from '../articles/zone'
import type { Metadata } from '../extraction/extracted'

/** What is on its way to becoming an article, or came there. */
export type CaptureState =
  /** For somebody to read it. */
  | 'waiting'
  | 'reading'
  /** For an editor to confirm it. */
  | 'open'
  | 'imported'
  /** Its text was here already. */
  | 'known'
  | 'refused'
  | 'cancelled'

/** What is said of an article beside its text, as far as it is said; null is “not known”, said in so many words. */
export interface Given {
  headline?: string | null
  byline?: string | null
  outlet?: string | null
  publishedOn?: string | null
  url?: string | null
  language?: string | null
  rights?: 'excerpts' | 'full' | null
}

/** What was read out of a capture. */
export interface ReadCapture {
  /** Canonical. */
  text: string
  metadata: Metadata
  zones: ProposedZone[]
  extractor: string
}

/** The first that says anything, for each member: what the sender says, then the file, then what holds for all. */
export function detailsOf(given: Given, metadata: Metadata, defaults: Given): Given {
  const found: Given = Object.fromEntries(
    FOUND.flatMap((name) => {
      const value = metadata[name]?.value
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return { ...said(defaults), ...found, ...said(given) }
}

const FOUND = ['headline', 'byline', 'outlet', 'publishedOn', 'url', 'language'] as const

const said = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
