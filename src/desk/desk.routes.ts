import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { signedIn } from '../accounts/visitor.middleware'
import type { ReadPool } from '../database/read-pool'
import { idCursor, PAGE_SIZE, pageOf } from '../reading/paging'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import { assignmentRoutes } from './assignment.routes'
import { copyPolicy, copyRoutes } from './copies.routes'
import { copyPairs } from './copy-pairs'
import { copiesPage, deskPage, duplicatesPage, sectionPage } from './desk.pages'
import { pageOfSection, waitingIn } from './desk.queries'
import { countInWords, type DeskSection, linesInOrder, type Read } from './desk-section'
import { distinctionRoutes } from './distinctions.routes'
import { duplicatePairs } from './duplicate-pairs'
import { duplicatesByIds } from './duplicates.queries'
import { joinRoutes } from './join.routes'
import { lookRoutes } from './looks.routes'
import { deskSections } from './sections'
import { splitRoutes } from './split.routes'

export const deskPolicy: Policy = {
  'GET /desk': 'editor',
  'GET /desk/:section': 'editor',
  'GET /articles/:id/assignment': 'editor',
  'POST /articles/:id/assignment': 'editor',
  'POST /articles/:id/completion': 'editor',
  'POST /articles/:id/reopening': 'editor',
  'GET /claims/:id/join': 'editor',
  'POST /claims/:id/join': 'editor',
  'POST /claims/:id/unjoin': 'editor',
  'POST /claims/:id/distinctions': 'editor',
  'POST /distinctions/:id/withdrawal': 'editor',
  'POST /claims/:id/looks': 'editor',
  'POST /claims/:id/looks/withdrawal': 'editor',
  'GET /statements/:id/split': 'editor',
  ...copyPolicy,
}

/**
 * The page that an editor opens in the morning: one query for all counts and first rows, and one more for the words of
 * each section that has some. A section's own page takes two, those of pairs three at most.
 */
export function deskRoutes({ pages, db }: { pages: ReadPool; db: EntityManager }) {
  const router = Router()
  const read: Read = (query, values) => pages.rows(query, values)
  const waiting = waitingIn(deskSections)

  router.get('/desk', async (_req, res) => {
    const me = signedIn(res).id
    const found = new Map((await pages.rows(waiting, [me])).map((row) => [row.name, row]))
    const sections = await Promise.all(
      deskSections.map(async (section) => {
        const { count = 0, ids = [] } = found.get(section.name) ?? {}
        const lines = await linesInOrder(section, read, ids, me)
        return { ...section, count: countInWords(count), lines, hasMore: count > ids.length }
      }),
    )
    deskPage.render(res, {
      title: words.layout.desk,
      section: '/desk',
      waiting: sections.filter((section) => section.lines.length > 0),
      done: sections.filter((section) => section.lines.length === 0),
    })
  })

  router.get('/desk/:section', async (req, res) => {
    const section = deskSections.find(({ name }) => name === req.params.section)
    if (!section) throw notFound(words.these.partOfDesk)
    const me = signedIn(res).id
    const before = idCursor(req.query.before)
    const rows = await pages.rows(pageOfSection(section), [me, before ?? LARGEST_INTEGER, PAGE_SIZE + 1])
    const { shown, last } = pageOf(rows)
    const ids = shown.map((row) => row.id)
    const next = last && `/desk/${section.name}?before=${last.id}`
    if (section.pairsOf === 'claims') return showDuplicates(res, section, ids, next)
    if (section.pairsOf === 'articles') return showCopies(res, section, ids, next)
    const lines = await linesInOrder(section, read, ids, me)
    const { name, title, what, empty } = section
    sectionPage.render(res, { title, section: '/desk', name, what, empty, lines, next })
  })

  async function showDuplicates(res: Response, section: DeskSection, ids: number[], next: string | null) {
    const pairs = await duplicatePairs(read, await read(duplicatesByIds, [ids]))
    const { name, title, what, empty } = section
    duplicatesPage.render(res, { title, section: '/desk', name, what, empty, pairs, next })
  }

  async function showCopies(res: Response, section: DeskSection, ids: number[], next: string | null) {
    const pairs = await copyPairs(read, ids)
    const { name, title, what, empty } = section
    copiesPage.render(res, { title, section: '/desk', name, what, empty, pairs, next })
  }

  router.use(assignmentRoutes({ db }))
  router.use(copyRoutes({ db, pages }))
  router.use(joinRoutes({ db, pages }))
  router.use(distinctionRoutes({ db }))
  router.use(lookRoutes({ db }))
  router.use(splitRoutes({ db, pages }))
  return router
}
