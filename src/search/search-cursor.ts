import { type DayCursor, dayCursor } from '../reading/paging'
import { Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'

/** Behind which row a page begins, in the order of its list. */
export type SearchCursor = { by: 'day'; day: string; id: number } | { by: 'rank'; rank: string; id: number }

/** To the index an undated claim is older than all others. */
export const UNDATED = '-infinity'

const RANKED = /^r(\d(?:\.\d{1,12})?(?:e-\d{1,2})?)\.([1-9]\d{0,9})$/

/** The `after` of an address; null is the start of the list. Throws 404 on anything that no page of ours links to. */
export function searchCursor(after: unknown, by: SearchCursor['by']): SearchCursor | null {
  if (after === undefined || after === '') return null
  if (by === 'day') {
    const { day, id } = dayCursor(after) as DayCursor
    return { by, day: day ?? UNDATED, id }
  }
  const [, rank, id] = (typeof after === 'string' && RANKED.exec(after)) || []
  if (rank !== undefined && Number(id) <= LARGEST_INTEGER) return { by, rank, id: Number(id) }
  throw new Problem(404, words.problems.notFound, words.problems.noSuchPage)
}
