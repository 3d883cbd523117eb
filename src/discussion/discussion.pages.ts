import { type PageHead, page } from '../web/page'
import type { CommentRow } from './comments.queries'
import type { NotificationRow } from './notifications.queries'
import type { Mentionable } from './people.queries'

/** A comment as the page shows it. */
export interface CommentShown {
  id: number
  version: number
  by: string
  handle: string
  /** Null is withdrawn. */
  paragraphs: string[] | null
  at: string
  /** Whether whoever looks wrote it, and may withdraw it. */
  isOwn: boolean
}

interface DiscussionPage extends PageHead {
  /** "claim 12" */
  what: string
  line: string
  /** Where what it is about stands, and where its form is sent. */
  subjectPath: string
  path: string
  comments: CommentShown[]
  isFirst: boolean
  next: string | null
  people: Mentionable[]
  typed: { body: string; tell: string }
  problems: Record<string, string>
}

export const discussionPage = page<DiscussionPage>('discussion/discussion')

interface NotificationsPage extends PageHead {
  notifications: (Omit<NotificationRow, 'createdAt'> & { at: string })[]
  /** The newest on the page: what "all read" reaches up to. */
  newest: number | null
  someUnread: boolean
  byMail: boolean
  /** Whether this desk sends mails at all. */
  mailIsSet: boolean
  isFirst: boolean
  next: string | null
}

export const notificationsPage = page<NotificationsPage>('discussion/notifications')

export function commentShown(row: CommentRow, accountId: number): CommentShown {
  const { id, version, by, handle, body } = row
  const paragraphs = body === null ? null : body.split(/\n{2,}/)
  return { id, version, by, handle, paragraphs, at: minute(row.createdAt), isOwn: row.byId === accountId }
}

/** To the minute, in UTC: "2026-11-25 04:13". */
export const minute = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ')
