import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Account } from '../accounts/account.entity'
import type { Policy } from '../accounts/policy'
import { admits } from '../accounts/role'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { linkById } from '../links/links.commands'
import { deskOf } from '../web/desk'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound, Problem, unprocessable } from '../web/problems'
import { Versioned } from '../web/row-numbers'
import { line } from '../web/text-fields'
import { type Made, MOST_UNDONE, undoing } from '../web/undo-form'
import type { Notice } from '../web/visitor'
import { words } from '../words/words'
import { claimInBrief } from '../workbench/claim-in-brief.queries'
import { asTyped, type TypedForm, typedValue } from '../workbench/typed-form'
import type { DraftAuthor } from './authors.queries'
import { type DraftItem, itemFrom } from './draft-item'
import { draftRows } from './draft-rows.queries'
import { DRAFTS_ON_PAGE } from './drafts.queries'
import { publish, sendBack } from './publishing.commands'
import { draftLists, type Looking, reviewPage } from './review.pages'
import { takeBack } from './taking-back.commands'

/** Editors see what has become of theirs; who may publish, the command says: it depends on the setting and the authors. */
export const reviewPolicy: Policy = {
  'GET /review': 'editor',
  'GET /claims/:id/drafts': 'editor',
  'POST /review/publications': 'editor',
  'POST /review/returns': 'editor',
  'POST /statements/:id/draft': 'editor',
  'POST /claims/:id/draft': 'editor',
  'POST /links/:id/draft': 'editor',
}

const ReturnForm = z.object({ item: z.string(), comment: line(2_000, words.review.sayWhatToDo) })

/** The queue of drafts, publishing them, sending them back, and taking back to draft what is published. */
export function reviewRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/review', (req, res) => show(req, res, { claimId: null }))

  router.get('/claims/:id/drafts', (req, res) => show(req, res, { claimId: idFrom(req.params.id, words.these.claim) }))

  router.post('/review/publications', async (req, res) => {
    const typed = asTyped(req.body)
    const items = itemsOf(typed.item)
    const refusals: string[] = []
    const made: Made[] = []
    for (const item of items) {
      const refusal = await published(signedIn(res), item)
      // One alone is answered like any other request; of several each is told.
      if (refusal && items.length === 1) throw refusal
      if (refusal) refusals.push(`${item.kind} ${item.id}: ${refusal.detail}`)
      else made.push({ kind: item.kind, id: item.id, version: item.version + 1 })
    }
    const count = items.length - refusals.length
    const notice = { text: words.review.published(count, refusals.join(' ')) }
    await seeOther(req, res, backFrom(typed), withUndo(notice, made, backFrom(typed)))
  })

  /** Each in a transaction of its own: one that can't be published holds up no other. */
  async function published(account: Account, item: DraftItem): Promise<Problem | null> {
    try {
      await publish(db, account, item)
      return null
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return error
      throw error
    }
  }

  router.post('/review/returns', async (req, res) => {
    const typed = asTyped(req.body)
    const item = itemFrom(typedValue(typed.item))
    if (!item) throw unprocessable(words.review.chooseToSendBack)
    const form = ReturnForm.safeParse({ item: typedValue(typed.item), comment: typedValue(typed.comment) })
    if (!form.success) {
      const { comment = words.review.isNotAccepted } = fieldProblems(form.error)
      return showAgain(comment)
    }
    const outcome = await sendBack(db, signedIn(res), item, form.data.comment)
    if ('problem' in outcome) return showAgain(outcome.problem)
    await seeOther(req, res, backFrom(typed), { text: sentBackInWords(outcome.told) })

    function showAgain(problem: string) {
      const claimId = /^\/claims\/(\d+)\/drafts$/.exec(backFrom(typed))?.[1]
      const again = { value: typedValue(typed.item), comment: typedValue(typed.comment), problem }
      return show(req, res.status(422), { claimId: claimId ? Number(claimId) : null, typed: again })
    }
  })

  router.post('/statements/:id/draft', async (req, res) => {
    const id = idFrom(req.params.id, words.these.statement)
    const { version } = parsed(Versioned, req.body ?? {})
    const made = await takeBack(db, signedIn(res), { kind: 'statement', id, version })
    await takenBack(req, res, `/statements/${id}/edit`, made)
  })

  router.post('/claims/:id/draft', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const { version } = parsed(Versioned, req.body ?? {})
    const made = await takeBack(db, signedIn(res), { kind: 'claim', id, version })
    await takenBack(req, res, `/claims/${id}/drafts`, made)
  })

  router.post('/links/:id/draft', async (req, res) => {
    const id = idFrom(req.params.id, words.these.link)
    const { version } = parsed(Versioned, req.body ?? {})
    const made = await takeBack(db, signedIn(res), { kind: 'link', id, version })
    const { fromClaimId } = await linkById(db, id)
    await takenBack(req, res, `/claims/${fromClaimId}/drafts`, made)
  })

  /** Whoever may publish it again may undo it. */
  const takenBack = (req: Request, res: Response, path: string, made: Made[]) => {
    const notice = { text: words.review.takenBack }
    const mayPublish = admits(deskOf(res).review ? 'reviewer' : 'editor', signedIn(res).role)
    return seeOther(req, res, path, mayPublish ? withUndo(notice, made, path) : notice)
  }

  /** The queue, or the drafts of one claim: nine queries, one more for the claim. */
  async function show(
    req: Request,
    res: Response,
    { claimId, typed = null }: { claimId: number | null; typed?: Looking['typed'] },
  ) {
    const account = signedIn(res)
    const { review } = deskOf(res)
    const claim = claimId === null ? null : await claimInBrief(db, claimId)
    if (claimId !== null && !claim) throw notFound(words.these.claim)
    const mineOnly = req.query.of === 'mine'
    const behind = {
      statement: cursor(req.query.statements),
      link: cursor(req.query.links),
      reply: cursor(req.query.replies),
    }
    const rows = await draftRows(db, { behind, claimId, createdById: mineOnly ? account.id : null })
    const mayPublish = admits(review ? 'reviewer' : 'editor', account.role)
    const closed = mayPublish ? null : words.review.waitsForReviewer
    const here = claimId === null ? '/review' : `/claims/${claimId}/drafts`
    const filter = mineOnly ? 'of=mine&' : ''
    const next = (list: string, last: number | null) =>
      last === null ? null : `${here}?${filter}${list}=${last}${list === 'statements' ? '' : `#${list}`}`
    reviewPage.render(res, {
      title: claim ? words.review.draftsOf(claim.id) : words.layout.review,
      section: '/review',
      ...draftLists(rows, { id: account.id, closed, reviews: review, typed }),
      claim: claim && {
        id: claim.id,
        speakers: claim.speakers,
        words: claim.words,
        isDraft: claim.state === 'draft',
        version: claim.version,
      },
      mineOnly,
      mayPublish,
      back: here,
      isFirstStatements: behind.statement === 0,
      nextStatements: next('statements', rows.last.statement),
      isFirstLinks: behind.link === 0,
      nextLinks: next('links', rows.last.link),
      isFirstReplies: behind.reply === 0,
      nextReplies: next('replies', rows.last.reply),
    })
  }

  return router
}

