import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { PublicReason } from '../claims/claim.schema'
import { correctionById } from '../corrections/corrections.commands'
import { addReply, changeReply, replyById, restoreReply, withdrawReply } from '../corrections/replies.commands'
import { REPLY_WAYS } from '../corrections/reply'
import type { Reply } from '../corrections/reply.entity'
import type { ReadPool } from '../database/read-pool'
import { changedSince, imageAt } from '../history/images.queries'
import { cardsByIds } from '../reading/cards.queries'
import { type ClaimCard, claimCard } from '../reading/claim-card'
import { publish } from '../reviewing/publishing.commands'
import { asksForReview } from '../settings/settings.queries'
import type { ReplyImage } from '../versions/image'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { Versioned } from '../web/row-numbers'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { undoing } from '../web/undo-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { asTyped, type TypedForm, typedValue } from '../workbench/typed-form'
import { type Alike, replyAsTyped, replyInForm } from './reply-in-form'

/** Publishing what somebody replies is for editors; whether it takes a second person, the command decides. */
export const replyPolicy: Policy = {
  'GET /claims/:id/replies/new': 'editor',
  'POST /claims/:id/replies': 'editor',
  'GET /replies/:id/edit': 'editor',
  'POST /replies/:id': 'editor',
  'POST /replies/:id/publication': 'editor',
  'POST /replies/:id/withdrawal': 'editor',
  'POST /replies/:id/restoration': 'editor',
}

interface ReplyPage extends PageHead {
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
  claim: ClaimCard
  action: string
  isNew: boolean
  /** Whether it will wait for somebody else to publish it. */
  forReview: boolean
  ways: typeof REPLY_WAYS
  alike: Alike
  value(name: string): string
  problems: FieldProblems
}

const replyPage = page<ReplyPage>('corrections/reply-form')

interface Form {
  typed: TypedForm
  problems: FieldProblems
  alike?: Alike
  stale?: StaleForm | null
}

const Withdrawal = Versioned.extend({ reason: PublicReason })

