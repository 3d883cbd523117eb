import { type Request, type Response, Router } from 'express'
import type { Pool } from 'pg'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { claimNow } from '../claims/claim-now.queries'
import { askForCorrection, tokenHash } from '../corrections/ask.commands'
import { CorrectionForm } from '../corrections/correction.schema'
import { correctionLimit } from '../corrections/correction-limit'
import {
  correctionLog,
  correctionsSince,
  type FollowedRow,
  followedCorrection,
} from '../corrections/corrections.queries'
import { type SealProblem, sealForm, sealProblem, tokenOf } from '../corrections/form-seal'
import type { ReadPool } from '../database/read-pool'
import { afterCommit } from '../database/write'
import { waitInWords } from '../web/counters'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { asTyped, type TypedForm, typedValue } from '../workbench/typed-form'
import { cardsByIds } from './cards.queries'
import { type ClaimRow, claimById } from './claim.queries'
import { correctionFormPage, followedPage, logPage, logPageModel, MOST_LINKS_OFFERED } from './corrections.pages'
import { linksOfClaim } from './links.queries'
import { idCursor, PAGE_SIZE } from './paging'

/** Asking for a correction needs no account, and neither does reading what became of it. */
export const correctionPolicy: Policy = {
  'GET /claims/:id/correction': 'anyone',
  'POST /claims/:id/correction': 'anyone',
  'GET /corrections/log': 'anyone',
  'GET /corrections/:token': 'anyone',
}

/** As `tokenOf` makes them; whatever else is asked for costs no query. */
const TOKEN = /^[\w-]{43}$/

interface CorrectionParts {
  db: EntityManager
  pages: ReadPool
  /** For the limit's counters. */
  pool: Pool
  secret: string
}

/**
 * What readers see of corrections: the form on each claim (two queries: the claim, its links), the private page (one),
 * and the public log (three: the corrections, their claims, the year's sums). Nothing here sets a cookie.
 */
export function correctionRoutes({ db, pages, pool, secret }: CorrectionParts) {
  const router = Router()
  const limit = correctionLimit({ pool, secret })

  router.get('/claims/:id/correction', async (req, res) => {
    const { id, claim } = await publicClaim(req.params.id)
    if (claim.id !== id) return res.redirect(301, `/claims/${claim.id}/correction`)
    const link = typedValue(req.query.link)
    const typed: TypedForm = link === '' ? {} : { kind: 'wrong_link', link }
    await show(res, claim, { typed, problems: {}, seal: sealForm(secret, claim.id) })
  })

  router.post('/claims/:id/correction', async (req, res) => {
    const { id, claim } = await publicClaim(req.params.id)
    const typed = asTyped(req.body)
    const sealed = sealProblem(secret, claim.id, typedValue(typed.seal))
    const isNewSeal = sealed === 'broken' || sealed === 'too old'
    const seal = isNewSeal ? sealForm(secret, claim.id) : typedValue(typed.seal)
    const again = (problems: FieldProblems) => show(res, claim, { typed, problems, seal })

    const form = CorrectionForm.safeParse(typed)
    if (!form.success) return again(fieldProblems(form.error))
    const { link, ...asked } = form.data
    const token = tokenOf(secret, typedValue(typed.seal), asked.words)
    // Sent a second time, because no answer came to the first: that is the same request, and costs nothing.
    if (await followed(token)) return res.redirect(303, `/corrections/${token}`)
    const trap = claim.id === id ? trapOf(typedValue(typed.website), sealed) : JOINED
    if (trap) return again({ form: trap })
    const wait = await limit.attempt(req.ip ?? 'unknown')
    if (wait !== null) {
      res.status(429).set('Retry-After', String(wait))
      return again({
        form: words.corrections.tooMany(waitInWords(wait)),
      })
    }
    const outcome = await askForCorrection(db, { ...asked, claimId: claim.id, linkId: link, token })
    if ('problems' in outcome) return again(outcome.problems)
    if (outcome.isNew) await afterCommit(() => limit.stored())
    res.redirect(303, `/corrections/${token}`)
  })

  router.get('/corrections/log', async (req, res) => {
    const before = idCursor(req.query.before)
    const year = new Date().getUTCFullYear()
    const [rows, sums] = await Promise.all([
      pages.rows(correctionLog, [before, PAGE_SIZE + 1]),
      pages.row(correctionsSince, [`${year}-01-01T00:00:00Z`]),
    ])
    const cards = await pages.rows(cardsByIds, [[...new Set(rows.map((row) => row.claimId))]])
    logPage.render(res, logPageModel(rows, cards, sums ?? { asked: 0, corrected: 0 }, year, before === null))
  })

  router.get('/corrections/:token', async (req: Request<{ token: string }>, res) => {
    if (!TOKEN.test(req.params.token)) throw notFound(words.these.correction)
    const correction = await followed(req.params.token)
    if (!correction) throw notFound(words.these.correction)
    res.set({ 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'private, no-store' })
    followedPage.render(res, correction)
  })

  /** Read where it was written: the sender comes here at once, and a replica may be behind. */
  async function followed(token: string): Promise<FollowedRow | undefined> {
    const [correction] = await db.query(followedCorrection.text, [tokenHash(token)])
    return correction
  }

  /** The claim of this number, or the one that it was joined into. */
  async function publicClaim(given: unknown): Promise<{ id: number; claim: ClaimRow }> {
    const id = idFrom(given, words.these.claim)
    const asked = await pages.row(claimById, [id])
    const claim = asked?.joinedIntoId ? await pages.row(claimById, [await claimNow(db, id)]) : asked
    if (!claim || claim.state === 'draft' || !claim.wasPublic) throw notFound(words.these.claim)
    if (claim.state === 'withdrawn') throw gone(words.these.claim, claim.withdrawnReason ?? words.problems.noReason)
    return { id, claim }
  }

  /** Over 200 or 429 the status stays; a form with problems is a 422. */
  async function show(res: Response, row: ClaimRow, form: { typed: TypedForm; problems: FieldProblems; seal: string }) {
    if (res.statusCode === 200 && Object.keys(form.problems).length > 0) res.status(422)
    const links = await pages.rows(linksOfClaim, [row.id, 0, MOST_LINKS_OFFERED + 1])
    // A form is its reader's own: its seal is good for one.
    res.set({ 'X-Robots-Tag': 'noindex', 'Cache-Control': 'private, no-store' })
    correctionFormPage.render(res, { row, links, ...form })
  }

  return router
}

const JOINED = words.corrections.joinedMeanwhile

/** What tells programs from people: words a person can act on, for now and then it is a person. */
function trapOf(filledIn: string, sealed: SealProblem | null): string | null {
  if (filledIn !== '') return words.corrections.trapFilled
  if (sealed === 'too quick') return words.corrections.tooQuick
  if (sealed === 'too old') return words.corrections.tooOld
  return sealed === 'broken' ? words.corrections.notOpenedHere : null
}
