import { repliesOfClaims } from '../../src/corrections/replies.queries'
import { chainPageModel } from '../../src/reading/chain.pages'
import { cardsOfChain, chainById } from '../../src/reading/chain.queries'
import { chainCited } from '../../src/reading/cited'
import { wordingsOfClaims } from '../../src/reading/drift.queries'
import { editsOfClaims } from '../../src/reading/edits.queries'
import { linksOfClaims } from '../../src/reading/links.queries'
import { toTake } from '../../src/reading/to-take'
import { type BarePage, DESK } from './app'

/** The first page of a chain that has a picture of each claim. */
export const chain: BarePage = async (rows, req, baseUrl) => {
  const [chain] = await rows(chainById, [Number(req.params.id)])
  if (!chain) throw new Error('no such chain')
  const cards = await rows(cardsOfChain, [chain.componentId, '-infinity', 0])
  const ids = cards.map(({ id }) => id)
  const [links, replies, wordings, edits] = await Promise.all([
    rows(linksOfClaims, [ids]),
    rows(repliesOfClaims, [ids]),
    rows(wordingsOfClaims, [ids]),
    rows(editsOfClaims, [ids, null]),
  ])
  const page = chainPageModel({ chain, cards, links, replies, wordings, edits, shape: null, before: 0 })
  return { view: 'reading/chain', model: { ...page, take: toTake(chainCited(chain, DESK.name, baseUrl)) } }
}
