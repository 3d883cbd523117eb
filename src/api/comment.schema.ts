import { z } from 'zod'
import { LONGEST_COMMENT } from '../discussion/comments.commands'
import { line } from '../web/text-fields'
import { Id, IdMember, Page, Time, Version } from './common.schema'
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

export const ReadUpTo = z
  .strictObject({ upTo: IdMember.describe('The newest that is read; those before it are, too.') })
  .register(requestShapes, { id: 'ReadUpTo' })
export const NotificationReadings = z
  .strictObject({ read: z.int().min(0).describe('How many had not been.') })
  .register(answerShapes, { id: 'NotificationReadings' })

const mails = { byMail: z.boolean() }
export const NotificationMails = z.strictObject(mails).register(answerShapes, { id: 'NotificationMails' })
export const NewNotificationMails = z.strictObject(mails).register(requestShapes, { id: 'NewNotificationMails' })
