import { z } from 'zod'
import { LONGEST_COMMENT } from '../discussion/comments.commands'
import { line } from '../web/text-fields'
import { Id, Page, Time, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

export const NewComment = z
  .strictObject({
    body: line(LONGEST_COMMENT, 'Write something.').describe(
      'Plain text; an empty line begins a paragraph, and @ with somebody’s handle tells them.',
    ),
  })
  .register(requestShapes, { id: 'NewComment' })

export const Comment = z
  .strictObject({
    id: Id,
    page: Page,
    version: Version,
    body: z.string().nullable().describe('Null: withdrawn by its author.'),
    by: z.strictObject({ id: Id, name: z.string(), handle: z.string() }),
    createdAt: Time,
    withdrawnAt: Time.nullable(),
  })
  .register(answerShapes, { id: 'Comment' })

export const AddedComment = z
  .strictObject({
    comment: Comment,
    unreached: z.array(z.string()).describe('A sentence for each mention that tells nobody.'),
  })
  .register(answerShapes, { id: 'AddedComment' })

export const CommentPage = pageOf(Comment).register(answerShapes, { id: 'CommentPage' })

export const Notification = z
  .strictObject({
    id: Id,
    kind: z.string().describe('“mention”, “reply”, “sent back”, “published”, …'),
    subject: z.strictObject({ kind: z.string(), id: Id }),
    page: Page,
    text: z.string(),
    by: z.string().nullable().describe('Whose act it tells of.'),
    createdAt: Time,
    readAt: Time.nullable(),
  })
  .register(answerShapes, { id: 'Notification' })

export const NotificationPage = pageOf(Notification).register(answerShapes, { id: 'NotificationPage' })
