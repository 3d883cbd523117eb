import { claimById, restoreClaim, withdrawClaim } from '../claims/claims.commands'
import { changeLinkedClaim } from '../links/change-linked-claim.commands'
import { notFound } from '../web/problems'
import { Claim, ClaimChange, ClaimPage, NewWithdrawal, Withdrawal } from './claim.schema'
import { claimInFull, claimPage, type GuardedClaimRow } from './claims.queries'
import { linksOfClaim } from './links.queries'
import { type Answer, type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { linkDocument, pageWithPages, replyDocument, withPage } from './present'
import { repliesOfClaim } from './replies.queries'
import { requirePublished, requireVersion, requireWithdrawn, shown } from './row-guards'
import { refusedSpeakers, speakersAt } from './speaker-refusals'
import { statementPageOfClaim } from './statements.queries'

const WHAT = 'This claim'
const WHICH = 'this claim'

/** Links told with a claim. A claim that more than these hang on is a hub, to be read through its chain. */
const MOST_LINKS = 200

const listClaims = operation({
  name: 'listClaims',
  method: 'get',
  path: '/api/v1/claims',
  audience: 'anyone',
  summary: 'List claims',
  query: PageQuery,
  success: 200,
  response: ClaimPage,
  async answer({ rows, visible, query, baseUrl }) {
    const found = await rows(claimPage, [visible, ...pageValues(query)])
    const document = pageWithPages(baseUrl, 'claims', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

const readClaim = operation({
  name: 'readClaim',
  method: 'get',
  path: '/api/v1/claims/:id',
  audience: 'anyone',
  summary: 'Read a claim, its reports, its links and the replies to it',
  description: 'Pages are of its reports.',
  query: PageQuery,
  success: 200,
  response: Claim,
  refusals: {
    308: 'It has been joined into another claim.',
    410: 'It has been withdrawn; the reason is public.',
  },
  async answer(asked) {
    const [row] = await asked.rows(claimInFull, [asked.visible, asked.id])
    if (row && row.joinedIntoId !== null) return { movedTo: `/api/v1/claims/${row.joinedIntoId}` }
    return answerOf(asked, shown(row, asked.visible, WHAT), asked.query)
  },
})

const patchClaim = operation({
  name: 'changeClaim',
  method: 'patch',
  path: '/api/v1/claims/:id',
  audience: 'editor',
  summary: 'Change a claim, for all its reports',
  description: 'Members left out stay as they are.',
  body: ClaimChange,
  example: { saidOn: '2019-06-03', saidOnBasis: 'counted', saidOnWords: 'on Monday' },
  changes: true,
  success: 200,
  response: Claim,
  refusals: { 410: 'It has been withdrawn.' },
  async answer(asked) {
    const [found] = await asked.rows(claimInFull, [asked.visible, asked.id])
    const row = shown(found, asked.visible, WHAT)
    requireVersion(row, asked.version, WHICH)
    const { saidOn, saidOnBasis, saidOnWords, medium, stance, summary } = row
    const speakers = row.speakers.map(({ id, role }) => ({ id, role: role && { id: role.id } }))
    const now = { speakers, saidOn, saidOnBasis, saidOnWords, medium, stance, summary, ...asked.body }
    const changed = await changeLinkedClaim(asked.db, asked.account, asked.id, asked.version, now)
    if ('problems' in changed) throw await refusedSpeakers(asked.db, changed.problems, speakersAt(now.speakers))
    return claimWritten(asked)
  },
})

const withdraw = operation({
  name: 'withdrawClaim',
  method: 'post',
  path: '/api/v1/claims/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw a claim',
  description: 'It leaves its chain, and its links and reports are not shown until it comes back.',
  body: NewWithdrawal,
  example: { reason: 'The article has been corrected: it was said by somebody else.' },
  changes: true,
  success: 200,
  response: Withdrawal,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, body }) {
    requirePublished(await claimById(db, id), version, WHICH)
    await withdrawClaim(db, account, id, version, body.reason)
    const now = await claimById(db, id)
    return {
      document: { id, version: now.version, state: now.state, reason: now.withdrawnReason },
    }
  },
})

const restore = operation({
  name: 'restoreClaim',
  method: 'delete',
  path: '/api/v1/claims/:id/withdrawal',
  audience: 'editor',
  summary: 'Restore a withdrawn claim',
  changes: true,
  success: 200,
  response: Claim,
  refusals: { 422: 'All its reports are withdrawn: restore one of them, and it comes along.' },
  async answer(asked) {
    requireWithdrawn(await claimById(asked.db, asked.id), asked.version, WHICH)
    await restoreClaim(asked.db, asked.account, asked.id, asked.version)
    return claimWritten(asked)
  },
})

/** The claim after a change. */
export async function claimWritten(asked: Asked<unknown, unknown> & { id: number }): Promise<Answer> {
  const [row] = await asked.rows(claimInFull, [asked.visible, asked.id])
  if (!row) throw notFound(WHAT)
  return answerOf(asked, row, PageQuery.parse({}))
}

async function answerOf(
  { rows, visible, baseUrl }: Asked<unknown, unknown>,
  { withdrawnReason: _reason, wasPublic: _seen, joinedIntoId: _into, ...claim }: GuardedClaimRow,
  query: PageQuery,
): Promise<Answer> {
  const found = await rows(statementPageOfClaim, [visible, ...pageValues(query), claim.id])
  const links = await rows(linksOfClaim, [visible, claim.id, MOST_LINKS + 1])
  const replies = await rows(repliesOfClaim, [visible, claim.id])
  const statements = pageWithPages(baseUrl, 'statements', pageFrom(found, query.limit))
  const document = {
    ...withPage(baseUrl, 'claims')(claim),
    statements,
    links: links.slice(0, MOST_LINKS).map((link) => linkDocument(baseUrl, link)),
    moreLinks: links.length > MOST_LINKS,
    replies: replies.map((reply) => replyDocument(baseUrl, reply)),
  }
  return { document, next: statements.next }
}

export const claimOperations = [listClaims, readClaim, patchClaim, withdraw, restore]
