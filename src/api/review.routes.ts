import { statementById } from '../claims/statements.commands'
import { linkById } from '../links/links.commands'
import { draftRows } from '../reviewing/draft-rows.queries'
import { publish, sendBack } from '../reviewing/publishing.commands'
import { takeBack } from '../reviewing/taking-back.commands'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { Claim } from './claim.schema'
import { claimWritten } from './claims.routes'
import { Link } from './link.schema'
import { linkWritten } from './links.routes'
import { operation } from './operation'
import { DraftPage, DraftQuery, LinkReturn, StatementPublication, StatementReturn } from './review.schema'
import { requireSentBack, requireVersion, SENT_BACK_ONCE } from './row-guards'
import { Statement } from './statement.schema'
import { statementWritten } from './statements.routes'

const NOT_YOURS = 'Nobody publishes what they wrote or changed themselves, whatever their role: the answer is then 403.'

const listDrafts = operation({
  name: 'listDrafts',
  method: 'get',
  path: '/api/v1/drafts',
  audience: 'editor',
  summary: 'List what waits for review, the oldest first',
  description: 'Each with the versions that publishing it has to name. What one says is read at its own address.',
  query: DraftQuery,
  success: 200,
  response: DraftPage,
  async answer({ db, query, baseUrl }) {
    const { kind, cursor } = query
    const after = Math.min(Number(cursor ?? 0), LARGEST_INTEGER)
    // One list of the three is asked for; the others are asked behind their ends.
    const behind = { statement: LARGEST_INTEGER, link: LARGEST_INTEGER, reply: LARGEST_INTEGER, [kind]: after }
    const rows = await draftRows(db, { behind, claimId: null, createdById: null })
    const last = rows.last[kind]
    const { statements, links, replies } = rows.authors
    const authors = { statement: statements, link: links, reply: replies }[kind]
    const items = [...rows.statements, ...rows.links, ...rows.replies].map((row) => ({
      kind,
      id: row.id,
      page: `${baseUrl}${'repliedOn' in row ? `/claims/${row.claimId}#reply-${row.id}` : `/${kind}s/${row.id}`}`,
      version: row.version,
      claimVersion: 'claimVersion' in row ? row.claimVersion : null,
      authors: authors.get(row.id)?.sincePublished ?? [],
      returned: row.returned,
      createdAt: row.createdAt,
    }))
    const next = last === null ? null : String(last)
    return { document: { items, next }, next }
  },
})

const publishStatement = operation({
  name: 'publishStatement',
  method: 'post',
  path: '/api/v1/statements/:id/publication',
  audience: 'editor',
  summary: 'Publish a draft statement, and its claim with it',
  description: `Where the desk reviews, a reviewer’s token is needed. ${NOT_YOURS}`,
  body: StatementPublication,
  example: { claimVersion: 1 },
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 409: 'It is no draft, or its claim is withdrawn.' },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(await statementById(db, id), version, 'this statement')
    await publish(db, account, { kind: 'statement', id, version, claimVersion: body.claimVersion })
    return statementWritten(asked, id)
  },
})

const takeBackOne = operation({
  name: 'takeBackStatement',
  method: 'delete',
  path: '/api/v1/statements/:id/publication',
  audience: 'editor',
  summary: 'Take a published statement back to draft',
  description:
    'So that it can be changed where the desk reviews. With the last report that readers see, its claim goes too.',
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 409: 'It is not published.' },
  async answer(asked) {
    requireVersion(await statementById(asked.db, asked.id), asked.version, 'this statement')
    await takeBack(asked.db, asked.account, { kind: 'statement', id: asked.id, version: asked.version })
    return statementWritten(asked, asked.id)
  },
})

const returnStatement = operation({
  name: 'sendStatementBack',
  method: 'post',
  path: '/api/v1/statements/:id/returns',
  audience: 'editor',
  summary: 'Send a draft statement back to its authors',
  description: 'It stays a draft. What you say stands in the discussion of its claim.',
  body: StatementReturn,
  example: { claimVersion: 1, comment: 'Which ships? The text names two.' },
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 409: SENT_BACK_ONCE },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(await statementById(db, id), version, 'this statement')
    const { claimVersion, comment } = body
    requireSentBack(await sendBack(db, account, { kind: 'statement', id, version, claimVersion }, comment))
    return statementWritten(asked, id)
  },
})

const takeBackWhole = operation({
  name: 'takeBackClaim',
  method: 'delete',
  path: '/api/v1/claims/:id/publication',
  audience: 'editor',
  summary: 'Take a published claim back to draft, with its reports',
  changes: true,
  success: 200,
  response: Claim,
  refusals: { 409: 'It is not published.' },
  async answer(asked) {
    await takeBack(asked.db, asked.account, { kind: 'claim', id: asked.id, version: asked.version })
    return claimWritten(asked)
  },
})

const publishLink = operation({
  name: 'publishLink',
  method: 'post',
  path: '/api/v1/links/:id/publication',
  audience: 'editor',
  summary: 'Publish a draft link',
  description: `Both its claims have to be public already. Where the desk reviews, a reviewer’s token is needed. ${NOT_YOURS}`,
  changes: true,
  success: 200,
  response: Link,
  refusals: { 409: 'It is no draft, or one of its claims is not public.' },
  async answer(asked) {
    const { db, account, id, version } = asked
    requireVersion(await linkById(db, id), version, 'this link')
    await publish(db, account, { kind: 'link', id, version })
    return linkWritten(asked, id)
  },
})

const takeBackPair = operation({
  name: 'takeBackLink',
  method: 'delete',
  path: '/api/v1/links/:id/publication',
  audience: 'editor',
  summary: 'Take a published link back to draft',
  changes: true,
  success: 200,
  response: Link,
  refusals: { 409: 'It is not published.' },
  async answer(asked) {
    await takeBack(asked.db, asked.account, { kind: 'link', id: asked.id, version: asked.version })
    return linkWritten(asked, asked.id)
  },
})

const returnLink = operation({
  name: 'sendLinkBack',
  method: 'post',
  path: '/api/v1/links/:id/returns',
  audience: 'editor',
  summary: 'Send a draft link back to its authors',
  description: 'It stays a draft. What you say stands in its discussion.',
  body: LinkReturn,
  example: { comment: 'Does she answer him, or the reporter?' },
  changes: true,
  success: 200,
  response: Link,
  refusals: { 409: SENT_BACK_ONCE },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(await linkById(db, id), version, 'this link')
    requireSentBack(await sendBack(db, account, { kind: 'link', id, version }, body.comment))
    return linkWritten(asked, id)
  },
})

export const reviewOperations = [
  listDrafts,
  publishStatement,
  takeBackOne,
  returnStatement,
  takeBackWhole,
  publishLink,
  takeBackPair,
  returnLink,
]
