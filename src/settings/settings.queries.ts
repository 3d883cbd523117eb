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

/** The settings for pages and exports, read again when they are older than a few seconds or were changed here. */
export class CurrentSettings {
  private known: Desk | null = null
  private readAt = 0

  constructor(private readonly pages: ReadPool) {}

  /** Throws only when the database is away and nothing is known yet. */
  async now(): Promise<Desk> {
    if (this.known && Date.now() - this.readAt < FRESH_MS) return this.known
    try {
      this.known = await this.pages.row(settingsForPages)
      this.readAt = Date.now()
    } catch (error) {
      if (!this.known) throw error
    }
    if (!this.known) throw new Error('desk_settings has lost its row')
    return this.known
  }

  /** To be called after a change. */
  forget(): void {
    this.readAt = 0
  }
}
