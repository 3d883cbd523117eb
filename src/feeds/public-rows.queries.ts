import type { ReadPool } from '../database/read-pool'
import { type ChainRow, chainById, NOT_HELD, survivingChain } from '../reading/chain.queries'
import { type ClaimRow, claimById } from '../reading/claim.queries'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'

/** The chain as readers see it, or the one that it was merged into. Throws 404 and 410 as its page does. */
export async function publicChain(pages: ReadPool, id: number): Promise<ChainRow> {
  const chain = await pages.row(chainById, [id])
  if (!chain) throw notFound(words.these.chain)
  if (chain.mergedIntoId !== null) {
    const survivor = await pages.row(survivingChain, [id])
    if (!survivor) throw notFound(words.these.chain)
    return publicChain(pages, survivor.id)
  }
  if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
  return chain
}

/** The claim as readers see it, or the one that it was joined into. Throws 404 and 410 as its page does. */
export async function publicClaim(pages: ReadPool, id: number): Promise<ClaimRow> {
  const claim = await pages.row(claimById, [id])
  if (!claim || claim.state === 'draft' || !claim.wasPublic) throw notFound(words.these.claim)
  if (claim.joinedIntoId !== null) return publicClaim(pages, claim.joinedIntoId)
  if (claim.state === 'withdrawn') throw gone(words.these.claim, claim.withdrawnReason ?? words.problems.noReason)
  return claim
}
