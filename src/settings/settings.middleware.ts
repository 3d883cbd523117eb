import type { RequestHandler } from 'express'
import { setDesk } from '../web/desk'
import type { CurrentSettings } from './settings.queries'

/** Gives every page the desk's name, licence and ways. */
export function deskOfPages(settings: CurrentSettings): RequestHandler {
  return async (_req, res, next) => {
    setDesk(res, await settings.now())
    next()
  }
}
