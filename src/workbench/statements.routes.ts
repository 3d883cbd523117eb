import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleAtRevision } from '../articles/articles.queries'
import { PublicReason } from '../claims/claim.schema'
import { claimById, restoreClaim, withdrawClaim } from '../claims/claims.commands'
import { changeStatement, restoreStatement, statementById, withdrawStatement } from '../claims/statements.commands'
import { inTransaction } from '../database/transaction'
import { changeLinkedClaim } from '../links/change-linked-claim.commands'
import { MOST_GOING_ALONG, splitOffWithLinks } from '../links/split-off-with-links.commands'
import { forgetUnsaved } from '../unsaved/unsaved-forms.commands'
import { nothingUnsaved, type UnsavedOnPage, unsavedOnPage } from '../unsaved/unsaved-forms.queries'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { gone, unprocessable } from '../web/problems'
import { rowNumber, Versioned } from '../web/row-numbers'
import { sentKeyOf } from '../web/sent-key'
import { type StaleForm, staleForm } from '../web/stale-form'
import { type Made, undoing } from '../web/undo-form'
import type { Notice } from '../web/visitor'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { hopsInForm } from './hop-fields.queries'
import { typedHops } from './hop-form.schema'
import { offeredSpeakers } from './offered-speakers.queries'
import { withSoleKind } from './sole-kind.queries'
import { problemsInRows, withoutGaps } from './speaker-fields'
import { statementCardAt, statementChangedSince } from './statement-at.queries'
import { type StatementCard, statementCard } from './statement-cards.queries'
import { claimGiven, EditForm, spansGiven } from './statement-form.schema'
import { STATEMENT_GROUPS } from './statement-groups'
import { isClaimAsItWas, keepingPlaces, keepingSpeakers, typedFrom } from './statement-in-form'
import { asTyped, type TypedForm } from './typed-form'
import { editPage } from './workbench.pages'

/** `link`: which of the claim’s links go along; one comes as a string, more as a list. */
const Split = Versioned.extend({
  link: z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(rowNumber(words.tag.noLinkNumber)).max(MOST_GOING_ALONG),
    )
    .transform((ids) => [...new Set(ids)]),
})
const Withdrawal = Versioned.extend({ reason: PublicReason })

const unsavedForm = (statementId: number) => `statements/${statementId}/edit`

