import { toldLink } from './api/told-link.queries'
import { fingerprintDue } from './claims/fingerprints-due.commands'
import type { Context } from './context'
import { eraseOldSenders, mailAnswers } from './corrections/sender-chores.commands'
import { asJob } from './database/in-hand'
import { isPassing } from './database/violations'
import { mailNotifications } from './discussion/mailing.commands'
import { forgetPrepared } from './exports/prepared-exports.commands'
import { forgetOldKeys } from './idempotency/idempotency-keys.commands'
import { forgetOldCaptures } from './importing/captures.commands'
import { sealHistory } from './proof/sealing.commands'
import { forgetOldUnsaved } from './unsaved/unsaved-forms.commands'
import { forgetOldCounts } from './web/settled-counts'
import { forgetOldDeliveries } from './webhooks/chore.commands'
import { deliverDue } from './webhooks/deliver.commands'
import { fanOut } from './webhooks/fan-out.commands'

/** Between two rounds (ms). Whoever waits for a mail or a seal doesn’t mind a minute, and a round with nothing to do is a query or two of a millisecond. */
const EVERY = 60_000

/** The same of what somebody waits for who watches: three queries of a millisecond each time that there is nothing to do. */
const SOON = 3_000

export type ChoreParts = Pick<
  Context,
  'log' | 'mail' | 'sender' | 'baseUrl' | 'sessionSecret' | 'signingKeys' | 'intake' | 'preparing' | 'isEnding'
> & {
  database: Pick<Context['database'], 'db'>
  settings: { now(): Promise<{ name: string }> }
}

/** What is done round after round, and the kind of job that it is counted as: what it gives says whether there was something to do, or how much. */
interface Chore {
  kind: string
  does(): Promise<boolean | number>
}

/** By what is said when it could not be done. */
type Chores = Record<string, Chore>

const job = (kind: string, does: Chore['does']): Chore => ({ kind, does })

/** What is done while the process serves. */
const choresOf = ({ database: { db }, mail, baseUrl, signingKeys, settings }: ChoreParts): Chores => ({
  'notifications were not mailed': job('mail', () => mailNotifications(db, mail, baseUrl)),
  'answers to corrections were not mailed': job('mail', async () =>
    mailAnswers(db, mail, { name: (await settings.now()).name, baseUrl }),
  ),
  'old senders of corrections were not erased': job('forget', () => eraseOldSenders(db)),
  'old idempotency keys were not forgotten': job('forget', () => forgetOldKeys(db)),
  'old counts of requests were not forgotten': job('forget', () => forgetOldCounts(db)),
  'old unsaved forms were not forgotten': job('forget', () => forgetOldUnsaved(db)),
  'old captures were not forgotten': job('forget', () => forgetOldCaptures(db)),
  'prepared exports were not forgotten': job('forget', () => forgetPrepared(db)),
  'copies of articles were not looked for': job('fingerprint', () => fingerprintDue(db)),
  'history was not sealed': job('seal', async () => (await sealHistory(db, signingKeys)).sealed),
  'old deliveries of webhooks were not forgotten': job('forget', () => forgetOldDeliveries(db)),
})

const soonChoresOf = (parts: ChoreParts): Chores => {
  const { database, sender, baseUrl, sessionSecret } = parts
  return {
    // A round of telling lasts as long as somebody thinks about an answer; whom to tell is worked out meanwhile.
    'whom webhooks tell was not worked out': job('webhook fan-out', () => fanOut(database.db)),
    'webhooks were not told': job('webhook', () =>
      deliverDue({
        db: database.db,
        sender,
        secret: sessionSecret,
        told: (db, link) => toldLink(db, link, baseUrl),
        // A round may have thousands to tell, and a process that ends waits for its rounds.
        isOver: () => parts.isEnding === true,
      }),
    ),
  }
}

/**
 * Does each chore at once and then round after round, by itself: one that is slow or fails keeps none of the others waiting. Returns what
 * ends them, after the rounds under way.
 */
export function startChores(parts: ChoreParts, every = EVERY, soon = Math.min(every, SOON)): () => Promise<void> {
  const all = [
    ...Object.entries(choresOf(parts)).map((chore) => [...chore, every] as const),
    ...Object.entries(soonChoresOf(parts)).map((chore) => [...chore, soon] as const),
  ]
  const ends = all.map(([undone, { kind, does }, pause]) => {
    let round: Promise<unknown> | null = null
    const turn = () => {
      // A round that takes longer than the time between two is not followed by a queue of them.
      round ??= asJob(kind, does)
        .catch((error) => {
          const reason = error instanceof Error ? error.message : String(error)
          // A database that is away or too busy comes back, and the next round does what this one didn’t.
          parts.log[isPassing(error) ? 'warn' : 'error']({ reason }, undone)
        })
        .finally(() => {
          round = null
        })
    }
    turn()
    const timer = setInterval(turn, pause)
    timer.unref()
    return async () => {
      clearInterval(timer)
      await round
    }
  })
  // What another process left lying when it ended is gone on with; each is a job by itself.
  const wake = () => {
    parts.intake.wake()
    parts.preparing.wake()
  }
  wake()
  const waking = setInterval(wake, every)
  waking.unref()
  return async () => {
    clearInterval(waking)
    await Promise.all(ends.map((end) => end()))
  }
}
