import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { prepared, type ReadPool } from '../database/read-pool'
import type { Desk } from '../web/desk'
import { DeskSettings } from './settings.entity'

/** The settings as they are in the transaction of `db`: what a write goes by. */
export function deskSettings(db: EntityManager): Promise<DeskSettings> {
  return db.findOneByOrFail(DeskSettings, { id: 1 })
}

/** Whether what is saved now is a draft until somebody else has reviewed it. */
export async function asksForReview(db: EntityManager): Promise<boolean> {
  return (await deskSettings(db)).review
}

const settingsForPages = prepared<Desk>(
  'settings for pages',
  'SELECT name, licence, licence_url AS "licenceUrl", review, languages FROM desk_settings',
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
  private known: Desk | null = null
  private readAt = 0
  /** One reading at a time, whoever waits for it. */
  private reading: Promise<Desk> | null = null

  constructor(private readonly pages: ReadPool) {}

  /** Throws only when the database is away and nothing is known yet. */
  async now(): Promise<Desk> {
    const { known } = this
    if (known && Date.now() - this.readAt < FRESH_MS) return known
    this.reading ??= this.read()
    if (!known) return this.reading
    // While the database is stuck, nobody waits for the desk's name before they wait for their page.
    return Promise.race([this.reading, sleep(PATIENCE_MS, known, { ref: false })]).catch(() => known)
  }

  /** To be called after a change. */
  forget(): void {
    this.readAt = 0
    // One under way may have looked before the change.
    this.reading = null
  }

  private read(): Promise<Desk> {
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
