import type { Logger } from 'pino'
import type { EntityManager } from 'typeorm'
import type { Mailer } from '../mail/mail.client'
import { eraseOldSenders, mailAnswers } from './sender-chores.commands'

/** A sender who waits for an answer does not mind a minute; the two queries are of a few rows (ms). */
const EVERY = 60_000

interface ChoresParts {
  db: EntityManager
  mail: Mailer
  log: Logger
  baseUrl: string
  settings: { now(): Promise<{ name: string }> }
}

/** Mails answers and erases old senders while the process serves. Returns what ends it, after the round under way. */
export function startSenderChores(
  { db, mail, log, baseUrl, settings }: ChoresParts,
  every = EVERY,
): () => Promise<void> {
  let round: Promise<void> = Promise.resolve()
  const once = async () => {
    try {
      await mailAnswers(db, mail, { name: (await settings.now()).name, baseUrl })
      await eraseOldSenders(db)
    } catch (error) {
      // The database may be away for a while; the next round finds it or not.
      log.error(
        { reason: error instanceof Error ? error.message : String(error) },
        'chores of corrections were not done',
      )
    }
  }
  const timer = setInterval(() => {
    round = round.then(once)
  }, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await round
  }
}
