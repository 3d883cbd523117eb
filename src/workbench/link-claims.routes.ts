import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { nameChain } from '../chains/chains.commands'
import { PublicReason } from '../claims/claim.schema'
import { LinkReason, RelationName } from '../links/link.schema'
import { linkById, linkClaims, restoreLink, withdrawLink } from '../links/links.commands'
import { forgetUnsaved } from '../unsaved/unsaved-forms.commands'
import { nothingUnsaved, type UnsavedOnPage, unsavedOnPage } from '../unsaved/unsaved-forms.queries'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { rowNumber, Versioned } from '../web/row-numbers'
import { sentKeyOf } from '../web/sent-key'
import { optionalLine } from '../web/text-fields'
import { undoing } from '../web/undo-form'
import { words } from '../words/words'
import { findClaims } from './claim-finder.queries'
import { type ClaimInBrief, claimInBrief } from './claim-in-brief.queries'
import { contextOf } from './context-of'
import { asTyped, type TypedForm, typedValue } from './typed-form'
import { withChosen } from './with-chosen.queries'
import { linkPage } from './workbench.pages'

const LinkForm = z.object({
  to: rowNumber(words.linking.chooseOther),
  relation: RelationName,
  /** "answers": this claim is the later one; "answered": the other one answers it. */
  direction: z.enum(['answers', 'answered']).default('answers'),
  reason: LinkReason,
})

const Withdrawal = Versioned.extend({ reason: PublicReason })
const ChainTitle = Versioned.extend({ title: optionalLine(300) })

const unsavedForm = (claimId: number) => `claims/${claimId}/links/new`

/** From a claim, finding the other and linking the two; and the links' and chains' own small forms. */
export function linkRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/claims/:id/links/new', async (req, res) => {
    const claim = await claimOr404(req.params.id)
    const page = { form: unsavedForm(claim.id), asked: req.query.unsaved }
    const unsaved = await unsavedOnPage(db, signedIn(res).id, page)
    const typed = unsaved.shown?.fields ?? {}
    // Words in the address are searched for, though there are none: "Find" with an empty field shows the newest.
    const words = typedValue(req.query.q ?? typed.q)
    await show(res, claim, { words, typed, problems: {}, unsaved })
  })

  router.post('/claims/:id/links', async (req, res) => {
    const claim = await claimOr404(req.params.id)
    const typed = asTyped(req.body)
    const form = LinkForm.safeParse(typed)
    const again = (problems: FieldProblems) =>
      show(res.status(422), claim, { words: typedValue(typed.q), typed, problems })
    if (!form.success) return again(fieldProblems(form.error))

    const { to, relation, direction, reason } = form.data
    const ends = direction === 'answers' ? { from: claim.id, to } : { from: to, to: claim.id }
    const outcome = await linkClaims(db, signedIn(res), { ...ends, relation, reason })
    if ('problems' in outcome) return again(outcome.problems)
    await forgetUnsaved(db, signedIn(res).id, sentKeyOf(res))
    const { version } = await linkById(db, outcome.linkId)
    const undo = { action: `/links/${outcome.linkId}/withdrawal`, fields: { version, reason: words.linking.byMistake } }
    const linked = outcome.state === 'draft' ? words.linking.linkedAsDraft : words.linking.linked
    await seeOther(req, res, `/links/${outcome.linkId}`, { text: `${linked} ${outcome.warning ?? ''}`.trim(), undo })
  })

  router.post('/links/:id/withdrawal', async (req, res) => {
    const { version, reason } = parsed(Withdrawal, req.body ?? {})
    const id = idFrom(req.params.id, words.these.link)
    const { fromClaimId } = await linkById(db, id)
    await withdrawLink(db, signedIn(res), id, version, reason)
    const undo = { action: `/links/${id}/restoration`, fields: { version: version + 1 } }
    await seeOther(req, res, `/claims/${fromClaimId}`, { text: words.linking.linkWithdrawn, undo })
  })

  router.post('/links/:id/restoration', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idFrom(req.params.id, words.these.link)
    await restoreLink(db, signedIn(res), id, version)
    const undo = undoing([{ kind: 'link', id, version: version + 1 }], `/links/${id}`)
    await seeOther(req, res, `/links/${id}`, { text: words.linking.linkRestored, undo })
  })

  router.post('/chains/:id/title', async (req, res) => {
    const { version, title } = parsed(ChainTitle, req.body ?? {})
    const id = idFrom(req.params.id, words.these.chain)
    await nameChain(db, signedIn(res), id, version, title)
    const undo = undoing([{ kind: 'chain', id, version: version + 1 }], `/chains/${id}`)
    const text = title === null ? words.linking.noTitleNow : words.linking.titleSaved
    await seeOther(req, res, `/chains/${id}`, { text, undo })
  })

  async function claimOr404(id: unknown): Promise<ClaimInBrief> {
    const claim = await claimInBrief(db, idFrom(id, words.these.claim))
    if (!claim) throw notFound(words.these.claim)
    return claim
  }

  async function show(
    res: Response,
    claim: ClaimInBrief,
    form: { words: string; typed: TypedForm; problems: FieldProblems; unsaved?: UnsavedOnPage },
  ) {
    const { unsaved = nothingUnsaved(unsavedForm(claim.id)) } = form
    const search = { words: form.words, articleId: claim.articleId, exceptClaimId: claim.id }
    const found = await withChosen(db, await findClaims(db, search), form.typed.to)
    const inContext = (brief: ClaimInBrief) => ({ ...brief, context: contextOf(brief) })
    linkPage.render(res, {
      title: words.chain.link,
      section: '/chains',
      claim: inContext(claim),
      script: 'built/unsaved.js',
      candidates: found.map(inContext),
      ...form,
      unsaved,
      key: sentKeyOf(res) ?? unsaved.shown?.idempotencyKey,
    })
  }

  return router
}
