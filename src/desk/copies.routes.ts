import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { openArticle } from '../articles/withdrawn-article'
import { leaveOrigin, type Made, setCopyOf } from '../copies/copies.commands'
import { takeTextDistinctionBack, tellTextsApart } from '../copies/distinctions.commands'
import type { ReadPool } from '../database/read-pool'
import { idFrom, parsed } from '../web/parse'
import { unprocessable } from '../web/problems'
import { rowNumber, Version, Versioned } from '../web/row-numbers'
import { MOST_UNDONE, undoing } from '../web/undo-form'
import { words } from '../words/words'
import { articlesToCompare } from './compared.queries'
import { comparedPage } from './desk.pages'
import { differingWords } from './differing-words'

export const copyPolicy: Policy = {
  'GET /articles/:id/compared': 'editor',
  'POST /articles/:id/copy-of': 'editor',
  'POST /articles/:id/own-origin': 'editor',
  'POST /articles/:id/distinctions': 'editor',
  'POST /article-distinctions/:id/withdrawal': 'editor',
}

/** Where an editor comes from, and goes back to. */
const back = z.enum(['desk', 'article']).catch('desk')
const CopyOf = z.object({ version: Version, origin: rowNumber(words.copies.originMissing), back })
const Distinction = z.object({ other: rowNumber(words.copies.otherMissing) })

const DESK = '/desk/copies'

/** Which article is a copy of which, and which is none. */
export function copyRoutes({ db, pages }: { db: EntityManager; pages: ReadPool }) {
  const router = Router()

  router.get('/articles/:id/compared', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const otherId = req.query.with === undefined ? null : idFrom(String(req.query.with), words.these.article)
    const found = await pages.rows(articlesToCompare, [[id, otherId ?? id]])
    const article = (number: number) => openArticle(number, found.find((row) => row.id === number) ?? null)
    const one = article(id)
    const other = otherId === null ? null : article(otherId)
    const runs = other && differingWords(one.text, other.text)
    comparedPage.render(res, { title: words.copies.compared, section: '/desk', one, other, runs })
  })

  router.post('/articles/:id/copy-of', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { version, origin, back } = parsed(CopyOf, req.body ?? {})
    const outcome = await setCopyOf(db, signedIn(res), id, version, origin)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const path = back === 'desk' ? DESK : `/articles/${id}`
    const undo = undoOf(outcome.made, path)
    await seeOther(req, res, path, { text: words.copies.nowCopyOf(id, outcome.originId), ...(undo && { undo }) })
  })

  router.post('/articles/:id/own-origin', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { version } = parsed(Versioned, req.body ?? {})
    const outcome = await leaveOrigin(db, signedIn(res), id, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const undo = undoOf([outcome], `/articles/${id}`)
    await seeOther(req, res, `/articles/${id}`, { text: words.copies.nowOrigin(id), ...(undo && { undo }) })
  })

  router.post('/articles/:id/distinctions', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { other } = parsed(Distinction, req.body ?? {})
    const outcome = await tellTextsApart(db, signedIn(res), id, other)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const undo = { action: `/article-distinctions/${outcome.id}/withdrawal`, fields: {} }
    await seeOther(req, res, DESK, { text: words.copies.apart(...outcome.pair), undo })
  })

  router.post('/article-distinctions/:id/withdrawal', async (req, res) => {
    await takeTextDistinctionBack(db, signedIn(res), idFrom(req.params.id, words.these.distinction))
    await seeOther(req, res, DESK, { text: words.copies.offeredAgain })
  })

  return router
}

/** Where many copies change their origin at once, history has the way back of each. */
const undoOf = (made: readonly Made[], path: string) =>
  made.length > MOST_UNDONE
    ? null
    : undoing(
        made.map((change) => ({ kind: 'article', ...change })),
        path,
      )
