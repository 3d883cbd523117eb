import { nameChain } from '../chains/chains.commands'
import { inOrderSaid } from '../claims/order-said'
import { tellsOrder } from '../links/relation'
import { notFound, Problem } from '../web/problems'
import { Chain, ChainChange, ChainPage } from './chain.schema'
import { type ChainClaimRow, chainAt, chainPage, claimPageOfChain, type FoundChainRow } from './chains.queries'
import { linksFromClaims } from './links.queries'
import { type Answer, type Asked, operation } from './operation'
import { ChainPageQuery, PageQuery, pageFrom, pageValues } from './paging.schema'
import { linkDocument, pageWithPages, withPage } from './present'
import { requireVersion } from './row-guards'

/** Links told with a page of a chain: five for each claim of the largest page. */
const MOST_LINKS = 1_000

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

const GONE = 'Nothing joins the claims of this chain any more.'
const MOVED = 'It has been merged into the chain at `Location`.'

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
  refusals: { 308: MOVED, 410: GONE },
  async answer(asked) {
    const chain = await chainThere(asked)
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
  refusals: { 308: MOVED, 410: GONE },
  async answer(asked) {
    const chain = await chainThere(asked)
    if ('movedTo' in chain) return chain
    requireVersion(chain, asked.version, 'this chain')
    await nameChain(asked.db, asked.account, asked.id, asked.version, asked.body.title ?? null)
    const now = await chainThere(asked)
    return 'movedTo' in now ? now : answerOf(asked, now, ChainPageQuery.parse({}))
  },
})

type LivingChain = FoundChainRow & { size: number; componentId: number }

const isLiving = (chain: FoundChainRow): chain is LivingChain => chain.componentId !== null && chain.size !== null

/** The chain at this address, or the address that it has moved to. */
async function chainThere({
  rows,
  id,
}: Asked<unknown, unknown> & { id: number }): Promise<LivingChain | { movedTo: string }> {
  const [chain] = await rows(chainAt, [id])
  if (!chain) throw notFound('This chain')
  if (chain.id !== id) return { movedTo: `/api/v1/chains/${chain.id}` }
  if (!isLiving(chain)) throw new Problem(410, 'Come apart', GONE, { reason: GONE })
  return chain
}

async function answerOf(
  { rows, visible, baseUrl }: Asked<unknown, unknown>,
  { componentId, ...chain }: LivingChain,
  query: ChainPageQuery,
): Promise<Answer> {
  const found = await rows(claimPageOfChain, [visible, componentId, ...placeAfter(query), query.limit + 1])
  const onPage = found.slice(0, query.limit)
  const links = await rows(linksFromClaims, [visible, onPage.map((claim) => claim.id), MOST_LINKS + 1])
  const answers = links.filter((link) => tellsOrder(link.relation))
  const items = inOrderSaid(onPage, answers).map(({ orderDay: _day, ...claim }) => claim)
  const next = found.length > query.limit ? cursorOf(onPage.at(-1)) : null
  const document = {
    ...withPage(baseUrl, 'chains')(chain),
    claims: pageWithPages(baseUrl, 'claims', { items, next }),
    links: links.slice(0, MOST_LINKS).map((link) => linkDocument(baseUrl, link)),
    moreLinks: links.length > MOST_LINKS,
  }
  return { document, next }
}

const UNDATED = 'undated'

function cursorOf(claim: ChainClaimRow | undefined): string | null {
  return claim ? `${claim.orderDay ?? UNDATED}.${claim.id}` : null
}

function placeAfter({ cursor }: ChainPageQuery): [fromStart: boolean, day: string | null, claimId: number] {
  const [day, claimId] = cursor?.split('.') ?? []
  if (day === undefined) return [true, null, 0]
  return [false, day === UNDATED ? null : day, Number(claimId)]
}

export const chainOperations = [listChains, readChain, patchChain]