/** Changing, splitting off, withdrawing and restoring statements and claims. */
export function statementRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/statements/:id/edit', async (req, res) => {
    const { card, article } = await cardAndArticle(req.params.id)
    const page = { form: unsavedForm(card.id), asked: req.query.unsaved }
    const unsaved = await unsavedOnPage(db, signedIn(res).id, page)
    await show(res, card, article, { typed: unsaved.shown?.fields ?? typedFrom(card), problems: {}, unsaved })
  })

  router.post('/statements/:id', async (req, res) => {
    const { card, article } = await cardAndArticle(req.params.id)
    const typed = withoutGaps(await withSoleKind(db, asTyped(req.body)))
    const form = EditForm.safeParse({ ...typed, hops: typedHops(typed) })
    const outcome = form.success
      ? await change(res, card, typed, form.data).catch(whenStale)
      : { problems: problemsInRows(fieldProblems(form.error)) }
    if (outcome === 'stale') return showStale(res, card.id, typed)
    if ('problems' in outcome) return show(res.status(422), card, article, { typed, problems: outcome.problems })
    await forgetUnsaved(db, signedIn(res).id, sentKeyOf(res))
    const back = `/articles/${article.id}/annotate#statement-${card.id}`
    await seeOther(req, res, back, { text: words.tag.statementChanged, undo: undoing(outcome.made, back) })
  })

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, id: number, typed: TypedForm) {
    const at = { version: Number(typed.version), claimVersion: Number(typed.claimVersion) }
    const { card, article } = await cardAndArticle(String(id))
    const base = await statementCardAt(db, card, at)
    const theirs = typedFrom(card)
    const values = { base: base && typedFrom(base), theirs, mine: typed }
    const { stale, typed: merged } = staleForm(STATEMENT_GROUPS, values, await statementChangedSince(db, card, at))
    const { version = '', claimVersion = '' } = theirs
    await show(res.status(409), card, article, { typed: { ...merged, version, claimVersion }, problems: {}, stale })
  }

  /** Both or neither: a stale version of the one undoes the other. */
  function change(res: Response, card: StatementCard, typed: TypedForm, form: z.output<typeof EditForm>) {
    const editor = signedIn(res)
    return inTransaction(db, async (db): Promise<{ made: Made[] } | { problems: FieldProblems }> => {
      const spans = {
        ...keepingPlaces(spansGiven(form, 'words alone'), card),
        wording: form.wording,
        inZone: form.inZone,
      }
      const changed = await changeStatement(db, editor, card.id, form.version, spans)
      if ('problems' in changed) return changed
      const made: Made[] = [{ kind: 'statement', id: card.id, version: form.version + 1 }]
      // A draft report may be changed though its claim is published, as long as the claim itself is left alone.
      if (card.state === 'draft' && card.claimState === 'published' && isClaimAsItWas(typed, card)) return { made }
      const claim = await changeLinkedClaim(
        db,
        editor,
        card.claimId,
        form.claimVersion,
        keepingSpeakers(claimGiven(form), card),
      )
      if ('problems' in claim) return claim
      return { made: [...made, { kind: 'claim', id: card.claimId, version: form.claimVersion + 1 }] }
    })
  }

  router.post('/statements/:id/split', async (req, res) => {
    const { version, link } = parsed(Split, req.body ?? {})
    const id = idFrom(req.params.id, words.these.statement)
    const outcome = await splitOffWithLinks(db, signedIn(res), id, version, link)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    await seeOther(req, res, `/statements/${id}/edit`, {
      text: words.tag.isSplitOff,
    })
  })

  router.post('/statements/:id/withdrawal', async (req, res) => {
    const { version, reason } = parsed(Withdrawal, req.body ?? {})
    const id = idFrom(req.params.id, words.these.statement)
    await withdrawStatement(db, signedIn(res), id, version, reason)
    const undo = { action: `/statements/${id}/restoration`, fields: { version: version + 1 } }
    await backToArticle(req, res, id, { text: words.tag.statementWithdrawn, undo })
  })

  router.post('/statements/:id/restoration', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idFrom(req.params.id, words.these.statement)
    await restoreStatement(db, signedIn(res), id, version)
    const undo = undoing([{ kind: 'statement', id, version: version + 1 }], `/statements/${id}`)
    await backToArticle(req, res, id, { text: words.tag.statementRestored, undo })
  })

  router.post('/claims/:id/withdrawal', async (req, res) => {
    const { version, reason } = parsed(Withdrawal, req.body ?? {})
    const id = idFrom(req.params.id, words.these.claim)
    await withdrawClaim(db, signedIn(res), id, version, reason)
    const undo = { action: `/claims/${id}/restoration`, fields: { version: version + 1 } }
    await seeOther(req, res, '/', { text: words.tag.claimWithdrawn(id), undo })
  })

  router.post('/claims/:id/restoration', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idFrom(req.params.id, words.these.claim)
    await restoreClaim(db, signedIn(res), id, version)
    const undo = undoing([{ kind: 'claim', id, version: version + 1 }], '/')
    await seeOther(req, res, `/claims/${id}`, { text: words.tag.claimRestored, undo })
  })

  async function backToArticle(req: Request, res: Response, statementId: number, notice: Notice) {
    const { revisionId } = await statementById(db, statementId)
    const article = await articleAtRevision(db, revisionId)
    await seeOther(req, res, `/articles/${article?.id}/annotate#statements`, notice)
  }

  async function cardAndArticle(id: unknown): Promise<{ card: StatementCard; article: ArticleWithText }> {
    const statementId = idFrom(id, words.these.statement)
    const card = await statementCard(db, statementId)
    const { revisionId, withdrawnReason, claimId } = await statementById(db, statementId)
    if (!card)
      throw gone(words.these.statement, withdrawnReason ?? (await claimById(db, claimId)).withdrawnReason ?? '')
    return { card, article: (await articleAtRevision(db, revisionId)) as ArticleWithText }
  }

  async function show(
    res: Response,
    card: StatementCard,
    article: ArticleWithText,
    form: { typed: TypedForm; problems: FieldProblems; stale?: StaleForm; unsaved?: UnsavedOnPage },
  ) {
    const { unsaved = nothingUnsaved(unsavedForm(card.id)) } = form
    editPage.render(res, {
      title: words.tag.change,
      section: '/articles',
      card,
      articleId: article.id,
      choices: null,
      headline: article.headline,
      offered: await offeredSpeakers(db, article.id, form),
      hops: await hopsInForm(db, form.typed, form.problems),
      script: 'built/unsaved.js',
      stale: null,
      ...form,
      unsaved,
      key: sentKeyOf(res) ?? unsaved.shown?.idempotencyKey,
    })
  }

  return router
}
