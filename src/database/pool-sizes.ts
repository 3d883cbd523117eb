/** How many connections each pool has at most, in one process. All pools that serve take theirs from here, and `doctor` their sum. */
export const POOL_SIZES = {
  /** Twenty writers at once on one process; a write lasts a few milliseconds, so more would only queue in PostgreSQL. */
  writes: 20,
  /** Ten connections answer some thousands of page queries a second. */
  pages: 10,
  /** Look-ups of who asks take under a millisecond: five answer some thousands of signed-in pages a second. */
  visits: 5,
  /** Downloads at once; each holds its connection as long as its reader takes. */
  exports: 4,
  /**
   * Parts of kept files are read one after the other, however many readers they are for, and
   * rest in between: more at once would only take the processor from those who read pages.
   */
  kept: 1,
} as const

/** Of one process, of all pools. */
export const CONNECTIONS = Object.values<number>(POOL_SIZES).reduce((sum, size) => sum + size, 0)

/** The same on each replica, which has `max_connections` of its own. */
export const REPLICA_POOL_SIZES = {
  pages: POOL_SIZES.pages,
  /** Whoever looks after it waits for none of its readers: one that has much to do is not away. The primary that it is compared with has as many. */
  watch: 1,
} as const

/** Of one process, to the primary: it is looked after where it has replicas. */
export const connectionsOf = (readUrls: readonly string[]): number =>
  CONNECTIONS + (readUrls.length > 0 ? REPLICA_POOL_SIZES.watch : 0)

/** Of one process, on one replica. */
export const REPLICA_CONNECTIONS = Object.values<number>(REPLICA_POOL_SIZES).reduce((sum, size) => sum + size, 0)
