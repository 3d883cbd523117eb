import path from 'node:path'
import { type Response, Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool, Rows } from '../database/read-pool'
import { rootFolder } from '../root-folder'
import { notFound, Problem } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import {
  checkpointCovering,
  checkpointOfSize,
  checkpointsBefore,
  firstListing,
  latestCheckpoint,
  type PublishedCheckpoint,
} from './checkpoints.queries'
import { consistencyProof, inclusionProof, sealedRow } from './proofs.queries'
import { redactionsBefore } from './redactions.queries'
import { publicKeys } from './sealed-rows.queries'
import { ON_PAGE, transparencyModel, transparencyPage } from './transparency.pages'

/** Whoever wants to hold the desk to its history needs no account. */
export const transparencyPolicy: Policy = {
  'GET /transparency': 'anyone',
  'GET /transparency/checkpoint': 'anyone',
  'GET /transparency/checkpoints/:size': 'anyone',
  'GET /transparency/keys': 'anyone',
  'GET /transparency/consistency/:from': 'anyone',
  'GET /transparency/consistency/:from/:to': 'anyone',
  'GET /transparency/inclusion/:id': 'anyone',
  'GET /transparency/inclusion/:id/:size': 'anyone',
  'GET /transparency/verify.mjs': 'anyone',
}

const NUMBER = /^[1-9]\d{0,14}$/

/** Beyond every tree, so that the newest checkpoints come first. */
const BEYOND = Number.MAX_SAFE_INTEGER

/**
 * Checkpoints and proofs, as text at addresses whose answers never change but for the latest’s: an old checkpoint is what it
 * was, and so is a proof between two.
 */
export function transparencyRoutes({ pages, baseUrl }: { pages: ReadPool; baseUrl: string }) {
  const router = Router()
  const rows: Rows = (query, values) => pages.rows(query, values)

  router.get('/transparency', async (req, res) => {
    const before = placeBefore(req.query.before)
    const redactedBefore = placeBefore(req.query.redactions)
    const [checkpoints, keys, redactions] = await Promise.all([
      checkpointsBefore(rows, before ?? BEYOND, ON_PAGE + 1),
      keysWithHandovers(),
      rows(redactionsBefore, [redactedBefore ?? LARGEST_INTEGER, ON_PAGE + 1]),
    ])
    const isFirst = before === null && redactedBefore === null
    transparencyPage.render(res, transparencyModel({ baseUrl, checkpoints, keys, redactions, isFirst }))
  })

  router.get('/transparency/checkpoint', async (_req, res) => {
    const checkpoint = await latestCheckpoint(rows)
    if (!checkpoint) throw new Problem(404, words.problems.notYet, words.transparency.notSealedYet)
    send(res.set('Cache-Control', 'no-cache'), checkpoint.note)
  })

  router.get('/transparency/checkpoints/:size', async (req, res) => {
    send(forEver(res), (await checkpointAt(req.params.size)).note)
  })

  router.get('/transparency/keys', async (_req, res) => {
    const keys = await publicKeys(rows)
    send(res.set('Cache-Control', 'no-cache'), keys.map((key) => `${key}\n`).join(''))
  })

  router.get('/transparency/consistency/:from', async (req, res) => {
    const checkpoint = await latestCheckpoint(rows)
    if (!checkpoint) throw notFound(words.these.checkpoint)
    send(res.set('Cache-Control', 'no-cache'), await consistency(req.params.from, checkpoint))
  })

  router.get('/transparency/consistency/:from/:to', async (req, res) => {
    send(forEver(res), await consistency(req.params.from, await checkpointAt(req.params.to)))
  })

  router.get('/transparency/inclusion/:id', async (req, res) => {
    const row = await rowAt(req.params.id)
    const checkpoint = await checkpointCovering(rows, row.position)
    if (!checkpoint) throw new Problem(404, words.problems.notYet, words.transparency.noCheckpointYet)
    send(res.set('Cache-Control', 'no-cache'), await inclusionProof(rows, row, checkpoint))
  })

  router.get('/transparency/inclusion/:id/:size', async (req, res) => {
    const row = await rowAt(req.params.id)
    const checkpoint = await checkpointAt(req.params.size)
    if (row.position >= checkpoint.treeSize) throw notFound(words.these.rowUnderCheckpoint)
    send(res.set('Cache-Control', 'no-cache'), await inclusionProof(rows, row, checkpoint))
  })

  router.get('/transparency/verify.mjs', (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-cache', 'Content-Disposition': 'attachment; filename="verify.mjs"' })
    res.sendFile(path.join(rootFolder(), 'public/verify.mjs'), next)
  })

  /** A desk with one key has handed over to none, and few ever have three. */
  async function keysWithHandovers() {
    const keys = await publicKeys(rows)
    const since = keys.length > 1 ? await Promise.all(keys.map((key) => firstListing(rows, key))) : []
    return keys.map((text, place) => ({ text, since: since[place] ?? null }))
  }

  /** Behind which number a list begins; null is its start. */
  function placeBefore(given: unknown): number | null {
    if (given === undefined) return null
    if (typeof given === 'string' && NUMBER.test(given)) return Number(given)
    throw new Problem(404, words.problems.notFound, words.problems.noSuchPage)
  }

  function consistency(from: string, checkpoint: PublishedCheckpoint): Promise<string> {
    if (!NUMBER.test(from) || Number(from) > checkpoint.treeSize) throw notFound(words.these.beginningOfHistory)
    return consistencyProof(rows, Number(from), checkpoint)
  }

  async function checkpointAt(size: string): Promise<PublishedCheckpoint> {
    const checkpoint = NUMBER.test(size) ? await checkpointOfSize(rows, Number(size)) : null
    if (!checkpoint) throw notFound(words.these.checkpointOfSoMany)
    return checkpoint
  }

  async function rowAt(id: string) {
    const row = NUMBER.test(id) ? await sealedRow(rows, Number(id)) : null
    if (!row) throw notFound(words.these.rowOfHistory)
    return row
  }

  return router
}

const forEver = (res: Response) => res.set('Cache-Control', 'public, max-age=31536000, immutable')

/** Any site’s script may read these: they are public, and no cookie changes what is in them. */
function send(res: Response, text: string) {
  res.set('Access-Control-Allow-Origin', '*').type('text/plain; charset=utf-8').send(text)
}
