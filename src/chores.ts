import { fingerprintDue } from './claims/fingerprints-due.commands'
import type { Context } from './context'
import { eraseOldSenders, mailAnswers } from './corrections/sender-chores.commands'
import { mailNotifications } from './discussion/mailing.commands'
import { forgetPrepared } from './exports/prepared-exports.commands'
import { forgetOldKeys } from './idempotency/idempotency-keys.commands'
import { forgetOldCaptures } from './importing/captures.commands'
import { sealHistory } from './proof/sealing.commands'
import { forgetOldUnsaved } from './unsaved/unsaved-forms.commands'

/** Between two rounds (ms). Whoever waits for a mail or a seal doesn’t mind a minute, and a round with nothing to do is a query or two of a millisecond. */
const EVERY = 60_000

export type ChoreParts = Pick<Context, 'log' | 'mail' | 'baseUrl' | 'signingKeys' | 'intake' | 'preparing'> & {
  database: Pick<Context['database'], 'db'>
  settings: { now(): Promise<{ name: string }> }
}

/** What is done while the process serves, by what is said when it could not be. */
const choresOf = ({
  database: { db },
  mail,
  baseUrl,
  signingKeys,
  intake,
  preparing,
  settings,
}: ChoreParts): Record<string, () => Promise<unknown>> => ({
  'notifications were not mailed': () => mailNotifications(db, mail, baseUrl),
  'answers to corrections were not mailed': async () =>
    mailAnswers(db, mail, { name: (await settings.now()).name, baseUrl }),
  'old senders of corrections were not erased': () => eraseOldSenders(db),
  'old idempotency keys were not forgotten': () => forgetOldKeys(db),
  'old unsaved forms were not forgotten': () => forgetOldUnsaved(db),
  'old captures were not forgotten': () => forgetOldCaptures(db),
  // Also what another process left lying when it ended.
  'imports were not gone on with': async () => intake.wake(),
  'exports were not gone on with': async () => preparing.wake(),
  'prepared exports were not forgotten': () => forgetPrepared(db),
  'copies of articles were not looked for': () => fingerprintDue(db),
  'history was not sealed': () => sealHistory(db, signingKeys),
})

/**
 * Does each chore at once and then round after round, by itself: one that is slow or fails keeps none of the others waiting. Returns what
 * ends them, after the rounds under way.
 */
export function startChores(parts: ChoreParts, every = EVERY): () => Promise<void> {
  const ends = Object.entries(choresOf(parts)).map(([undone, chore]) => {
    let round: Promise<unknown> | null = null
    const turn = () => {
      // A round that takes longer than the time between two is not followed by a queue of them.
      round ??= chore()
        .catch((error) => parts.log.error({ reason: error instanceof Error ? error.message : String(error) }, undone))
        .finally(() => {
          round = null
        })
    }
    turn()
    const timer = setInterval(turn, every)
    timer.unref()
    return async () => {
      clearInterval(timer)
      await round
    }
  })
  return async () => void (await Promise.all(ends.map((end) => end())))
}
