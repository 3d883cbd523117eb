import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { addressesOf } from '../articles/articles.commands'
import { outletNames } from '../articles/articles.queries'
import { typedFields } from '../articles/sent-text'
import { fieldProblems, idFrom } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { words } from '../words/words'
import { importCapture, reviseFromCapture } from './captures.commands'
import { captureOf, type OpenCapture } from './captures.queries'
import { CaptureForm, revisionSent, shownAtAddress, zonesTicked } from './given.schema'
import { hereAlready } from './here-already.queries'
import { imported } from './import.routes'
import { captureModel, capturePage } from './importing.pages'
import { captured } from './new-revision.routes'

export const capturePolicy: Policy = {
  'GET /captures/:id': 'editor',
  'POST /captures/:id': 'editor',
  'POST /captures/:id/revision': 'editor',
}

/** The second step of an import: what was read, to be confirmed. The page takes a few queries: the capture,
 * the outlets' names, what is here already. */
export function captureRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/captures/:id', async (req, res) => {
    const capture = await captureFrom(req, res)
    if (capture.articleId !== null) return res.redirect(303, `/articles/${capture.articleId}/annotate`)
    await show(res, capture)
  })

  router.post('/captures/:id', async (req, res) => {
    const capture = await captureFrom(req, res)
    const typed = typedFields(req.body)
    const form = CaptureForm.safeParse(typed)
    const zones = zonesTicked(req.body)
    const sent = { typed, zones: zones ?? [], copies: [] }
    if (!form.success || !zones) {
      const problems = {
        ...(form.success ? {} : fieldProblems(form.error)),
        ...(zones ? {} : { zones: words.zones.noZones }),
      }
      return show(res.status(422), capture, { ...sent, problems })
    }
    const { again, ...details } = form.data
    const outcome = await importCapture(db, signedIn(res).id, capture.id, {
      ...details,
      zones,
      again: again !== undefined,
      shown: shownAtAddress(typed),
    })
    if (!outcome) throw notFound(words.importing.thisCapture)
    if ('problem' in outcome)
      return show(res.status(422), capture, { ...sent, problems: { [outcome.field]: outcome.problem } })
    if ('atAddress' in outcome) {
      const problems = { 'here-already': words.importing.cameMeanwhile(outcome.atAddress) }
      return show(res.status(409), capture, { ...sent, problems })
    }
    if ('copies' in outcome) return show(res.status(409), capture, { ...sent, problems: {}, copies: outcome.copies })
    const to = capture.jobId === null ? `/articles/${outcome.articleId}/annotate` : `/imports/${capture.jobId}`
    await seeOther(req, res, to, imported(outcome.articleId))
  })

  router.post('/captures/:id/revision', async (req, res) => {
    const capture = await captureFrom(req, res)
    const { article, version, withoutErased } = revisionSent(req.body ?? {})
    const zones = zonesTicked(req.body)
    if (!zones) throw unprocessable(words.zones.noZones)
    const next = { articleId: article, version, withoutErased: withoutErased !== undefined, zones }
    const outcome = await reviseFromCapture(db, signedIn(res).id, capture.id, next)
    if (!outcome) throw notFound(words.importing.thisCapture)
    if ('problems' in outcome) throw unprocessable(Object.values(outcome.problems).join(' '))
    const { path, notice } = captured(article, outcome)
    await seeOther(req, res, path, notice)
  })

  /** Its maker's alone: to everybody else it is not there. */
  async function captureFrom(req: Request, res: Response): Promise<OpenCapture> {
    const id = idFrom(req.params.id, words.importing.thisCapture)
    const capture = await captureOf(db, signedIn(res).id, id)
    if (!capture || (capture.state !== 'open' && capture.articleId === null))
      throw notFound(words.importing.thisCapture)
    return capture
  }

  async function show(res: Response, capture: OpenCapture, sent?: Parameters<typeof captureModel>[2]) {
    const title = words.importing.lookTitle
    const { text, zones, metadata, given, capturedFrom } = capture
    const known = await hereAlready(
      db,
      addressesOf(sent?.typed.url, given.url, metadata?.url?.value, capturedFrom),
      text ?? '',
      zones ?? [],
    )
    capturePage.render(res, { title, hereAlready: known, ...captureModel(capture, await outletNames(db), sent) })
  }

  return router
}
