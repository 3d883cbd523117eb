import type { ProposedZone } from '../articles/zone'

export type { ProposedZone }

/** What an editor has of an article, as it came: from a form, a folder, an address. */
export interface SentFile {
  bytes: Buffer
  /** As a server or a form declared it, its parameters included: `text/html; charset=windows-1252`. Null: nobody said. */
  mediaType: string | null
  /** Without its folder. Null: pasted, or from an address that ends in none. */
  fileName: string | null
  /** Where it was fetched from, after all redirects; relative addresses in it hang on this. */
  url: string | null
}

/** The formats that an article can be read from. */
export const FORMATS = ['text', 'html', 'markdown', 'pdf', 'docx'] as const
export type Format = (typeof FORMATS)[number]

/** Something that a file says of its article, and where it says so; an editor sees both, and confirms. */
export interface Found {
  value: string
  /** In an editor's words: “schema.org”, “Open Graph”, “meta tag”, “title”, “front matter”, “file properties”. */
  from: string
}

/** What may be found; what is not there was not said, or can't be what it says it is (a date that is none). */
export const METADATA = [
  'headline',
  'byline',
  'outlet',
  'publishedOn',
  'publishedAt',
  'modifiedAt',
  'url',
  'language',
] as const
export type MetadataName = (typeof METADATA)[number]

/** Days are ISO days, times RFC 3339, language BCP 47, `url` the canonical address, http or https. */
export type Metadata = Partial<Record<MetadataName, Found>>

/** An article as it was read from a file. */
export interface Extracted {
  format: Format
  /** Canonical text. */
  text: string
  metadata: Metadata
  /** In code points of the text, in its order, none overlapping. */
  zones: ProposedZone[]
  /** What read it, with versions, so that it can be read again the same: `linkedom 0.18.12, readability 0.6.0`. */
  extractor: string
}