/** Replies beside claims: made, changed, published, withdrawn and restored by editors. */
export function replyRoutes({ db, pages }: { db: EntityManager; pages: ReadPool }) {
  const router = Router()

  router.get('/claims/:id/replies/new', async (req, res) => {
    const claim = await claimOr404(req.params.id)
    const correction = typedValue(req.query.correction)
    const typed = correction === '' ? {} : await fromCorrection(idFrom(correction, words.these.correction), claim.id)
    await show(res, claim, null, { typed, problems: {} })
  })

  router.post('/claims/:id/replies', async (req, res) => {
    const claim = await claimOr404(req.params.id)
    const typed = asTyped(req.body)
    const given = await replyInForm(db, typed, null)
    if ('problems' in given) return show(res.status(422), claim, null, { typed, ...given })
    const added = await addReply(db, signedIn(res), claim.id, given.reply)
    if ('problems' in added) return show(res.status(422), claim, null, { typed, problems: added.problems })
    const undo = withdrawalOf(added.replyId, 1)
    await seeOther(req, res, `/claims/${claim.id}#reply-${added.replyId}`, { text: toldOf(added.isDraft), undo })
  })

  router.get('/replies/:id/edit', async (req, res) => {
    const reply = await replyById(db, idFrom(req.params.id, words.these.reply))
    await show(res, await claimOr404(String(reply.claimId)), reply, {
      typed: await replyAsTyped(db, reply),
      problems: {},
    })
  })

  router.post('/replies/:id', async (req, res) => {
    const reply = await replyById(db, idFrom(req.params.id, words.these.reply))
    const claim = await claimOr404(String(reply.claimId))
    const typed = asTyped(req.body)
    const given = await replyInForm(db, typed, reply)
    const version = Versioned.safeParse(typed)
    if (!version.success) return show(res.status(422), claim, reply, { typed, problems: fieldProblems(version.error) })
    if ('problems' in given) return show(res.status(422), claim, reply, { typed, ...given })
    const changed = await changeReply(db, signedIn(res), reply.id, version.data.version, given.reply).catch(whenStale)
    if (changed === 'stale') return showStale(res, claim, reply.id, typed)
    if ('problems' in changed) return show(res.status(422), claim, reply, { typed, problems: changed.problems })
    const back = `/claims/${claim.id}#reply-${reply.id}`
    const undo = undoing([{ kind: 'reply', id: reply.id, version: version.data.version + 1 }], back)
    await seeOther(req, res, back, { text: toldOf(changed.isDraft), undo })
  })

  /** Keeps what was typed, beside what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, claim: ClaimCard, id: number, typed: TypedForm) {
    const now = await replyById(db, id)
    const theirs = await replyAsTyped(db, now)
    const subject = { kind: 'reply', id } as const
    const version = Number(typed.version)
    const was = await imageAt<ReplyImage>(db, subject, version)
    const values = { base: was && (await replyAsTyped(db, { ...was, version })), theirs, mine: typed }
    const { stale, typed: merged } = staleForm(REPLY_GROUPS, values, await changedSince(db, subject, version))
    const kept = { ...merged, version: String(now.version) }
    await show(res.status(409), claim, now, { typed: kept, problems: {}, stale })
  }

  router.post('/replies/:id/publication', async (req, res) => {
    const id = idFrom(req.params.id, words.these.reply)
    const { version } = parsed(Versioned, req.body ?? {})
    await publish(db, signedIn(res), { kind: 'reply', id, version })
    const { claimId } = await replyById(db, id)
    const undo = withdrawalOf(id, version + 1)
    await seeOther(req, res, `/claims/${claimId}#reply-${id}`, { text: words.replies.isPublic, undo })
  })

  router.post('/replies/:id/withdrawal', async (req, res) => {
    const id = idFrom(req.params.id, words.these.reply)
    const { version, reason } = parsed(Withdrawal, req.body ?? {})
    await withdrawReply(db, signedIn(res), id, version, reason)
    const { claimId } = await replyById(db, id)
    const undo = { action: `/replies/${id}/restoration`, fields: { version: version + 1 } }
    await seeOther(req, res, `/claims/${claimId}`, { text: words.replies.isWithdrawn, undo })
  })

  router.post('/replies/:id/restoration', async (req, res) => {
    const id = idFrom(req.params.id, words.these.reply)
    const { version } = parsed(Versioned, req.body ?? {})
    const restored = await restoreReply(db, signedIn(res), id, version)
    if ('problem' in restored) throw unprocessable(restored.problem)
    const { claimId } = await replyById(db, id)
    const undo = undoing([{ kind: 'reply', id, version: version + 1 }], `/claims/${claimId}`)
    await seeOther(req, res, `/claims/${claimId}#reply-${id}`, { text: words.replies.isRestored, undo })
  })

  async function claimOr404(id: unknown): Promise<ClaimCard> {
    const [row] = await pages.rows(cardsByIds, [[idFrom(id, words.these.claim)]])
    if (!row) throw notFound(words.these.claim)
    return claimCard(row)
  }

  /** The words and the day of a request; never its sender's name, which was given to the desk alone. */
  async function fromCorrection(id: number, claimId: number): Promise<TypedForm> {
    const correction = await correctionById(db, id)
    if (correction.claimId !== claimId) throw notFound(words.these.correction)
    const repliedOn = correction.createdAt.toISOString().slice(0, 10)
    return { correction: String(id), words: correction.words, repliedOn, way: 'form', url: correction.sourceUrl ?? '' }
  }

  async function show(
    res: Response,
    claim: ClaimCard,
    reply: Reply | null,
    { typed, problems, alike = [], stale = null }: Form,
  ) {
    replyPage.render(res, {
      title: reply === null ? words.replies.publishTitle : words.replies.changeTitle,
      section: '/corrections',
      claim,
      action: reply === null ? `/claims/${claim.id}/replies` : `/replies/${reply.id}`,
      isNew: reply === null,
      forReview: await asksForReview(db),
      ways: REPLY_WAYS,
      alike,
      value: (name) => typedValue(typed[name]),
      problems,
      stale,
    })
  }

  return router
}

const REPLY_GROUPS: readonly FieldGroup[] = [
  { label: words.replies.whoseField, names: ['by'], along: ['speaker', 'chosenFor'] },
  { label: words.replies.wordsField, names: ['words'] },
  { label: words.replies.dayField, names: ['repliedOn'] },
  { label: words.replies.way, names: ['way'], vocabulary: REPLY_WAYS },
  { label: words.replies.addressField, names: ['url'] },
]

const withdrawalOf = (id: number, version: number) => ({
  action: `/replies/${id}/withdrawal`,
  fields: { version, reason: words.replies.publishedByMistake },
})

const toldOf = (isDraft: boolean) => (isDraft ? words.replies.savedAsDraft : words.replies.standsNow)
