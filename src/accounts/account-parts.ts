import type { Pool } from 'pg'
import type { EntityManager } from 'typeorm'
import type { Mailer } from '../mail/mail.client'

/** What the routes of accounts are given. */
export interface AccountParts {
  db: EntityManager
  /** For counting attempts. */
  pool: Pool
  /** Hides whom they are counted by. */
  secret: string
  mail: Mailer
  /** Where the site is, without a slash at the end. */
  baseUrl: string
}
