import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { afterCommit } from '../database/write'
import { idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import { cancelJob, retryRefused } from './import-jobs.commands'
import { jobModel, jobPage, jobsPage, progressOf, STATES_SHOWN } from './import-jobs.pages'
import { ITEMS_ON_PAGE, itemsOfJob, type JobInList, jobOf, jobsOf, openAlone } from './import-jobs.queries'
import type { Intake } from './intake.client'

export const importJobsPolicy: Policy = {
  'GET /imports': 'editor',
  'GET /imports/:id': 'editor',
  'POST /imports/:id/cancellation': 'editor',
  'POST /imports/:id/retry': 'editor',
}

/** Which items of it a page shows; whatever else an address says shows all. */
const Shown = z.object({
  state: z.enum(STATES_SHOWN).nullable().catch(null),
  after: z.coerce.number().int().min(0).max(LARGEST_INTEGER).catch(0),
  /** Whoever reads slowly, or by ear, has it shown without reloading. */
  still: z.literal('yes').optional().catch(undefined),
})

/** Between two looks at an import that runs (s): it comes some items further, and a thousand lookers would be 500 pages a second. */
const REFRESH = 2

/** Imports of many: how far they are, what became of each item. The list takes two queries, an import two. */
export function importJobsRoutes({ db, intake }: { db: EntityManager; intake: Intake }) {
  const router = Router()

  router.get('/imports', async (_req, res) => {
    const accountId = signedIn(res).id
    const [jobs, alone] = [await jobsOf(db, accountId), await openAlone(db, accountId)]
    const title = words.importing.jobsTitle
    jobsPage.render(res, { title, section: '/articles', jobs: jobs.map(progressOf), alone })
  })

  router.get('/imports/:id', async (req, res) => {
    const job = await jobFrom(req, res)
    const { state, after, still } = Shown.parse(req.query)
    const isStill = still !== undefined
    const items = await itemsOfJob(db, job.id, state, after)
    // No script looks again by itself; the browser does.
    if (!isStill && job.counts.waiting + job.counts.reading > 0) res.set('Refresh', String(REFRESH))
    const isMore = items.length > ITEMS_ON_PAGE
    jobPage.render(res, jobModel(job, items.slice(0, ITEMS_ON_PAGE), { state, isMore, isStill }))
  })

  router.post('/imports/:id/cancellation', async (req, res) => {
    const job = await jobFrom(req, res)
    await cancelJob(db, signedIn(res).id, job.id)
    await seeOther(req, res, `/imports/${job.id}`, { text: words.importing.wasCancelled })
  })

  router.post('/imports/:id/retry', async (req, res) => {
    const job = await jobFrom(req, res)
    const count = await retryRefused(db, signedIn(res).id, job.id)
    await afterCommit(() => intake.wake())
    await seeOther(req, res, `/imports/${job.id}`, { text: words.importing.readAgain(count) })
  })

  /** Its maker's alone: to everybody else it is not there. */
  async function jobFrom(req: Request, res: Response): Promise<JobInList> {
    const id = idFrom(req.params.id, words.importing.thisImport)
    const job = await jobOf(db, signedIn(res).id, id)
    if (!job) throw notFound(words.importing.thisImport)
    return job
  }

  return router
}
