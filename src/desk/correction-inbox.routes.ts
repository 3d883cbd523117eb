import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { changesSince } from '../corrections/changes-since.queries'
import { CORRECTION_STATES, isWaiting } from '../corrections/correction'
import { AnswerWords, ChangeWords, OutcomeName } from '../corrections/correction.schema'
import {
  type Closing,
  closeCorrection,
  eraseSender,
  releaseCorrection,
  reopenCorrection,
  takeCorrection,
} from '../corrections/corrections.commands'
import { type CorrectionInFull, correctionInFull, inboxPage as inboxRows } from '../corrections/corrections.queries'
import { draftReplies, repliesOfCorrection } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { changedSince, imageAt } from '../history/images.queries'
import { cardsByIds } from '../reading/cards.queries'
import { claimPageModel } from '../reading/claim.pages'
import { claimById, reportsOfClaim } from '../reading/claim.queries'
import { claimCard } from '../reading/claim-card'
import { linkLine } from '../reading/link-lines'
import { linksOfClaim } from '../reading/links.queries'
import { idCursor, PAGE_SIZE, pageOf } from '../reading/paging'
import type { CorrectionImage } from '../versions/image'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { Versioned } from '../web/row-numbers'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { asTyped, type TypedForm, typedValue } from '../workbench/typed-form'
import {
  type ClaimBeside,
  correctionModel,
  correctionPage,
  FILTERS,
  inboxModel,
  inboxPage,
} from './correction-inbox.pages'

/** Reading and answering what readers ask for is for editors; erasing who they are, for reviewers. */
export const correctionInboxPolicy: Policy = {
  'GET /corrections': 'editor',
  'GET /corrections/:id/answer': 'editor',
  'POST /corrections/:id/answer': 'editor',
  'POST /corrections/:id/taking': 'editor',
  'POST /corrections/:id/release': 'editor',
  'POST /corrections/:id/reopening': 'editor',
  'POST /corrections/:id/erasure': 'reviewer',
}

const AnswerForm = Versioned.extend({
  outcome: OutcomeName,
  answer: AnswerWords,
  changeWords: ChangeWords,
  change: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .nullable()
    .catch(null),
})

const InboxQuery = z.enum(Object.keys(FILTERS) as [keyof typeof FILTERS]).catch('waiting')

const ANSWER_GROUPS: readonly FieldGroup[] = [
  { label: words.corrections.outcomeField, names: ['outcome'], vocabulary: CORRECTION_STATES },
  { label: words.corrections.answerField, names: ['answer'] },
  { label: words.corrections.logField, names: ['changeWords'], along: ['change'] },
]
const NOTHING = { outcome: '', answer: '', changeWords: '', change: '' }

/** What was made of a correction, as the form would send it. */
const answerInForm = ({ state, answer, changeWords, changeHistoryId }: Omit<CorrectionImage, 'assignedToId'>) => ({
  outcome: isWaiting(state) ? '' : state,
  answer: answer ?? '',
  changeWords: changeWords ?? '',
  change: changeHistoryId === null ? '' : String(changeHistoryId),
})

/** Reports and links of the claim that stand beside a correction; the claim's own page has them all. */
const MOST_REPORTS_BESIDE = 3
const MOST_LINKS_BESIDE = 100

/**
 * The desk's inbox of corrections: three queries (corrections, claims, drafts of replies), and of one correction seven
 * (correction, claim, reports, links, changes since, replies; the claim's version decides what is stale).
 */
