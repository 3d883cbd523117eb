import { Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'

/** Rows of a list that a page shows. */
export const PAGE_SIZE = 30

/** A place in a list ordered by a day and then an id: behind this row the next page begins. Null is "without a day". */
export interface DayCursor {
  day: string | null
  id: number
}

const DAY_CURSOR = /^(?:(\d{4}-\d{2}-\d{2})|none)\.([1-9]\d{0,9})$/
const ID = /^[1-9]\d{0,9}$/

/** Of an address that no page of ours links to. */
export const noSuchPage = () => new Problem(404, words.problems.notFound, words.problems.noSuchPage)

/** The `after` of an address as an id; null is the list's start. Throws 404 on anything that no page of ours links to. */
export function idCursor(after: unknown): number | null {
  if (after === undefined) return null
  if (typeof after !== 'string' || !ID.test(after) || Number(after) > LARGEST_INTEGER) throw noSuchPage()
  return Number(after)
}

/** The `after` of an address as a day and an id; null is the list's start. */
export function dayCursor(after: unknown): DayCursor | null {
  if (after === undefined) return null
  const place = typeof after === 'string' ? placeNamed(after) : null
  if (!place) throw noSuchPage()
  return place
}

/** The place that a text names, as `afterDay` writes it; null where it names none. */
export function placeNamed(text: string): DayCursor | null {
  const [, day, id] = DAY_CURSOR.exec(text) ?? []
  if (id === undefined || Number(id) > LARGEST_INTEGER) return null
  if (day !== undefined && !isDay(day)) return null
  return { day: day ?? null, id: Number(id) }
}

/** A day that a calendar has: `Date` takes 30 February for 2 March, and PostgreSQL has no year 0. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return day >= '0001-01-01' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

/** A row's place, for the link to what follows it. */
export const afterDay = ({ day, id }: DayCursor) => `${day ?? 'none'}.${id}`

/** A page of rows that were asked for with one more than is shown: the rows, and the last one if more follow. */
export function pageOf<Row>(rows: Row[], size = PAGE_SIZE): { shown: Row[]; last: Row | null } {
  if (rows.length <= size) return { shown: rows, last: null }
  const shown = rows.slice(0, size)
  return { shown, last: shown.at(-1) ?? null }
}
