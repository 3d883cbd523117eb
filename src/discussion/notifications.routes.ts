import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER, rowNumber } from '../web/row-numbers'
import { words } from '../words/words'
import { minute, notificationsPage } from './discussion.pages'
import { chooseMail, readAllUpTo, readNotification } from './notifications.commands'
import { NOTIFICATIONS_ON_PAGE, notificationOf, notificationsOf, wantsMail } from './notifications.queries'
import { subjectPath } from './subject-path'

export const notificationsPolicy: Policy = {
  'GET /notifications': 'editor',
  'POST /notifications/:id/reading': 'editor',
  'POST /notifications/readings': 'editor',
  'POST /notifications/mail': 'editor',
}

const UpTo = z.object({ upTo: rowNumber(words.discussion.sayUpTo) })
const MailForm = z.object({ mail: z.enum(['on', 'off'], words.discussion.chooseOnOrOff) })

/** What somebody has been told of, the newest first: two queries. */
export function notificationsRoutes({ db, mailIsSet }: { db: EntityManager; mailIsSet: boolean }) {
  const router = Router()

  router.get('/notifications', async (req, res) => {
    const account = signedIn(res)
    const before = req.query.before === undefined ? LARGEST_INTEGER : idFrom(req.query.before, words.these.pageOfList)
    const rows = await notificationsOf(db, account.id, { before })
    const shown = rows.slice(0, NOTIFICATIONS_ON_PAGE)
    notificationsPage.render(res, {
      title: words.layout.notifications,
      section: '/notifications',
      notifications: shown.map(({ createdAt, ...row }) => ({ ...row, at: minute(createdAt) })),
      newest: shown[0]?.id ?? null,
      someUnread: shown.some(({ readAt }) => readAt === null),
      byMail: await wantsMail(db, account.id),
      mailIsSet,
      isFirst: before === LARGEST_INTEGER,
      next: rows.length > shown.length ? `/notifications?before=${shown.at(-1)?.id}` : null,
    })
  })

  /** Opening one marks it as read, which a mere link may not do: browsers follow links before they are clicked. */
  router.post('/notifications/:id/reading', async (req, res) => {
    const account = signedIn(res)
    const id = idFrom(req.params.id, words.these.notification)
    const notification = await notificationOf(db, account.id, id)
    if (!notification) throw notFound(words.these.notification)
    await readNotification(db, account.id, id)
    res.redirect(303, subjectPath(notification))
  })

  router.post('/notifications/readings', async (req, res) => {
    const { upTo } = parsed(UpTo, req.body ?? {})
    await readAllUpTo(db, signedIn(res).id, upTo)
    await seeOther(req, res, '/notifications', { text: words.discussion.allRead })
  })

  router.post('/notifications/mail', async (req, res) => {
    const { mail } = parsed(MailForm, req.body ?? {})
    await chooseMail(db, signedIn(res), mail === 'on')
    const text = mail === 'on' ? words.discussion.getMails : words.discussion.getNoMails
    await seeOther(req, res, '/notifications', { text })
  })

  return router
}
