import { z } from 'zod'
import { line } from '../web/text-fields'
import { Id, IdMember, Page, Time, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

export const StatementPublication = z
  .strictObject({
    claimVersion: IdMember.describe('The version of the statement’s claim that you looked at: both are published.'),
  })
  .register(requestShapes, { id: 'StatementPublication' })

export const StatementReturn = z
  .strictObject({
    claimVersion: IdMember.describe('The version of the statement’s claim that you looked at.'),
    comment: line(2_000, 'Say what has to be done.').describe('Its authors are told.'),
  })
  .register(requestShapes, { id: 'StatementReturn' })

export const LinkReturn = z
  .strictObject({ comment: line(2_000, 'Say what has to be done.').describe('Its authors are told.') })
  .register(requestShapes, { id: 'LinkReturn' })

export const ReplyReturn = z
  .strictObject({ comment: line(2_000, 'Say what has to be done.').describe('Whoever recorded it is told.') })
  .register(requestShapes, { id: 'ReplyReturn' })

export const DraftQuery = z.strictObject({
  kind: z
    .enum(['statement', 'link', 'reply'], 'Write statement, link or reply.')
    .default('statement')
    .describe('Drafts of which kind.'),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, 'This is no cursor of this list.')
    .optional()
    .describe('Where to go on: `next` of the page before.'),
})

export const Draft = z
  .strictObject({
    kind: z.enum(['statement', 'link', 'reply']),
    id: Id,
    page: Page,
    version: Version,
    claimVersion: Version.nullable().describe('Of a statement’s claim; null for a link or a reply.'),
    authors: z.array(z.strictObject({ id: Id, name: z.string() })).describe('Who may not publish it.'),
    returned: z
      .strictObject({ comment: z.string(), by: z.string() })
      .nullable()
      .describe('That it was sent back, until it is changed.'),
    createdAt: Time,
  })
  .register(answerShapes, { id: 'Draft' })

export const DraftPage = pageOf(Draft).register(answerShapes, { id: 'DraftPage' })
