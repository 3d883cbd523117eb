import { type Request, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { admits } from '../accounts/role'
import { accountOrNull } from '../accounts/visitor.middleware'
import type { ReadPool } from '../database/read-pool'
import { afterCommit } from '../database/write'
import { deskOf } from '../web/desk'
import { notFound, Problem } from '../web/problems'
import { words } from '../words/words'
import { chosenInAddress, chosenInForm } from './chosen-export.queries'
import { type KeptDownloads, sendKept, showKept } from './kept-export.middleware'
import { keepModel, keepPage, preparedPath } from './kept-export.pages'
import { type KeptExport, preparedExport } from './kept-exports.queries'
import { askToPrepare } from './prepared-exports.commands'
import type { PreparedLimit } from './prepared-limit'
import type { Preparing } from './preparing.client'
import { groupOf, groupOfAccount } from './reader-groups'

/** Whoever may take an export may have it prepared: no account is asked for, and none is noted. */
export const preparedExportPolicy: Policy = {
  'GET /exports/keep': 'anyone',
  'POST /exports/prepared': 'anyone',
  'GET /exports/prepared/:key': 'anyone',
  'GET /exports/prepared/:key/file': 'anyone',
}

const Key = z.uuid()

interface PreparedParts {
  db: EntityManager
  pages: ReadPool
  preparing: Preparing
  downloads: KeptDownloads
  limit: PreparedLimit
  /** Hides who is in which group of readers. */
  secret: string
  baseUrl: string
}

/** Exports as files that are kept: how one is asked for, and those that are there for a while. */
export function preparedExportRoutes({ db, pages, preparing, downloads, limit, secret, baseUrl }: PreparedParts) {
  const router = Router()

  router.get('/exports/keep', async (req, res) => {
    const chosen = await chosenInAddress(pages, req.query)
    const isEditor = admits('editor', accountOrNull(res)?.role ?? null)
    // Its form is its reader's own, as every form's key is.
    res.set({ 'X-Robots-Tag': 'noindex', 'Cache-Control': 'private, no-store' })
    keepPage.render(res, keepModel(chosen, baseUrl, { prepare: preparing.parts.preparedRoom > 0, snapshot: isEditor }))
  })

  router.post('/exports/prepared', async (req, res) => {
    const room = preparing.parts.preparedRoom
    if (room === 0) throw new Problem(403, words.problems.notAllowed, words.kept.preparesNone)
    const { file, query } = await chosenInForm(pages, req.body ?? {})
    const account = accountOrNull(res)
    const address = req.ip ?? 'unknown'
    const group = account ? groupOfAccount(account.id, secret) : groupOf(address, secret)
    const outcome = await limit(account ? { account } : { address }, () =>
      askToPrepare(db, { file, query, deskName: deskOf(res).name }, room, group),
    )
    if ('problem' in outcome) throw new Problem(503, words.kept.notNow, outcome.problem)
    await afterCommit(() => preparing.wake())
    res.redirect(303, preparedPath(outcome.key))
  })

  router.get('/exports/prepared/:key', async (req, res) => {
    res.set('X-Robots-Tag', 'noindex')
    showKept(req, res, await preparedFrom(req), baseUrl, { cancel: false, withdraw: false })
  })

  router.get('/exports/prepared/:key/file', async (req, res) => sendKept(req, res, downloads, await preparedFrom(req)))

  async function preparedFrom(req: Request<{ key: string }>): Promise<KeptExport> {
    const key = Key.safeParse(req.params.key)
    const kept = key.success ? await preparedExport({ pages, db }, key.data) : null
    if (!kept) throw notFound(words.kept.thisPrepared)
    return kept
  }

  return router
}
