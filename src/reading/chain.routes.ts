import { type Request, type Response, Router } from 'express'
import { repliesOfClaims } from '../corrections/replies.queries'
import type { ReadPool } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { chainInList, chainListPage, chainPage, chainPageModel } from './chain.pages'
import { type ChainRow, cardsOfChain, chainById, claimsUpTo, newestChains, survivingChain } from './chain.queries'
import { linksOfClaims } from './links.queries'
import { dayCursor, idCursor, PAGE_SIZE, pageOf } from './paging'
import { waysOfList } from './ways-of-pages'

/**
 * Chains, and one chain in the order said. The list takes one query; a chain four (chain, cards, links, replies), one
 * more on its later pages (where their numbers begin), and a merged one two.
 */
export function chainRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/chains', async (req, res) => {
    const before = idCursor(req.query.before)
    const { shown, last } = pageOf(await pages.rows(newestChains, [before ?? LARGEST_INTEGER, PAGE_SIZE + 1]))
    const chains = shown.map(chainInList)
    const here = before === null ? '/chains' : `/chains?before=${before}`
    chainListPage.render(res, {
      title: 'Chains',
      description: 'Claims that answer each other, each chain in the order said.',
      section: '/chains',
      canonical: here,
      waysOut: waysOfList(
        here,
        'Chains',
        chains.map(({ id, title }) => ({ path: `/chains/${id}`, name: title })),
      ),
      chains,
      next: last && `/chains?before=${last.id}`,
    })
  })

  router.get('/chains/:id', async (req, res) => {
    const chain = await pages.row(chainById, [idFrom(req.params.id, 'This chain')])
    if (!chain) throw notFound('This chain')
    if (chain.mergedIntoId !== null) return leadToSurvivor(res, chain.id)
    if (chain.componentId === null) throw gone('This chain', 'the links that held it together are no longer published.')
    await showChain(req, res, chain)
  })

  async function leadToSurvivor(res: Response, id: number) {
    const survivor = await pages.row(survivingChain, [id])
    if (!survivor) throw notFound('This chain')
    res.redirect(301, `/chains/${survivor.id}`)
  }

  async function showChain(req: Request, res: Response, chain: ChainRow) {
    const cursor = dayCursor(req.query.after)
    const place = [chain.componentId, cursor ? cursor.day : '-infinity', cursor?.id ?? 0]
    const [rows, before] = await Promise.all([
      pages.rows(cardsOfChain, place),
      cursor ? pages.row(claimsUpTo, place) : { count: 0 },
    ])
    const ids = rows.map((row) => row.id)
    const [links, replies] = await Promise.all([pages.rows(linksOfClaims, [ids]), pages.rows(repliesOfClaims, [ids])])
    chainPage.render(res, chainPageModel(chain, rows, links, replies, before?.count ?? 0))
  }

  return router
}
