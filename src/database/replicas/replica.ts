import type { Pool } from 'pg'
import { PATIENCE } from '../patience'
import { plainPool } from '../plain-pool'
import { REPLICA_POOL_SIZES } from '../pool-sizes'
import { ReadPool } from '../read-pool'
import { isAnswer } from '../violations'
import { isGone } from './asked-elsewhere'
import type { Positions } from './positions'

/**
 * Later than this (ms) a replica is left out. As long as another process may show the desk's old name anyway (`FRESH_MS` of the settings); a replica
 * that has not caught up in five seconds has met something, a long query or a lost connection, and does not come back by waiting a moment longer. Less
 * would leave replicas out for each large import, and send all readers to the primary just then.
 */
export const MOST_LATE = 5_000

/** What is the matter with a replica. */
export type ReplicaCondition = 'well' | 'behind' | 'away' | 'no replica' | 'of another database'

/** What it says of itself. The role that serves may ask for all of it; reading the settings' row shows that it may read. */
const LOOK = `
  SELECT pg_is_in_recovery() AS "isReplica", (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint AS position,
    (SELECT system_identifier::text FROM pg_control_system()) AS system, (SELECT id FROM desk_settings) AS settings`

/** What the primary says of itself. */
export interface Primary {
  position: number
  system: string
}

interface Look {
  isReplica: boolean
  position: number | null
  system: string
}

/** A streaming replica that readers' pages may be read from, and what is known of it. */
export class Replica {
  /** Tells it from the others, in the log and for `belongsTo`. */
  readonly name: string
  /** The short form of that, by which its connections go. */
  readonly poolName: string
  readonly reads: ReadPool
  condition: ReplicaCondition = 'away'
  /** By how much it is late at most (ms), at the last look; null where it was not seen. */
  late: number | null = null
  /** Why it is left out, in PostgreSQL's or Node's words; null where its condition says all. */
  reason: string | null = null
  /** How far it had replayed the log when it was last seen, whatever became of it since. */
  private position: number | null = null
  private readonly watch: Pool
  private looking: Promise<void> | null = null

  /**
   * @param place among the replicas, from 0
   * @param tell is called when it is left out, or read from again
   * @param isElse whether anybody else may answer who is asked what this one was
   * @param mostLate later than this (ms) it is left out
   */
  constructor(
    place: number,
    url: string,
    private readonly tell: (replica: Replica) => void,
    private readonly isElse: () => boolean,
    private readonly mostLate = MOST_LATE,
  ) {
    this.name = nameOf(url, place)
    this.poolName = shortNameOf(place)
    this.reads = new ReadPool(url, PATIENCE.replicas, `gainsay ${this.poolName}`)
    this.watch = watchPool(url)
  }

  /**
   * Looks whether it is well; never throws. One look at a time.
   *
   * @param looked what the primary answers that is looked at meanwhile; null where it does not: what it was last seen to have is all that there is then
   */
  look(positions: Positions, looked: Promise<Primary | null>): Promise<void> {
    this.looking ??= this.lookOnce(positions, looked).finally(() => {
      this.looking = null
    })
    return this.looking
  }

  private async lookOnce(positions: Positions, looked: Promise<Primary | null>): Promise<void> {
    let seen: Look | undefined
    try {
      seen = (await this.watch.query<Look>(LOOK)).rows[0]
      if (!seen) throw new Error('it answered nothing')
    } catch (error) {
      return this.isAway(error)
    }
    const primary = await looked
    this.position = null
    if (primary && primary.system !== seen.system) return this.become('of another database')
    if (!seen.isReplica || seen.position === null) return this.become('no replica')
    this.position = seen.position
    this.late = positions.lateness(seen.position, primary ? Date.now() : undefined)
    this.become(this.late > this.mostLate ? 'behind' : 'well')
  }

  /** Whether it is left out, but had what the primary had when that was last seen, or little less: so much it still has, if it is there. */
  hadEnough(positions: Positions): boolean {
    const isLeftOut = this.condition === 'behind' || this.condition === 'away'
    return isLeftOut && this.position !== null && positions.lateness(this.position) <= this.mostLate
  }

  /** Told of what failed when it was read from. */
  failed(error: unknown): void {
    if (this.condition === 'well' && isGone(error)) this.isAway(error)
  }

  private isAway(error: unknown): void {
    this.late = null
    this.become('away', error instanceof Error ? error.message || error.name : String(error))
    // Those who still wait there are answered elsewhere, rather than by nobody in ten seconds. A server that says itself that it has no room for
    // somebody is not silent to those who are at it already, and ends their connections itself if it ends.
    if (!isAnswer(error) && this.isElse()) this.reads.cut(new Error('Connection terminated: the replica is left out'))
  }

  private become(condition: ReplicaCondition, reason: string | null = null): void {
    const isNews = condition !== this.condition || (condition === 'away' && this.reason === null)
    this.condition = condition
    this.reason = reason
    if (isNews) this.tell(this)
  }

  async close(): Promise<void> {
    await Promise.all([this.reads.close(), this.watch.end()])
  }
}

const shortNameOf = (place: number) => `replica ${place + 1}`

/** "replica 1 (db2.example.org:5432)": what an operator knows it by; nothing of a password is in it. */
export function nameOf(url: string, place: number): string {
  const { hostname, port } = new URL(url)
  return `${shortNameOf(place)} (${hostname}:${port || '5432'})`
}

/** Of looks alone: whoever looks after a server waits for none of those who read there. */
export const watchPool = (url: string): Pool =>
  plainPool(url, REPLICA_POOL_SIZES.watch, 'gainsay watch', PATIENCE.watching)
