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

type Chores = Record<string, () => Promise<unknown>>

/** What is done while the process serves, by what is said when it could not be; the name of each as a job is `CHORE_KINDS`’. */
const choresOf = ({
  database: { db },
  mail,
  baseUrl,
  signingKeys,
  intake,
  preparing,
  settings,
}: ChoreParts): Chores => ({
  'notifications were not mailed': () => mailNotifications(db, mail, baseUrl),
  'answers to corrections were not mailed': async () =>
    mailAnswers(db, mail, { name: (await settings.now()).name, baseUrl }),
  'old senders of corrections were not erased': () => eraseOldSenders(db),
  'old idempotency keys were not forgotten': () => forgetOldKeys(db),
  'old counts of requests were not forgotten': () => forgetOldCounts(db),
  'old unsaved forms were not forgotten': () => forgetOldUnsaved(db),
  'old captures were not forgotten': () => forgetOldCaptures(db),
  // Also what another process left lying when it ended.
  'imports were not gone on with': async () => intake.wake(),
  'exports were not gone on with': async () => preparing.wake(),
  'prepared exports were not forgotten': () => forgetPrepared(db),
  'copies of articles were not looked for': () => fingerprintDue(db),
  'history was not sealed': async () => (await sealHistory(db, signingKeys)).sealed,
  'old deliveries of webhooks were not forgotten': () => forgetOldDeliveries(db),
})

/** What each is called where jobs are counted. Not those that only wake others, which are jobs by themselves. */
const CHORE_KINDS: Record<string, string> = {
  'notifications were not mailed': 'mail',
  'answers to corrections were not mailed': 'mail',
  'old senders of corrections were not erased': 'forget',
  'old idempotency keys were not forgotten': 'forget',
  'old counts of requests were not forgotten': 'forget',
  'old unsaved forms were not forgotten': 'forget',
  'old captures were not forgotten': 'forget',
  'prepared exports were not forgotten': 'forget',
  'copies of articles were not looked for': 'fingerprint',
  'history was not sealed': 'seal',
  'old deliveries of webhooks were not forgotten': 'forget',
  'whom webhooks tell was not worked out': 'webhook fan-out',
  'webhooks were not told': 'webhook',
}

const soonChoresOf = (parts: ChoreParts): Chores => {
  const { database, sender, baseUrl, sessionSecret } = parts
  return {
    // A round of telling lasts as long as somebody thinks about an answer; whom to tell is worked out meanwhile.
    'whom webhooks tell was not worked out': () => fanOut(database.db),
    'webhooks were not told': () =>
      deliverDue({
        db: database.db,
        sender,
        secret: sessionSecret,
        told: (db, link) => toldLink(db, link, baseUrl),
        // A round may have thousands to tell, and a process that ends waits for its rounds.
        isOver: () => parts.isEnding === true,
      }),
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
  const ends = all.map(([undone, chore, pause]) => {
    let round: Promise<unknown> | null = null
    const turn = () => {
      // A round that takes longer than the time between two is not followed by a queue of them.
      const kind = CHORE_KINDS[undone]
      round ??= (kind === undefined ? chore() : asJob(kind, chore))
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
  return async () => void (await Promise.all(ends.map((end) => end())))
}
