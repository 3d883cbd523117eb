import { inOrderSaid } from '../claims/order-said'
import { tellsOrder } from '../links/relation'
import { type ChainClaimRow, claimPageOfChain } from './chains.queries'
import { linksFromClaims } from './links.queries'
import type { Asked } from './operation'
import type { ChainPageQuery } from './paging.schema'
import { linkDocument, pageWithPages } from './present'

/** Links told with a page of a chain: five for each claim of the largest page. */
const MOST_LINKS = 1_000

/** A page of a chain's claims, in the order said, with the links from them. */
export async function pageOfChain(
  { rows, visible, baseUrl }: Pick<Asked<unknown, unknown>, 'rows' | 'visible' | 'baseUrl'>,
  componentId: number,
  query: ChainPageQuery,
) {
  const found = await rows(claimPageOfChain, [visible, componentId, ...placeAfter(query), query.limit + 1])
  const onPage = found.slice(0, query.limit)
  const links = await rows(linksFromClaims, [visible, onPage.map((claim) => claim.id), MOST_LINKS + 1])
  const answers = links.filter((link) => tellsOrder(link.relation))
  const items = inOrderSaid(onPage, answers).map(({ orderDay: _day, ...claim }) => claim)
  const next = found.length > query.limit ? cursorOf(onPage.at(-1)) : null
  return {
    claims: pageWithPages(baseUrl, 'claims', { items, next }),
    links: links.slice(0, MOST_LINKS).map((link) => linkDocument(baseUrl, link)),
    moreLinks: links.length > MOST_LINKS,
  }
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
