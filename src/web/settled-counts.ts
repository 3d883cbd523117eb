import { type CounterParts, hiddenBy, type Limit } from './counters'

/**
 * Into how many parts a limit is divided, of which a process counts at most one by itself before it settles with the others. Ten let each
 * process go past the limit by a tenth, and cost somebody who asks 600 times a minute ten writes in place of 600; whoever asks
 * less than a tenth as often as they may costs none.
 */
const PARTS = 10

/** What somebody has had of a limit. */
export interface Counted {
  /** How often, since the window began; past the limit too. */
  consumed: number
  /** Milliseconds until the window ends. */
  endsIn: number
}

/** Somebody's window as this process knows it. */
interface Window {
  /** By all processes, at the last settling. */
  settled: number
  /** Here since then. */
  own: number
  endsAt: number
  /** How many `own` has to be for the next settling. */
  due: number
  /** One at a time: a second would tell the same requests again. */
  isSettling: boolean
}

const SETTLE = `
  INSERT INTO settled_counts AS known (key, counted, ends_at)
  VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
  ON CONFLICT (key) DO UPDATE SET
    counted = CASE WHEN known.ends_at <= clock_timestamp() THEN 0 ELSE known.counted END + excluded.counted,
    ends_at = CASE WHEN known.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE known.ends_at END
  RETURNING counted, (extract(epoch FROM ends_at - clock_timestamp()) * 1000)::float AS "endsIn"`

/**
 * Counts what is too quick for a write each time, for all processes together: each counts for itself, and settles in the
 * database once it has counted a tenth of the limit. So `n` processes let through `n` tenths too much at most, and what is under way while one settles. Nobody
 * waits for that; and where it fails, it is tried again a tenth later, and each process counts for itself.
 */
export class SettledCounts {
  /** Those that began first, first. */
  private readonly windows = new Map<string, Window>()
  private readonly points: number
  private readonly part: number
  private readonly duration: number
  private readonly hidden: (text: string) => string

  constructor(
    private readonly parts: CounterParts,
    private readonly name: string,
    { points, duration }: Limit,
  ) {
    this.points = points
    this.part = Math.ceil(points / PARTS)
    this.duration = duration * 1_000
    // Not the session's own key, nor that of the other counters.
    this.hidden = hiddenBy(parts.secret, 'gainsay settled counts')
  }

  /** Counts one. */
  take(text: string): Counted {
    const now = Date.now()
    const window = this.windowOf(text, now)
    window.own += 1
    // Past the limit nobody needs to be told any more.
    if (!window.isSettling && window.own >= window.due && window.settled <= this.points) void this.settle(text, window)
    return { consumed: window.settled + window.own, endsIn: window.endsAt - now }
  }

  private windowOf(text: string, now: number): Window {
    const known = this.windows.get(text)
    if (known && known.endsAt > now) return known
    this.forgetThoseBefore(now)
    const begun = { settled: 0, own: 0, endsAt: now + this.duration, due: this.part, isSettling: false }
    this.windows.delete(text)
    this.windows.set(text, begun)
    return begun
  }

  private forgetThoseBefore(now: number) {
    for (const [text, { endsAt }] of this.windows) {
      if (endsAt > now) return
      this.windows.delete(text)
    }
  }

  private async settle(text: string, window: Window): Promise<void> {
    // What is counted while this is under way is for the next time.
    const { own } = window
    window.isSettling = true
    const key = `${this.name}:${this.hidden(text)}`
    try {
      const { rows } = await this.parts.pool.query<{ counted: number; endsIn: number }>(SETTLE, [
        key,
        own,
        window.endsAt - Date.now(),
      ])
      const [all] = rows
      if (!all) return
      window.settled = all.counted
      window.own -= own
      window.due = this.part
      window.endsAt = Date.now() + all.endsIn
    } catch {
      // The database is away or busy: it is told a tenth later.
      window.due = window.own + this.part
    } finally {
      window.isSettling = false
    }
  }
}

/** Forgets windows that are over. Returns how many. */
export async function forgetOldCounts(db: { query(sql: string): Promise<[unknown, number]> }): Promise<number> {
  const [, forgotten] = await db.query('DELETE FROM settled_counts WHERE ends_at < now()')
  return forgotten
}
