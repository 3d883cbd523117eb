/** Of the primary at one moment: how far its log had been written, in bytes from the log's beginning. */
interface Seen {
  /** When it was asked (ms); what it answered is of this moment or a later one. */
  at: number
  position: number
}

/** Past this nobody asks how much later a replica is: it has been left out long before. */
const REMEMBERED_MS = 60_000

/**
 * How late a replica is, told from positions alone. A replica that has replayed the log up to where the primary was at some
 * moment has everything that was committed before: so it is late by no more than the time that has passed since. No two
 * clocks are compared, and an idle primary makes nobody late: the time of the last replayed transaction, which PostgreSQL
 * offers (`pg_last_xact_replay_timestamp`), grows old while nothing is written.
 */
export class Positions {
  /** The oldest first. */
  private seen: Seen[] = []

  /** What the primary answered. */
  note(at: number, position: number): void {
    const last = this.seen.at(-1)
    // Another primary, which does not have all that the last one had: what was seen of that says nothing of this one.
    if (last && position < last.position) this.seen = []
    this.seen = this.seen.filter((one) => at - one.at <= REMEMBERED_MS)
    this.seen.push({ at, position })
  }

  /**
   * By how much a replica at this position is late at most (ms); `Infinity` where it is later than is remembered, or nothing was seen yet.
   *
   * @param now else the last moment at which the primary answered: one that answers no more has written nothing since
   */
  lateness(position: number, now: number = this.seen.at(-1)?.at ?? 0): number {
    const reached = this.seen.findLast((one) => one.position <= position)
    return reached ? now - reached.at : Number.POSITIVE_INFINITY
  }
}
