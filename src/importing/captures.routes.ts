import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { outletNames } from '../articles/articles.queries'
import { typedFields } from '../articles/sent-text'
import { fieldProblems, idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { importCapture } from './captures.commands'
import { captureOf, type OpenCapture } from './captures.queries'
import { CaptureForm, zonesTicked } from './given.schema'
import { imported } from './import.routes'
import { captureModel, capturePage } from './importing.pages'

export const capturePolicy: Policy = {
  'GET /captures/:id': 'editor',
  'POST /captures/:id': 'editor',
}

/** The second step of an import: what was read, to be confirmed. The page takes two queries: the capture, the outlets' names. */
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
    })
    if (!outcome) throw notFound(words.importing.thisCapture)
    if ('problem' in outcome)
      return show(res.status(422), capture, { ...sent, problems: { [outcome.field]: outcome.problem } })
    if ('copies' in outcome) return show(res.status(409), capture, { ...sent, problems: {}, copies: outcome.copies })
    const to = capture.jobId === null ? `/articles/${outcome.articleId}/annotate` : `/imports/${capture.jobId}`
    await seeOther(req, res, to, imported(outcome.articleId))
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
    capturePage.render(res, { title, ...captureModel(capture, await outletNames(db), sent) })
  }

  return router
}
