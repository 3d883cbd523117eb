import type { Sent } from './wire'

/** A text of a request, which a request that is taken has to have stored. */
export interface Kept {
  /** The member or field. */
  where: string
  text: string
}

/** One request with something bad in it. */
export interface Case {
  /** The operation of the API, or the route of the pages. */
  target: string
  /** What kind of badness. */
  family: string
  what: string
  sent: Sent
  kept: Kept[]
  /** Words of this case alone, in its texts: wherever they are found is where these went. */
  marker: string
  /** The body as JSON, where all of the request is as a program would send it: held against the document. */
  json?: { value: unknown }
  /** Whether an end of the connection without an answer is one: what came was no request. */
  mayBeCut?: boolean
  /** Of a form: the fields as sent, which a refusal has to show again. */
  typed?: Kept[]
}

/**
 * What may be done to words that are kept (the API's document says so): line ends become LF, what stands apart is composed (NFC),
 * and spaces at both ends go. Applied to what was sent and to what was found, it leaves all other changes to be seen.
 */
export const asKept = (text: string): string => text.replace(/\r\n?/g, '\n').trim().normalize('NFC')