/** More than a few are looked at again one by one. Withdrawing a reply, which can't become a draft again, takes a reason. */
function withUndo(notice: Notice, made: readonly Made[], back: string): Notice {
  if (made.length === 0 || made.length > MOST_UNDONE) return notice
  const reason = made.some(({ kind }) => kind === 'reply') ? words.review.publishedByMistake : undefined
  return { ...notice, undo: undoing(made, back, reason) }
}

/** Whoever chooses all on a page, statements, links and replies, sends no more. */
const MOST_ITEMS = 3 * DRAFTS_ON_PAGE

/** What was chosen, statements before links, so that a link finds its claims published. Throws 422 on anything else. */
function itemsOf(sent: TypedForm[string] | undefined): DraftItem[] {
  const values = [...new Set([sent ?? []].flat())]
  const items = values.map(itemFrom).filter((item) => item !== null)
  if (items.length === 0 || items.length < values.length) throw unprocessable(words.review.chooseToPublish)
  if (items.length > MOST_ITEMS) throw unprocessable(words.review.mostAtOnce(MOST_ITEMS))
  return items.toSorted((a, b) => Number(a.kind === 'link') - Number(b.kind === 'link') || a.id - b.id)
}

function sentBackInWords(told: DraftAuthor[] | null): string {
  if (told === null) return words.review.isSentBack
  if (told.length === 0) return words.review.sentBackNobodyTold
  return words.review.sentBackTold(told.map(({ name }) => name).join(', '))
}

/** Back to the page that the form stood on, and to no other site. */
function backFrom(typed: TypedForm): string {
  const back = typedValue(typed.back)
  return /^\/claims\/[1-9]\d{0,9}\/drafts$/.test(back) ? back : '/review'
}

/** The id after which a list goes on; 0 is its start. */
function cursor(sent: unknown): number {
  return sent === undefined ? 0 : idFrom(sent, words.these.pageOfList)
}
