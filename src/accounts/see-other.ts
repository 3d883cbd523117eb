import type { Request, Response } from 'express'
import { afterCommit } from '../database/write'
import { type Notice, tellNext } from '../web/visitor'

/**
 * After a change: on to the page that shows it (303), which says once what was done. The session is saved before the
 * answer leaves, since a browser follows a redirect as soon as it sees the headers, and would otherwise be quicker than
 * the database; and after the change is, since a page that tells of it must not be before it.
 */
export async function seeOther(req: Request, res: Response, path: string, notice: Notice): Promise<void> {
  tellNext(res, notice)
  await afterCommit(() => saveNotice(req, notice))
  res.redirect(303, path)
}

/** For the next page that whoever asks is shown. */
export async function saveNotice(req: Request, notice: Notice): Promise<void> {
  req.session.notice = notice
  await new Promise<void>((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())))
}
