import { Router } from 'express'
import type { State } from '../claims/claim'
import type { ReadPool } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { CHAIN_PAGE_SIZE } from './chain.queries'
import { linkPlace, statementPlace } from './places.queries'

/**
 * The addresses of statements and links, for exports and citations: they lead to where each is to be read now, which
 * may change, so the redirect is temporary. One query each.
 */
export function placeRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/statements/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.statement)
    const place = await pages.row(statementPlace, [id])
    if (!place || !(place.wasPublic || visitorOf(res).mayEdit)) throw notFound(words.these.statement)
    const isDraft = [place.state, place.claimState].includes('draft')
    if (isDraft && visitorOf(res).mayEdit) return res.redirect(302, `/claims/${place.claimId}/drafts#statement-${id}`)
    requirePublished(words.these.statement, place.state, place.withdrawnReason)
    requirePublished(words.these.reportedClaim, place.claimState, place.claimReason)
    const page = place.inNewest
      ? `/articles/${place.articleId}`
      : `/claims/${place.claimId}${id > 1 ? `?reports=${id - 1}` : ''}`
    res.redirect(302, `${page}#statement-${id}`)
  })

  router.get('/links/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.link)
    const place = await pages.row(linkPlace, [id])
    if (!place || !(place.wasPublic || visitorOf(res).mayEdit)) throw notFound(words.these.link)
    const isDraft = [place.state, place.fromState, place.toState].includes('draft')
    if (isDraft && visitorOf(res).mayEdit) return res.redirect(302, `/claims/${place.fromId}/drafts#link-${id}`)
    requirePublished(words.these.link, place.state, place.withdrawnReason)
    for (const state of [place.fromState, place.toState]) {
      requirePublished(words.these.link, state, words.problems.endNotPublished)
    }
    const onOnePage = place.chainId !== null && (place.chainSize ?? 0) <= CHAIN_PAGE_SIZE
    const page = onOnePage ? `/chains/${place.chainId}` : `/claims/${place.fromId}${id > 1 ? `?links=${id - 1}` : ''}`
    res.redirect(302, `${page}#link-${id}`)
  })

  return router
}

function requirePublished(what: string, state: State, reason: string | null) {
  if (state === 'draft') throw notFound(what)
  if (state === 'withdrawn') throw gone(what, reason ?? words.problems.noReasonGiven)
}
