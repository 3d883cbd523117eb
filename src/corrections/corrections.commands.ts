import type { EntityManager } from 'typeorm'
import { claimNow } from '../claims/claim-now.queries'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { isChangeSince } from './changes-since.queries'
import { isWaiting, type Outcome } from './correction'
import { Correction } from './correction.entity'
import { CorrectionSender } from './correction-sender.entity'

/** How an editor closes a correction. */
export interface Closing {
  outcome: Outcome
  /** To the sender; spam gets none. */
  answer: string | null
  /** Public, of a correction made: what was changed. */
  changeWords: string | null
  /** The row of history that changed it. */
  changeHistoryId: number | null
}

/**
 * The correction, of the claim as it is now: it was asked for one that may have been joined into another since. Throws
 * 404 when there is none.
 */
export async function correctionById(db: EntityManager, id: number): Promise<Correction> {
  const correction = await db.findOneBy(Correction, { id })
  if (!correction) throw notFound(words.these.correction)
  return { ...correction, claimId: await claimNow(db, correction.claimId) }
}

/** Says that somebody is looking at it; another editor may take it over. */
export async function takeCorrection(db: EntityManager, editor: { id: number }, id: number, version: number) {
  await inTransaction(db, async (db) => {
    await waitingAt(db, id, version)
    await change(db, id, version, { state: 'taken', assigned_to_id: editor.id })
    await record(db, editor, { action: 'taken', kind: 'correction', id, payload: {} })
  })
}

/** Gives it back to everybody. */
export async function releaseCorrection(db: EntityManager, editor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    await waitingAt(db, id, version)
    await change(db, id, version, { state: 'open', assigned_to_id: null })
    await record(db, editor, { action: 'given back', kind: 'correction', id, payload: {} })
  })
}

/** Answers and closes it, or puts it aside as spam. The sender reads the answer at the private address, and by mail. */
export function closeCorrection(
  db: EntityManager,
  editor: { id: number },
  id: number,
  version: number,
  closing: Closing,
): Promise<{ correctionId: number } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    const correction = await waitingAt(db, id, version)
    const problems = await problemsOf(db, correction, closing)
    if (Object.keys(problems).length > 0) return { problems }
    const { outcome, answer, changeWords, changeHistoryId } = closing
    await change(db, id, version, {
      state: outcome,
      // What was begun is kept, should it turn out to be no spam.
      ...(outcome === 'spam' ? {} : { answer }),
      change_words: changeWords,
      change_history_id: changeHistoryId,
      closed_at: new Date(),
      closed_by_id: editor.id,
    })
    if (outcome !== 'spam') await dueForMail(db, id, 'now()')
    const payload = { outcome, changeWords, changeHistoryId }
    await record(db, editor, { action: 'closed', kind: 'correction', id, payload })
    return { correctionId: id }
  })
}

async function problemsOf(
  db: EntityManager,
  correction: Correction,
  { outcome, answer, changeWords, changeHistoryId }: Closing,
): Promise<FieldProblems> {
  const problems: FieldProblems = {}
  // What an outcome has no place for would be lost without a word.
  if (outcome !== 'corrected') {
    if (changeWords !== null) problems.changeWords = words.corrections.takeChangeOut
    if (changeHistoryId !== null) problems.changeHistoryId = words.corrections.takeChangeOut
  }
  if (outcome === 'spam')
    return answer === null ? problems : { ...problems, answer: words.corrections.spamGetsNoAnswer }
  if (answer === null) {
    problems.answer = outcome === 'corrected' ? words.corrections.tellWhatWasDone : words.corrections.tellWhyNot
  }
  if (outcome === 'not_corrected') return problems
  if (changeWords === null) problems.changeWords = words.corrections.sayWhatChanged
  if (changeHistoryId !== null && !(await isChangeSince(db, correction, changeHistoryId))) {
    problems.changeHistoryId = words.corrections.noSuchChange
  }
  return problems
}

/** Opens a closed one again; the answer is kept to be gone on from, and shown to nobody meanwhile. */
export async function reopenCorrection(db: EntityManager, editor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const correction = await correctionById(db, id)
    if (correction.version !== version) throw staleCorrection(id, version)
    if (isWaiting(correction.state)) throw new Problem(409, words.corrections.openAlready, words.corrections.notClosed)
    await change(db, id, version, {
      state: correction.assignedToId === null ? 'open' : 'taken',
      change_words: null,
      change_history_id: null,
      closed_at: null,
      closed_by_id: null,
    })
    await dueForMail(db, id, 'NULL')
    await record(db, editor, { action: 'opened again', kind: 'correction', id, payload: { was: correction.state } })
  })
}

/** Erases who sent it; the correction and its answer stay. Nothing happens when nobody is known, or not any more. */
export async function eraseSender(db: EntityManager, actor: Actor, id: number) {
  await inTransaction(db, async (db) => {
    await correctionById(db, id)
    const { affected } = await db.delete(CorrectionSender, { correctionId: id })
    if (affected) await record(db, actor, { action: 'sender erased', kind: 'correction', id, payload: {} })
  })
}

const staleCorrection = (id: number, version: number) =>
  stale(words.stale.correction, { kind: 'correction', id, version })

async function waitingAt(db: EntityManager, id: number, version: number): Promise<Correction> {
  const correction = await correctionById(db, id)
  if (correction.version !== version) throw staleCorrection(id, version)
  if (!isWaiting(correction.state)) {
    throw new Problem(409, words.corrections.closedAlready, words.corrections.hasBeenClosed)
  }
  return correction
}

async function change(db: EntityManager, id: number, version: number, changes: Record<string, unknown>) {
  if (!(await changeVersion(db, 'corrections', id, version, changes))) throw staleCorrection(id, version)
}

const dueForMail = (db: EntityManager, id: number, when: 'now()' | 'NULL') =>
  db.query(
    `UPDATE correction_senders SET mail_due_at = ${when}, mail_tries = 0
     WHERE correction_id = $1 AND email IS NOT NULL`,
    [id],
  )
