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
  /** Where neither its sender nor the file says: a form comes with the desk’s own language in it. */
  languageElse?: string
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
export function detailsOf(given: Given, metadata: Metadata, defaults: Given): Omit<Given, 'languageElse'> {
  const found: Given = Object.fromEntries(
    FOUND.flatMap((name) => {
      const value = metadata[name]?.value
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const { languageElse, ...details } = { ...said(defaults), ...found, ...said(given) }
  return { ...details, language: details.language ?? languageElse ?? null }
}

const FOUND = ['headline', 'byline', 'outlet', 'publishedOn', 'url', 'language'] as const

const said = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
