import { repliesOfClaim } from '../../src/corrections/replies.queries'
import { cardsByIds } from '../../src/reading/cards.queries'
import { claimCited } from '../../src/reading/cited'
import { claimPageModel } from '../../src/reading/claim.pages'
import { claimById, reportsOfClaim } from '../../src/reading/claim.queries'
import { wordingsOfClaims } from '../../src/reading/drift.queries'
import { editsOfClaims } from '../../src/reading/edits.queries'
import { linksOfClaim } from '../../src/reading/links.queries'
import { PAGE_SIZE } from '../../src/reading/paging'
import { toTake } from '../../src/reading/to-take'
import { type BarePage, DESK } from './app'

/** A claim from the start of its reports and links. */
export const claim: BarePage = async (rows, req, baseUrl) => {
  const id = Number(req.params.id)
  const [[claim], reports, wordings, edits, links, replies] = await Promise.all([
    rows(claimById, [id]),
    rows(reportsOfClaim, [id, 0]),
    rows(wordingsOfClaims, [[id]]),
    rows(editsOfClaims, [[id], null]),
    rows(linksOfClaim, [id, 0, PAGE_SIZE + 1]),
    rows(repliesOfClaim, [id, ['published']]),
  ])
  if (!claim) throw new Error('no such claim')
  const others = await rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
  const behind = { report: null, link: null }
  const page = claimPageModel({ claim, reports, wordings, edits, links, others, replies, behind })
  const take = toTake(claimCited(page.claim, DESK.name, baseUrl))
  return { view: 'reading/claim', model: { ...page, waiting: null, take } }
}
