import type { Sent } from './askers'
import type { Kind, Rows, State } from './rows'

/** A change of a row: what is sent, so that nothing but the row can be what refuses it, and the rows that do. */
export interface Write {
  names: Kind
  sends: (version: number, rows: Rows) => Sent
  /** Who asks, where it is not enough that no role is in their way: whoever has the `own` rows. */
  by?: 'editor'
  /** By the state of the row, with the status that says so. */
  refused: Partial<Record<State, number>>
  /** What is refused to an editor besides, where the desk reviews. */
  inReview?: Partial<Record<State, number>>
}

export type Fields = Record<string, string | number>
export type Refusals = Pick<Write, 'refused' | 'inReview'>

export const GONE = { missing: 404 } as const

/** What a withdrawal asks for besides the row. */
export const REASON = { reason: 'A slip.' }

/** A form that names the row's version. */
export const form = (names: Kind, fields: Fields = {}, { refused, inReview }: Partial<Refusals> = {}): Write => ({
  names,
  sends: (version) => ({ form: { version, ...fields } }),
  refused: { ...GONE, ...refused },
  inReview,
})

/** A request of a script: JSON, and the row's version in If-Match. */
export const json = (names: Kind, body?: object, { refused, inReview }: Partial<Refusals> = {}): Write => ({
  names,
  sends: (version) => ({ version, ...(body && { json: body }) }),
  refused: { ...GONE, ...refused },
  inReview,
})
