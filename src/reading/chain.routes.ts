import { type Request, type Response, Router } from 'express'
import { repliesOfClaims } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { deskOf } from '../web/desk'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import { chainInList, chainListPage, chainPage, chainPageModel } from './chain.pages'
import {
  type ChainRow,
  cardsOfChain,
  chainById,
  claimsUpTo,
  NOT_HELD,
  newestChains,
  survivingChain,
} from './chain.queries'
import { chainCited } from './cited'
import { wordingsOfClaims } from './drift.queries'
import { editsOfClaims } from './edits.queries'
import { linksOfClaims } from './links.queries'
import { MOST_DRAWN } from './overview/overview'
import { afterDay, dayCursor, idCursor, noSuchPage, PAGE_SIZE, pageOf } from './paging'
import { claimsInShape, contradictionsInShape } from './shape.queries'
import { toTake } from './to-take'
import { waysOfList } from './ways-of-pages'

/**
 * Chains, and one chain in the order said. The list takes one query; a chain six (chain, cards, links, replies, wordings, edits),
 * one more on its later pages (where their numbers begin), two more where it is long (its shape), and a merged one two.
 */
export function chainRoutes({ pages, baseUrl }: { pages: ReadPool; baseUrl: string }) {
  const router = Router()

  router.get('/chains', async (req, res) => {
    const before = idCursor(req.query.before)
    const { shown, last } = pageOf(await pages.rows(newestChains, [before ?? LARGEST_INTEGER, PAGE_SIZE + 1]))
    const chains = shown.map(chainInList)
    const here = before === null ? '/chains' : `/chains?before=${before}`
    chainListPage.render(res, {
      title: words.chain.chains,
      description: words.chain.listDescription,
      section: '/chains',
      canonical: here,
      waysOut: waysOfList(
        here,
        words.chain.chains,
        chains.map(({ id, title }) => ({ path: `/chains/${id}`, name: title })),
      ),
      chains,
      next: last && `/chains?before=${last.id}`,
    })
  })

  router.get('/chains/:id', async (req, res) => {
    const chain = await pages.row(chainById, [idFrom(req.params.id, words.these.chain)])
    if (!chain) throw notFound(words.these.chain)
    if (chain.mergedIntoId !== null) return leadToSurvivor(res, chain.id)
    if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
    await showChain(req, res, chain)
  })

  async function leadToSurvivor(res: Response, id: number) {
    const survivor = await pages.row(survivingChain, [id])
    if (!survivor) throw notFound(words.these.chain)
    res.redirect(301, `/chains/${survivor.id}`)
  }

  async function showChain(req: Request, res: Response, chain: ChainRow) {
    const cursor = dayCursor(req.query.after)
    const place = [chain.componentId, cursor ? cursor.day : '-infinity', cursor?.id ?? 0]
    const [rows, before] = await Promise.all([
      pages.rows(cardsOfChain, place),
      cursor ? pages.row(claimsUpTo, place) : { count: 0 },
    ])
    if (cursor && rows.length === 0) throw noSuchPage()
    const ids = rows.map((row) => row.id)
    const isLong = chain.size > MOST_DRAWN
    const inBrief = [chain.componentId]
    const [links, replies, wordings, edits, claimsInBrief, linksInBrief] = await Promise.all([
      pages.rows(linksOfClaims, [ids]),
      pages.rows(repliesOfClaims, [ids]),
      pages.rows(wordingsOfClaims, [ids]),
      pages.rows(editsOfClaims, [ids, null]),
      isLong ? pages.rows(claimsInShape, inBrief) : [],
      isLong ? pages.rows(contradictionsInShape, inBrief) : [],
    ])
    const shape = isLong ? { claims: claimsInBrief, links: linksInBrief } : null
    const made = { chain, cards: rows, links, replies, wordings, edits, shape, before: before?.count ?? 0 }
    const take = toTake(chainCited(chain, deskOf(res).name, baseUrl))
    const model = chainPageModel(made)
    // A later page is one of its own: to search engines as well.
    const canonical = cursor ? `${model.canonical}?after=${afterDay(cursor)}` : model.canonical
    chainPage.render(res, { ...model, canonical, take })
  }

  return router
}
