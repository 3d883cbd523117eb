import type { Context } from './context'
import { mailNotifications } from './discussion/mailing.commands'

/** Between two rounds (ms): a mail that has waited three minutes waits at most one more. */
const EVERY = 60_000

/** Mails notifications for as long as the process serves, where a mail server is set. `stop` waits for a round under way. */
export function keepMailing({ database, mail, baseUrl, log }: Context): { stop(): Promise<void> } {
  if (!mail.isSet) return { stop: async () => {} }
  let round: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    round = round
      .then(() => mailNotifications(database.db, mail, baseUrl))
      // The next round tries again; nothing is marked as mailed that was not.
      .catch((error) => log.error({ err: error }, 'notifications were not mailed'))
  }, EVERY)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await round
    },
  }
}
