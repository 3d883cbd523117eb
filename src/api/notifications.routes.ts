import { z } from 'zod'
import { readNotification } from '../discussion/notifications.commands'
import { type NotificationRow, notificationOf, notificationsOf } from '../discussion/notifications.queries'
import { subjectPath } from '../discussion/subject-path'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { Notification, NotificationPage } from './comment.schema'
import { operation } from './operation'
import { PageQuery, pageFrom } from './paging.schema'

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
    const { cursor, limit, unread } = query
    const before = cursor === undefined ? LARGEST_INTEGER : Math.min(Number(cursor), LARGEST_INTEGER)
    const found = await notificationsOf(db, account.id, { before, unreadOnly: unread === 'true', limit: limit + 1 })
    const { items, next } = pageFrom(found, limit)
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

function notificationDocument(baseUrl: string, row: NotificationRow) {
  const { id, kind, subjectKind, subjectId, text, by, createdAt, readAt } = row
  const page = `${baseUrl}${subjectPath(row)}`
  return { id, kind, subject: { kind: subjectKind, id: subjectId }, page, text, by, createdAt, readAt }
}

export const notificationOperations = [list, read]