export function correctionInboxRoutes({ db, pages }: { db: EntityManager; pages: ReadPool }) {
  const router = Router()

  router.get('/corrections', async (req, res) => {
    const filter = InboxQuery.parse(req.query.state)
    const behind = idCursor(req.query.after)
    const page = pageOf(await inboxRows(db, filter, behind, PAGE_SIZE + 1))
    const [cards, drafts] = await Promise.all([
      pages.rows(cardsByIds, [[...new Set(page.shown.map((row) => row.claimId))]]),
      filter === 'waiting' && behind === null ? draftReplies(db) : [],
    ])
    inboxPage.render(res, inboxModel(filter, page, cards, drafts, behind === null))
  })

  router.get('/corrections/:id/answer', async (req, res) => {
    await show(res, await correctionOr404(req.params.id), { typed: {}, problems: {} })
  })

  router.post('/corrections/:id/answer', async (req, res) => {
    const correction = await correctionOr404(req.params.id)
    const typed = asTyped(req.body)
    const form = AnswerForm.safeParse(typed)
    if (!form.success) return show(res.status(422), correction, { typed, problems: fieldProblems(form.error) })
    const { version, change, ...closing } = form.data
    const outcome = await close(res, correction.id, version, { ...closing, changeHistoryId: change })
    if (outcome === 'stale') return showStale(res, correction.id, typed)
    if ('problems' in outcome) {
      const { changeHistoryId, ...problems } = outcome.problems
      const all = { ...problems, ...(changeHistoryId ? { change: changeHistoryId } : {}) }
      return show(res.status(422), correction, { typed, problems: all })
    }
    const undo = { action: `/corrections/${correction.id}/reopening`, fields: { version: version + 1 } }
    const told = closing.outcome === 'spam' ? words.corrections.putAside : words.corrections.answeredAndClosed
    await seeOther(req, res, '/corrections', { text: words.corrections.isTold(correction.id, told), undo })
  })

  const close = (res: Response, id: number, version: number, closing: Closing) =>
    closeCorrection(db, signedIn(res), id, version, closing).catch(whenStale)

  /** Keeps what was typed, beside what it was and what is there now; sent again, it answers that. */
  async function showStale(res: Response, id: number, mine: TypedForm) {
    const correction = await correctionOr404(String(id))
    const subject = { kind: 'correction', id } as const
    const version = Number(typedValue(mine.version))
    const base = await imageAt<CorrectionImage>(db, subject, version)
    const values = { base: base && answerInForm(base), theirs: answerInForm(correction), mine: { ...NOTHING, ...mine } }
    const { stale, typed } = staleForm(ANSWER_GROUPS, values, await changedSince(db, subject, version))
    await show(res.status(409), correction, {
      typed: { ...typed, version: String(correction.version) },
      problems: {},
      stale,
    })
  }

  router.post('/corrections/:id/taking', async (req, res) => {
    const { id, version } = versionOf(req.params.id, req.body)
    await takeCorrection(db, signedIn(res), id, version)
    const undo = { action: `/corrections/${id}/release`, fields: { version: version + 1 } }
    await seeOther(req, res, `/corrections/${id}/answer`, { text: words.corrections.isYours, undo })
  })

  router.post('/corrections/:id/release', async (req, res) => {
    const { id, version } = versionOf(req.params.id, req.body)
    await releaseCorrection(db, signedIn(res), id, version)
    await seeOther(req, res, `/corrections/${id}/answer`, { text: words.corrections.waitsAgain })
  })

  router.post('/corrections/:id/reopening', async (req, res) => {
    const { id, version } = versionOf(req.params.id, req.body)
    await reopenCorrection(db, signedIn(res), id, version)
    await seeOther(req, res, `/corrections/${id}/answer`, { text: words.corrections.openedAgain })
  })

  router.post('/corrections/:id/erasure', async (req, res) => {
    const id = idFrom(req.params.id, words.these.correction)
    await eraseSender(db, signedIn(res), id)
    await seeOther(req, res, `/corrections/${id}/answer`, { text: words.corrections.senderIsErased })
  })

  async function correctionOr404(given: unknown): Promise<CorrectionInFull> {
    const correction = await correctionInFull(db, idFrom(given, words.these.correction))
    if (!correction) throw notFound(words.these.correction)
    return correction
  }

  /** The form's answer is what was typed, else what was kept from before it was opened again. */
  async function show(
    res: Response,
    correction: CorrectionInFull,
    { typed, problems, stale = null }: { typed: TypedForm; problems: FieldProblems; stale?: StaleForm | null },
  ) {
    // One after the other: after an answer that is refused they run in its transaction, on one connection.
    const beside = await claimBeside(correction.claimId)
    const changes = await changesSince(db, correction)
    const replies = await repliesOfCorrection(db, correction.id)
    const form = { typed: { answer: correction.answer ?? '', ...typed }, problems }
    correctionPage.render(res, correctionModel(correction, beside, changes, replies, { ...form, stale }))
  }

  async function claimBeside(id: number): Promise<ClaimBeside> {
    const [claim, reports, links] = await Promise.all([
      pages.row(claimById, [id]),
      pages.rows(reportsOfClaim, [id, 0]),
      pages.rows(linksOfClaim, [id, 0, MOST_LINKS_BESIDE]),
    ])
    if (!claim) throw notFound(words.these.claim)
    const some = reports.slice(0, MOST_REPORTS_BESIDE)
    const behind = { report: null, link: null }
    const model = claimPageModel({ claim, reports: some, wordings: [], links: [], others: [], replies: [], behind })
    return {
      card: claimCard(claim),
      state: claim.state,
      reports: model.reports,
      links: links.map((row) => linkLine(row)),
      changes: model.changes,
    }
  }

  return router
}

function versionOf(id: unknown, body: unknown): { id: number; version: number } {
  return { id: idFrom(id, words.these.correction), version: parsed(Versioned, body ?? {}).version }
}
