import type { PreparedQuery } from '../database/read-pool'
import { words } from '../words/words'

/** Runs a query of a page. */
export type Read = <Row>(query: PreparedQuery<Row>, values: unknown[]) => Promise<Row[]>

/** One thing to do: its words, where it is done, and the one button that may do it at once. */
export interface DeskLine {
  id: number
  href: string
  words: string
  /** BCP 47, of the words; null is the page's own. */
  language: string | null
  meta: string
  button: DeskButton | null
}

export interface DeskButton {
  name: string
  /** What it is read as, out of the line. */
  label: string
  action: string
  fields: Record<string, string | number>
}

/** A kind of work that waits at the desk. */
export interface DeskSection {
  /** Its page: `/desk/NAME`. */
  name: string
  title: string
  /** Why these are here, and what to do with them, in a sentence. */
  what: string
  /** What to do when there are none. */
  empty: { words: string; link: { name: string; path: string } | null }
  /**
   * SQL for the `id`s of what waits, in no order, by a partial index: a desk asks for all sections at once. `$1` is the
   * account of whoever asks.
   */
  found: string
  /** The lines of these ids, in whatever order, without those that went meanwhile. */
  lines(read: Read, ids: number[], me: number): Promise<DeskLine[]>
  /** Of what its page shows pairs side by side, where its rows are not read as lines. */
  pairsOf?: 'claims' | 'articles'
}

/** The lines of these ids in their order: a query by ids has none. */
export async function linesInOrder({ lines }: DeskSection, read: Read, ids: number[], me: number): Promise<DeskLine[]> {
  if (ids.length === 0) return []
  const byId = new Map((await lines(read, ids, me)).map((line) => [line.id, line]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Counted at most; a desk with more has other things to do than to know how many. */
export const MOST_COUNTED = 100

/** "7", "more than 100". */
export const countInWords = (count: number) =>
  count > MOST_COUNTED ? words.desk.moreThan(MOST_COUNTED) : String(count)
