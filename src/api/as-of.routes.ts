import type { State } from '../claims/claim'
import type { AsOf } from '../reading/as-of'
import {
  canBeTold,
  membersOfChainThen,
  notYet,
  pastOf,
  pointInTime,
  requireStillPublic,
  untold,
} from '../reading/past.queries'
import { chainAsOf, planOnce } from '../versions/as-of-sql'
import { words } from '../words/words'
import { ChainThen, ClaimThen } from './as-of.schema'
import { pageOfChain } from './chain-page.queries'
import { claimInFull } from './claims.queries'
import { linksOfClaim } from './links.queries'
import { operation } from './operation'
import { ChainPageQuery, PageQuery, pageFrom, pageValues } from './paging.schema'
import { linkDocument, pageWithPages } from './present'
import { statementPageOfClaim } from './statements.queries'

/** Of the past, whoever asks is told what readers could see. */
const PUBLIC: readonly State[] = ['published']

/** Links told with a claim, as today's are. */
const MOST_LINKS = 200

const NOT_THEN = 'There is none of this number, or readers could not see it then.'

const readClaimThen = operation({
  name: 'readClaimAsOf',
  method: 'get',
  path: '/api/v1/claims/:id/as-of/:at',
  audience: 'anyone',
  summary: 'Read a claim with its reports and links as they were published at a time',
  description:
    'Made from history. People, outlets and articles are as they are now, and what has been withdrawn since is shown to nobody. ' +
    'Today is not over: name a moment of it.',
  query: PageQuery,
  success: 200,
  response: ClaimThen,
  refusals: { 404: NOT_THEN, 410: 'It has been withdrawn since; the reason is public.' },
  async answer({ rows, byIndex, id, at, query, baseUrl }) {
    const then = pointInTime(at)
    await requireStillPublic(rows, id, then)
    const shown = await byIndex(async (rows) => {
      await rows(planOnce, [])
      const past = pastOf(rows, { at: then.at, chain: null })
      const [claim] = await past(claimInFull, [PUBLIC, id])
      if (!claim) return null
      const reports = await past(statementPageOfClaim, [PUBLIC, ...pageValues(query), id])
      const links = await past(linksOfClaim, [PUBLIC, id, MOST_LINKS + 1])
      return { claim, reports, links }
    })
    if (shown?.claim.state !== 'published' || shown.claim.quote === null) throw notYet(words.these.claim, then)
    const { withdrawnReason: _reason, wasPublic: _seen, joinedIntoId: _into, chainId: _chain, ...claim } = shown.claim
    const statements = pageWithPages(baseUrl, 'statements', pageFrom(shown.reports, query.limit))
    const document = {
      ...claim,
      ...thenMembers(`${baseUrl}/claims/${id}/as-of/${at}`, then),
      statements,
      links: shown.links.slice(0, MOST_LINKS).map((link) => linkDocument(baseUrl, link)),
      moreLinks: shown.links.length > MOST_LINKS,
    }
    return { document, next: statements.next }
  },
})

const readChainThen = operation({
  name: 'readChainAsOf',
  method: 'get',
  path: '/api/v1/chains/:id/as-of/:at',
  audience: 'anyone',
  summary: 'Read a chain with the claims and links that were connected at a time',
  description: 'As of a claim. A chain that had been merged into another by then leads to that one.',
  query: ChainPageQuery,
  success: 200,
  response: ChainThen,
  refusals: { 308: 'It had been merged into the chain at `Location` by then.', 404: NOT_THEN },
  async answer({ rows, byIndex, id, at, query, baseUrl }) {
    const then = pointInTime(at)
    const [was] = await rows(chainAsOf, [id, then.at])
    if (!was) throw notYet(words.these.chain, then)
    if (was.ledToId !== null) return { movedTo: `/api/v1/chains/${was.ledToId}/as-of/${at}` }
    const { members, told } = await byIndex(async (rows) => {
      await rows(planOnce, [])
      const members = await membersOfChainThen(rows, id, then)
      if (!canBeTold(members)) return { members, told: null }
      const past = pastOf(rows, { at: then.at, chain: { id, title: was.title, members } })
      return { members, told: await pageOfChain({ rows: past, visible: PUBLIC, baseUrl }, COMPONENT, query) }
    })
    if (!told) throw untold(members, then)
    const page = `${baseUrl}/chains/${id}/as-of/${at}`
    return {
      document: { id, ...thenMembers(page, then), title: was.title, size: members.length, ...told },
      next: told.claims.next,
    }
  },
})

/** What holds a chain together is number 1 in the past, where there is no other (`asOf`). */
const COMPONENT = 1

const thenMembers = (page: string, { at, settles }: AsOf) => ({
  page,
  // RFC 3339 has seconds.
  asOf: at.replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z'),
  isSettled: settles === null,
})

export const asOfOperations = [readClaimThen, readChainThen]
