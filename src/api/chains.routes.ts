import { nameChain } from '../chains/chains.commands'
import { Chain, ChainChange, ChainPage } from './chain.schema'
import { pageOfChain } from './chain-page.queries'
import { chainPage } from './chains.queries'
import { type LivingChain, livingChain, NO_LIVING_CHAIN } from './living-chain.queries'
import { type Answer, type Asked, operation } from './operation'
import { ChainPageQuery, PageQuery, pageFrom, pageValues } from './paging.schema'
import { pageWithPages, withPage } from './present'
import { requireVersion } from './row-guards'

const listChains = operation({
  name: 'listChains',
  method: 'get',
  path: '/api/v1/chains',
  audience: 'anyone',
  summary: 'List chains',
  query: PageQuery,
  success: 200,
  response: ChainPage,
  async answer({ rows, query, baseUrl }) {
    const found = await rows(chainPage, pageValues(query))
    const document = pageWithPages(baseUrl, 'chains', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

const readChain = operation({
  name: 'readChain',
  method: 'get',
  path: '/api/v1/chains/:id',
  audience: 'anyone',
  summary: 'Read a chain: claims that links join, in the order said',
  description:
    'Claims of one day stand in the order in which they answer each other, as far as they are on one page. A claim whose ' +
    'day is not stated stands where its links put it.',
  query: ChainPageQuery,
  success: 200,
  response: Chain,
  refusals: NO_LIVING_CHAIN,
  async answer(asked) {
    const chain = await livingChain(asked)
    return 'movedTo' in chain ? chain : answerOf(asked, chain, asked.query)
  },
})

const patchChain = operation({
  name: 'nameChain',
  method: 'patch',
  path: '/api/v1/chains/:id',
  audience: 'editor',
  summary: 'Give a chain its title',
  body: ChainChange,
  example: { title: 'Has Russia withdrawn its specialists from Venezuela?' },
  changes: true,
  success: 200,
  response: Chain,
  refusals: NO_LIVING_CHAIN,
  async answer(asked) {
    const chain = await livingChain(asked)
    if ('movedTo' in chain) return chain
    requireVersion(chain, asked.version, 'this chain')
    await nameChain(asked.db, asked.account, asked.id, asked.version, asked.body.title ?? null)
    const now = await livingChain(asked)
    return 'movedTo' in now ? now : answerOf(asked, now, ChainPageQuery.parse({}))
  },
})

async function answerOf(
  asked: Asked<unknown, unknown>,
  { componentId, ...chain }: LivingChain,
  query: ChainPageQuery,
): Promise<Answer> {
  const told = await pageOfChain(asked, componentId, query)
  return { document: { ...withPage(asked.baseUrl, 'chains')(chain), ...told }, next: told.claims.next }
}

export const chainOperations = [listChains, readChain, patchChain]
