import { repliesOfClaims } from '../../src/corrections/replies.queries'
import { chainPageModel } from '../../src/reading/chain.pages'
import { cardsOfChain, chainById } from '../../src/reading/chain.queries'
import { linksOfClaims } from '../../src/reading/links.queries'
import type { BarePage } from './app'

/** The first page of a chain. */
export const chain: BarePage = async (rows, req) => {
  const [chain] = await rows(chainById, [Number(req.params.id)])
  if (!chain) throw new Error('no such chain')
  const cards = await rows(cardsOfChain, [chain.componentId, '-infinity', 0])
  const ids = cards.map(({ id }) => id)
  const [links, replies] = await Promise.all([rows(linksOfClaims, [ids]), rows(repliesOfClaims, [ids])])
  return { view: 'reading/chain', model: chainPageModel(chain, cards, links, replies, 0) }
}
