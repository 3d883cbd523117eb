import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { prepared, type ReadPool } from '../database/read-pool'
import type { Desk } from '../web/desk'
import type { State } from '../web/kept-pages'
import { DeskSettings } from './settings.entity'

/** The settings as they are in the transaction of `db`: what a write goes by. */
export function deskSettings(db: EntityManager): Promise<DeskSettings> {
  return db.findOneByOrFail(DeskSettings, { id: 1 })
}

/** Whether what is saved now is a draft until somebody else has reviewed it. */
export async function asksForReview(db: EntityManager): Promise<boolean> {
  return (await deskSettings(db)).review
}

/** The settings, and the transaction that wrote them last. */
type KnownDesk = Desk & { writing: string }

const settingsForPages = prepared<KnownDesk>(
  'settings for pages',
  'SELECT name, licence, licence_url AS "licenceUrl", review, languages, xmin::text AS writing FROM desk_settings',
)

/**
 * All that can be seen in the database, as one text. A snapshot names the transactions that have ended: it is another as soon
 * as one that wrote has, and never the same again. On a replica it leaves out those under way; there, how far the log has
 * been replayed stands for them. The start tells one server from another, and from one that takes its place.
 */
const stateOfDatabase = prepared<{ state: string; position: number; writing: string }>(
  'state of the database',
  `SELECT concat_ws(' ', pg_current_snapshot(), extract(epoch FROM pg_postmaster_start_time()),
                    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END) AS state,
     (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END
      - '0/0'::pg_lsn)::bigint AS position, xmin::text AS writing
   FROM desk_settings`,
)

/**
 * How long pages may show settings that another process has changed. They change a few times a year, and a look-up on
 * every page would cost each reader a query.
 */
const FRESH_MS = 5_000

/** How long a page waits for them to be read again, while older ones are known: a query of a millisecond, or a stuck one. */
const PATIENCE_MS = 250

/** The settings for pages and exports, read again when they are older than a few seconds or were changed here. */
export class CurrentSettings {
  /** What each place has of them: a replica may have the older ones for a moment, and its pages go by these. */
  private readonly places = new Map<ReadPool, SettingsOfPlace>()

  constructor(private readonly pages: ReadPool) {}

  /** Throws only when the database is away and nothing is known yet. */
  now(): Promise<Desk> {
    return this.here().now()
  }

  /** To be called after a change. */
  forget(): void {
    for (const place of this.places.values()) place.forget()
  }

  /**
   * The state of the place that is read: while it is the same, nothing that a page made after this was asked shows has changed. If the
   * settings are others than those known, they are read too.
   */
  state(): Promise<State> {
    return this.here().state()
  }

  private here(): SettingsOfPlace {
    const { place } = this.pages
    const known = this.places.get(place)
    if (known) return known
    const made = new SettingsOfPlace(this.pages)
    this.places.set(place, made)
    return made
  }
}

/** The settings as one place has them; whoever asks is read for there. */
class SettingsOfPlace {
  private known: KnownDesk | null = null
  private readAt = 0
  /** One reading at a time, whoever waits for it. */
  private reading: Promise<KnownDesk> | null = null

  constructor(private readonly pages: ReadPool) {}

  async now(): Promise<Desk> {
    const { known } = this
    if (known && Date.now() - this.readAt < FRESH_MS) return known
    this.reading ??= this.read()
    if (!known) return this.reading
    // While the database is stuck, nobody waits for the desk's name before they wait for their page.
    return Promise.race([this.reading, sleep(PATIENCE_MS, known, { ref: false })]).catch(() => known)
  }

  forget(): void {
    this.readAt = 0
    // One under way may have looked before the change.
    this.reading = null
  }

  async state(): Promise<State> {
    const read = await this.pages.row(stateOfDatabase)
    if (!read) throw new Error('desk_settings has lost its row')
    if (read.writing !== this.known?.writing) {
      this.forget()
      this.reading = this.read()
      await this.reading
    }
    return { text: `${read.state} ${this.pages.place.life}`, position: read.position }
  }

  private read(): Promise<KnownDesk> {
    const reading = this.pages
      .row(settingsForPages)
      .then((read) => {
        if (!read) throw new Error('desk_settings has lost its row')
        if (this.reading === reading) {
          this.known = read
          this.readAt = Date.now()
        }
        return read
      })
      .finally(() => {
        if (this.reading === reading) this.reading = null
      })
    return reading
  }
}
