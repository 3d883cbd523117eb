import { type RequestHandler, Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { chainAsOf, planOnce } from '../versions/as-of-sql'
import { type PageHead, page } from '../web/page'
import { idFrom } from '../web/parse'
import { words } from '../words/words'
import { isToday, momentOf } from './as-of'
import { cardsByIds } from './cards.queries'
import { chainPageModel } from './chain.pages'
import { cardsOfChain, chainById, claimsUpTo } from './chain.queries'
import { claimPageModel } from './claim.pages'
import { claimById, reportsOfClaim } from './claim.queries'
import { linksOfClaim, linksOfClaims } from './links.queries'
import { dayCursor, idCursor, PAGE_SIZE } from './paging'
import { canBeTold, membersOfChainThen, notYet, pastOf, pointInTime, requireStillPublic, untold } from './past.queries'

/** What stands above a page of a past day. */
interface PastPage extends PageHead {
  past: { words: string; settles: string | null; now: string; history: string | null }
}

type ClaimThen = ReturnType<typeof claimPageModel> & PastPage & { waiting: null; take: null }
type ChainThen = ReturnType<typeof chainPageModel> & PastPage & { heading: string; take: null }

/** What leads out of today's page is not of then. */
const NO_WAYS_OUT = { waysOut: undefined }

const claimThenPage = page<ClaimThen>('reading/claim-then')
const chainThenPage = page<ChainThen>('reading/chain-then')

/** Today is not over: what its end will be nobody knows, so its address leads to how it stands now. */
const todayToMoment =
  (kind: 'claims' | 'chains'): RequestHandler =>
  (req, res, next) => {
    const now = new Date()
    if (!isToday(String(req.params.at), now)) return next()
    res.redirect(302, `/${kind}/${idFrom(req.params.id, words.these.whatAddressNames)}/as-of/${momentOf(now)}`)
  }

/**
 * Claims and chains as they were at a point in time, at addresses that stay: made from history, by the queries of the pages
 * of today. A claim takes seven queries, a chain seven.
 */
export function asOfRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  for (const kind of ['claims', 'chains'] as const) {
    router.get(`/${kind}/:id/as-of`, (req, res) => {
      const id = idFrom(req.params.id, words.these.whatAddressNames)
      const given = typeof req.query.on === 'string' ? req.query.on : ''
      const now = new Date()
      if (!isToday(given, now)) pointInTime(given)
      res.redirect(302, `/${kind}/${id}/as-of/${isToday(given, now) ? momentOf(now) : given}`)
    })
  }

  router.get('/claims/:id/as-of/:at', todayToMoment('claims'), claimThen(pages))
  router.get('/chains/:id/as-of/:at', todayToMoment('chains'), chainThen(pages))
  return router
}

/** A claim with its reports and links as they stood. */
const claimThen =
  (pages: ReadPool): RequestHandler =>
  async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const then = pointInTime(String(req.params.at))
    await requireStillPublic((query, values) => pages.rows(query, values), id, then)
    const behind = { report: idCursor(req.query.reports), link: idCursor(req.query.links) }
    const shown = await pages.byIndex(async (rows) => {
      await rows(planOnce, [])
      const past = pastOf(rows, { at: then.at, chain: null })
      const [claim] = await past(claimById, [id])
      if (!claim) return null
      const reports = await past(reportsOfClaim, [id, behind.report ?? 0])
      const links = await past(linksOfClaim, [id, behind.link ?? 0, PAGE_SIZE + 1])
      const others = await past(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
      return { claim, reports, links, others }
    })
    if (shown?.claim.state !== 'published' || shown.claim.statementId === null) throw notYet(words.these.claim, then)
    const model = claimPageModel({ ...shown, wordings: [], replies: [], behind })
    const here = `/claims/${id}/as-of/${req.params.at}`
    claimThenPage.render(res, {
      ...model,
      ...NO_WAYS_OUT,
      title: words.chain.asOf(model.title, String(req.params.at)),
      canonical: here,
      nextReports: stayingHere(model.nextReports, `/claims/${id}`, here),
      nextLinks: stayingHere(model.nextLinks, `/claims/${id}`, here),
      waiting: null,
      take: null,
      past: { words: then.words, settles: then.settles, now: `/claims/${id}`, history: `/claims/${id}/history` },
    })
  }

/** A chain with those claims and links that were connected then, whatever it holds now. */
const chainThen =
  (pages: ReadPool): RequestHandler =>
  async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const then = pointInTime(String(req.params.at))
    const was = await pages.row(chainAsOf, [id, then.at])
    if (!was) throw notYet(words.these.chain, then)
    if (was.ledToId !== null) return res.redirect(301, `/chains/${was.ledToId}/as-of/${req.params.at}`)
    const cursor = dayCursor(req.query.after)
    const place = [1, cursor ? cursor.day : '-infinity', cursor?.id ?? 0]
    const shown = await pages.byIndex(async (rows) => {
      await rows(planOnce, [])
      const members = await membersOfChainThen(rows, id, then)
      if (!canBeTold(members)) return { members, cards: [] }
      const past = pastOf(rows, { at: then.at, chain: { id, title: was.title, members } })
      const [chain] = await past(chainById, [id])
      const cards = await past(cardsOfChain, place)
      const [before] = cursor ? await past(claimsUpTo, place) : [{ count: 0 }]
      const links = await past(linksOfClaims, [cards.map((card) => card.id)])
      return { members, chain, cards, links, before: before?.count ?? 0 }
    })
    if (!canBeTold(shown.members)) throw untold(shown.members, then)
    if (!shown.chain || shown.cards.length === 0) throw notYet(words.these.chain, then)
    const { chain, cards, links, before } = shown
    const model = chainPageModel({ chain, cards, links, replies: [], wordings: [], shape: null, before })
    const here = `/chains/${id}/as-of/${req.params.at}`
    chainThenPage.render(res, {
      ...model,
      ...NO_WAYS_OUT,
      heading: model.title,
      take: null,
      title: words.chain.asOf(model.title, String(req.params.at)),
      canonical: here,
      start: here,
      next: stayingHere(model.next, `/chains/${id}`, here),
      past: { words: then.words, settles: then.settles, now: `/chains/${id}`, history: null },
    })
  }

/** The next page of a past day's list is one of that day. */
const stayingHere = (next: string | null, today: string, here: string) => next?.replace(today, here) ?? null
