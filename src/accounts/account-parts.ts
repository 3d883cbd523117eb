import type { EntityManager } from 'typeorm'
import type { Behind } from '../database/database'
import type { Mailer } from '../mail/mail.client'

/** What the routes of accounts are given. */
export interface AccountParts {
  db: EntityManager
  /** For signing in and counting attempts, which a stuck write doesn’t hinder. */
  visits: Behind
  /** Hides whom they are counted by. */
  secret: string
  mail: Mailer
  /** Where the site is, without a slash at the end. */
  baseUrl: string
}
