/** What can be asked for: a row by its kind and number. `history` is one row’s payload alone. */
export const REDACTED_KINDS = [
  'claim',
  'statement',
  'link',
  'speaker',
  'article',
  'comment',
  'correction',
  'reply',
  'history',
] as const
export type RedactedKind = (typeof REDACTED_KINDS)[number]

export interface RedactionSubject {
  kind: RedactedKind
  id: number
}

/** Stands where words stood that have no length to keep. */
export const REDACTED = '[redacted]'

/** Shorter words stand in many a text by chance. Names are looked for however short they are. */
export const LONG_ENOUGH = 12

/** U+2588: stands for each letter of a text that was erased, so that whatever follows stays at its offset. */
export const BLOCK = '█'

/** A range in Unicode code points. */
export interface TextRange {
  start: number
  end: number
}

/** Ranges of one revision's text. */
export interface RangesOfText {
  revisionId: number
  ranges: TextRange[]
}

/** The text with blocks in these ranges. Line ends stay: without them no paragraph would be where it was. */
export function blockedOut(text: string, ranges: readonly TextRange[]): string {
  const points = [...text]
  for (const { start, end } of ranges)
    for (let place = start; place < Math.min(end, points.length); place += 1)
      if (points[place] !== '\n') points[place] = BLOCK
  return points.join('')
}

/** What the address of something redacted says, as its reason of withdrawal. */
export const publicWords = (reason: string) => `Redacted: ${reason}`

/** A captured text that was redacted, as the row of history that did it has it. */
export interface RedactedText {
  revision: number
  /** In hexadecimal: of what was captured, and of what is left. */
  textSha256: string
  rawSha256: string
  redactedSha256: string
}

/** A captured text that stays, whose bytes went: what was captured, in hexadecimal. */
export interface ErasedBytes {
  revision: number
  rawSha256: string
}

/** What the payload of a redaction says was erased; `gainsay verify` holds what is missing against it. */
export interface Erased {
  /** Rows of history whose payloads went. */
  payloads: number[]
  texts: RedactedText[]
  /** Missing in those that were made before the bytes of all texts of an article went with words of one. */
  bytes?: ErasedBytes[]
}
