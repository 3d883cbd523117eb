import { type Response, Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { deskOf } from '../web/desk'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { chainById, NOT_HELD } from './chain.queries'
import { CITATION_FORMATS, type Cited, isCitationFormat } from './citation'
import { chainCited, claimCited } from './cited'
import { claimById } from './claim.queries'
import { claimCard } from './claim-card'

/** Citations of chains and claims as files, for citation managers. One query each. */
export function citationRoutes({ pages, baseUrl }: { pages: ReadPool; baseUrl: string }) {
  const router = Router()

  router.get('/chains/:id/citation.:format', async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const chain = await pages.row(chainById, [id])
    if (!chain) throw notFound(words.these.chain)
    if (chain.mergedIntoId !== null)
      return res.redirect(301, `/chains/${chain.mergedIntoId}/citation.${req.params.format}`)
    if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
    send(res, req.params.format, chainCited(chain, deskOf(res).name, baseUrl))
  })

  router.get('/claims/:id/citation.:format', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const claim = await pages.row(claimById, [id])
    if (!claim || claim.state === 'draft' || !claim.wasPublic) throw notFound(words.these.claim)
    if (claim.joinedIntoId !== null)
      return res.redirect(301, `/claims/${claim.joinedIntoId}/citation.${req.params.format}`)
    if (claim.state === 'withdrawn') throw gone(words.these.claim, claim.withdrawnReason ?? words.problems.noReason)
    send(res, req.params.format, claimCited(claimCard(claim), deskOf(res).name, baseUrl))
  })

  return router
}

function send(res: Response, format: string, cited: Cited) {
  if (!isCitationFormat(format)) throw notFound(words.these.citationFormat)
  const { mediaType, write } = CITATION_FORMATS[format]
  const today = new Date().toISOString().slice(0, 10)
  res.set('Content-Type', mediaType).attachment(`${cited.key}.${format}`)
  res.set('Content-Type', mediaType).send(write(cited, today))
}
