import type { Request, Response } from 'express'
import type { Notice } from '../web/visitor'

/**
 * After a change: on to the page that shows it (303), which says once what was done. The session is saved first; a
 * browser follows the redirect as soon as it sees the headers, and would otherwise be quicker than the database.
 */
export async function seeOther(req: Request, res: Response, path: string, notice: Notice): Promise<void> {
  req.session.notice = notice
  await new Promise<void>((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())))
  res.redirect(303, path)
}
