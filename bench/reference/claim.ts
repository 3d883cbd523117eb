import { repliesOfClaim } from '../../src/corrections/replies.queries'
import { cardsByIds } from '../../src/reading/cards.queries'
import { claimPageModel } from '../../src/reading/claim.pages'
import { claimById, reportsOfClaim } from '../../src/reading/claim.queries'
import { linksOfClaim } from '../../src/reading/links.queries'
import { PAGE_SIZE } from '../../src/reading/paging'
import type { BarePage } from './app'

/** A claim from the start of its reports and links. */
export const claim: BarePage = async (rows, req) => {
  const id = Number(req.params.id)
  const [[claim], reports, links, replies] = await Promise.all([
    rows(claimById, [id]),
    rows(reportsOfClaim, [id, 0]),
    rows(linksOfClaim, [id, 0, PAGE_SIZE + 1]),
    rows(repliesOfClaim, [id, ['published']]),
  ])
  if (!claim) throw new Error('no such claim')
  const others = await rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
  const behind = { report: null, link: null }
  return {
    view: 'reading/claim',
    model: { ...claimPageModel({ claim, reports, links, others, replies, behind }), waiting: null },
  }
}
