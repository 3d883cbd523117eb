import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { admits, type Role } from '../accounts/role'
import { seeOther } from '../accounts/see-other'
import { accountOrNull, signedIn } from '../accounts/visitor.middleware'
import { PublicReason } from '../claims/claim.schema'
import type { ReadPool } from '../database/read-pool'
import { afterCommit } from '../database/write'
import { deskOf } from '../web/desk'
import { idFrom, parsed } from '../web/parse'
import { notFound, Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import { chosenInForm } from './chosen-export.queries'
import { type KeptDownloads, sendKept, showKept } from './kept-export.middleware'
import { snapshotPath, snapshotsModel, snapshotsPage } from './kept-export.pages'
import { askForSnapshot, cancelSnapshot, withdrawSnapshot } from './kept-exports.commands'
import { type KeptExport, snapshot, snapshots } from './kept-exports.queries'
import type { Preparing } from './preparing.client'

export const snapshotPolicy: Policy = {
  'GET /exports/snapshots': 'anyone',
  'POST /exports/snapshots': 'editor',
  'GET /exports/snapshots/:id': 'anyone',
  'GET /exports/snapshots/:id/file': 'anyone',
  'POST /exports/snapshots/:id/cancellation': 'editor',
  'POST /exports/snapshots/:id/withdrawal': 'admin',
}

const Listed = z.object({ before: z.coerce.number().int().min(1).max(LARGEST_INTEGER).catch(LARGEST_INTEGER) })
const Withdrawal = z.object({ reason: PublicReason })

interface SnapshotParts {
  db: EntityManager
  pages: ReadPool
  preparing: Preparing
  downloads: KeptDownloads
  baseUrl: string
}

/** Snapshots: their list and each one's page take a query each. */
export function snapshotRoutes({ db, pages, preparing, downloads, baseUrl }: SnapshotParts) {
  const router = Router()
  const may = (res: Response, audience: Role) => admits(audience, accountOrNull(res)?.role ?? null)

  router.get('/exports/snapshots', async (req, res) => {
    const { before } = Listed.parse(req.query)
    const isEditor = may(res, 'editor')
    snapshotsPage.render(res, snapshotsModel(await snapshots(pages, { before, withRefused: isEditor }), isEditor))
  })

  router.post('/exports/snapshots', async (req, res) => {
    const { file, query } = await chosenInForm(pages, req.body ?? {})
    const id = await askForSnapshot(db, signedIn(res).id, { file, query, deskName: deskOf(res).name })
    await afterCommit(() => preparing.wake())
    await seeOther(req, res, snapshotPath(id), { text: words.kept.asked })
  })

  router.get('/exports/snapshots/:id', async (req, res) => {
    const kept = await snapshotFrom(req)
    showKept(req, res, kept, baseUrl, { cancel: may(res, 'editor'), withdraw: may(res, 'admin') })
  })

  router.get('/exports/snapshots/:id/file', async (req, res) => sendKept(req, res, downloads, await snapshotFrom(req)))

  router.post('/exports/snapshots/:id/cancellation', async (req, res) => {
    const { id } = await snapshotFrom(req)
    if (!(await cancelSnapshot(db, signedIn(res), id)))
      throw new Problem(409, words.problems.changedMeanwhile, words.kept.notUnderWay)
    await seeOther(req, res, snapshotPath(id), { text: words.kept.wasCancelled })
  })

  router.post('/exports/snapshots/:id/withdrawal', async (req, res) => {
    const { reason } = parsed(Withdrawal, req.body ?? {})
    const { id } = await snapshotFrom(req)
    if (!(await withdrawSnapshot(db, signedIn(res).id, id, reason)))
      throw new Problem(409, words.problems.changedMeanwhile, words.kept.notThere)
    await seeOther(req, res, snapshotPath(id), { text: words.kept.wasWithdrawn })
  })

  async function snapshotFrom(req: Request): Promise<KeptExport> {
    const id = idFrom(req.params.id, words.kept.thisSnapshot)
    const kept = await snapshot({ pages, db }, id)
    if (!kept) throw notFound(words.kept.thisSnapshot)
    return kept
  }

  return router
}
