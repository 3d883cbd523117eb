import type { Chance } from '../chance'

export type Json = Record<string, unknown>

export interface Row {
  id: number
  version: number
}

/** What a base is made of: the row it is about, the example out of the document, and other rows by chance. */
interface Making {
  chance: Chance
  row: Row & Json
  example: Json
  /** The number of another row; 1 if there is none. */
  other(sql: string): Promise<number>
}

export type Make = (making: Making) => Json | Promise<Json>

export const asDrawn: Make = ({ example }) => example
export const named = (chance: Chance, what: string) => `${what} ${chance.below(1e9).toString(36)}`

/** Of an operation: which row it is about, and what its body is. */
export interface Recipe {
  rows?: string
  section?: readonly string[]
  body?: Make
}
