import { type RequestHandler, Router } from 'express'
import type { ReadPool, Rows } from '../database/read-pool'
import {
  asOf,
  chainAsOf,
  claimAsItIsNow,
  claimOfChainAsOf,
  claimThatBeganChain,
  connectedAsOf,
  planOnce,
  type Then,
} from '../versions/as-of-sql'
import { type PageHead, page } from '../web/page'
import { idFrom } from '../web/parse'
import { gone, Problem, unprocessable } from '../web/problems'
import { words } from '../words/words'
import { type AsOf, asOfFrom, isToday, momentOf } from './as-of'
import { cardsByIds } from './cards.queries'
import { chainPageModel } from './chain.pages'
import { cardsOfChain, chainById, claimsUpTo } from './chain.queries'
import { claimPageModel } from './claim.pages'
import { claimById, reportsOfClaim } from './claim.queries'
import { linksOfClaim, linksOfClaims } from './links.queries'
import { dayCursor, idCursor, PAGE_SIZE } from './paging'

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

/** Claims of a chain that a past day's page can be worked out for; more would take longer than a page may. */
const MOST_CLAIMS = 2_000

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
    const now = await pages.row(claimAsItIsNow, [id])
    if (!now?.wasPublic || now.state === 'draft') throw notYet(words.these.claim, then)
    if (now.state === 'withdrawn') throw gone(words.these.claim, now.withdrawnReason ?? words.problems.noReason)
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
      const [told] = await rows(claimOfChainAsOf, [id, then.at])
      const start = told ?? (await rows(claimThatBeganChain, [id, then.at]))[0]
      const members = start ? await rows(connectedAsOf, [start.id, then.at, MOST_CLAIMS + 1]) : []
      if (members.length < 2 || members.length > MOST_CLAIMS) return { members, cards: [] }
      const past = pastOf(rows, { at: then.at, chain: { id, title: was.title, members } })
      const [chain] = await past(chainById, [id])
      const cards = await past(cardsOfChain, place)
      const [before] = cursor ? await past(claimsUpTo, place) : [{ count: 0 }]
      const links = await past(linksOfClaims, [cards.map((card) => card.id)])
      return { members, chain, cards, links, before: before?.count ?? 0 }
    })
    if (shown.members.length > MOST_CLAIMS) throw tooMany()
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

/** Reads by the queries of today what stood in the tables then. */
const pastOf =
  (rows: Rows, then: Then): Rows =>
  (query, values) => {
    const past = asOf(query, values, then)
    return rows(past.query, past.values)
  }

function pointInTime(given: string): AsOf {
  const then = asOfFrom(given, new Date())
  if (then) return then
  throw unprocessable(words.problems.aPastDay)
}

const notYet = (what: string, then: AsOf) =>
  new Problem(404, words.problems.notYet, words.problems.notPublicThen(what, then.words))

const tooMany = () => unprocessable(words.chain.tooLongAsOf(MOST_CLAIMS))

/** The next page of a past day's list is one of that day. */
const stayingHere = (next: string | null, today: string, here: string) => next?.replace(today, here) ?? null
