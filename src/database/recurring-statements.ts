/** How often a statement is planned anew before it gets a name; as pgjdbc (`prepareThreshold`) and Npgsql have it. */
const BEFORE_NAMED = 5

/** How many get a name, the first that come so often: each takes memory of every connection. pgjdbc's number as well. */
const MOST_NAMED = 256

/** How many are counted at a time; where there are more, counting begins anew. */
const MOST_COUNTED = 2_000

/** In front of a statement whose best plan depends on its values: it is planned each time, however often it comes. */
const PLANNED_EACH_TIME = '/* planned each time */ '

/** The statement, never to be prepared: a search for a word that is everywhere or nowhere has two best plans. */
export const plannedEachTime = (text: string): string => `${PLANNED_EACH_TIME}${text}`

/**
 * A star that may stand for columns: PostgreSQL refuses what was prepared once a migration has added one (0A000). `count(*)` and a
 * multiplication are none.
 */
const COLUMNS_LEFT_OPEN = /(?:\bSELECT|\bRETURNING|,|\.)\s*\*/i

/**
 * Gives a name to a statement that comes again and again with other values, so that each connection plans it once. TypeORM names
 * none, and planning was most of what a change of an editor's took: a claim asks some thirty times.
 *
 * After five more executions PostgreSQL chooses by itself between one plan for all values and a plan for each (the manual, PREPARE).
 */
export class RecurringStatements {
  private readonly names = new Map<string, string>()
  private counts = new Map<string, number>()

  /** The name to send a statement with, the same on every connection; null: as it is. */
  nameOf(text: string): string | null {
    const name = this.names.get(text)
    if (name !== undefined) return name
    if (this.names.size >= MOST_NAMED || text.startsWith(PLANNED_EACH_TIME) || COLUMNS_LEFT_OPEN.test(text)) return null
    const count = (this.counts.get(text) ?? 0) + 1
    if (count <= BEFORE_NAMED) {
      if (this.counts.size >= MOST_COUNTED) this.counts = new Map()
      this.counts.set(text, count)
      return null
    }
    this.counts.delete(text)
    const given = `again ${this.names.size + 1}`
    this.names.set(text, given)
    return given
  }
}
