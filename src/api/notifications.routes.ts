import { z } from 'zod'
import { chooseMail, readAllUpTo, readNotification } from '../discussion/notifications.commands'
import { type NotificationRow, notificationOf, notificationsOf, wantsMail } from '../discussion/notifications.queries'
import { subjectPath } from '../discussion/subject-path'
import { notFound } from '../web/problems'
import {
  NewNotificationMails,
  Notification,
  NotificationMails,
  NotificationPage,
  NotificationReadings,
  ReadUpTo,
} from './comment.schema'
import { operation } from './operation'
import { PageQuery, pageFrom, valuesBefore } from './paging.schema'

const NotificationQuery = z.strictObject({
  ...PageQuery.shape,
  unread: z
    .enum(['true', 'false'], 'Write true or false.')
    .default('false')
    .describe('Whether to list only those not read yet.'),
})

const list = operation({
  name: 'listNotifications',
  method: 'get',
  path: '/api/v1/notifications',
  audience: 'editor',
  summary: 'List what you have been told of, the newest first',
  query: NotificationQuery,
  success: 200,
  response: NotificationPage,
  async answer({ db, account, query, baseUrl }) {
    const [before, limit] = valuesBefore(query)
    const found = await notificationsOf(db, account.id, { before, unreadOnly: query.unread === 'true', limit })
    const { items, next } = pageFrom(found, query.limit)
    return { document: { items: items.map((row) => notificationDocument(baseUrl, row)), next }, next }
  },
})

const read = operation({
  name: 'readNotification',
  method: 'post',
  path: '/api/v1/notifications/:id/reading',
  audience: 'editor',
  summary: 'Mark one of your notifications as read',
  success: 200,
  response: Notification,
  async answer({ db, account, id, baseUrl }) {
    const done = await readNotification(db, account.id, id)
    const row = done ? await notificationOf(db, account.id, id) : null
    if (!row) throw notFound('This notification')
    return { document: notificationDocument(baseUrl, row) }
  },
})

const readAll = operation({
  name: 'readNotifications',
  method: 'post',
  path: '/api/v1/notifications/readings',
  audience: 'editor',
  summary: 'Mark all of your notifications as read, up to one',
  body: ReadUpTo,
  example: { upTo: 17 },
  success: 200,
  response: NotificationReadings,
  answer: async ({ db, account, body }) => ({ document: { read: await readAllUpTo(db, account.id, body.upTo) } }),
})

const readMails = operation({
  name: 'readNotificationMails',
  method: 'get',
  path: '/api/v1/notifications/mail',
  audience: 'editor',
  summary: 'Read whether you get your notifications by mail',
  success: 200,
  response: NotificationMails,
  answer: async ({ db, account }) => ({ document: { byMail: await wantsMail(db, account.id) } }),
})

const chooseMails = operation({
  name: 'chooseNotificationMails',
  method: 'put',
  path: '/api/v1/notifications/mail',
  audience: 'editor',
  summary: 'Say whether you get your notifications by mail',
  body: NewNotificationMails,
  example: { byMail: false },
  success: 200,
  response: NotificationMails,
  async answer({ db, account, body: { byMail } }) {
    await chooseMail(db, account, byMail)
    return { document: { byMail } }
  },
})

function notificationDocument(baseUrl: string, row: NotificationRow) {
  const { id, kind, subjectKind, subjectId, text, by, createdAt, readAt } = row
  const page = `${baseUrl}${subjectPath(row)}`
  return { id, kind, subject: { kind: subjectKind, id: subjectId }, page, text, by, createdAt, readAt }
}

export const notificationOperations = [list, read, readAll, readMails, chooseMails]
