import type { Application, Response } from 'express'

/** Keeps the address of the site, without a slash at its end, for pages that name themselves whole. */
export function setAddress(app: Application, baseUrl: string): void {
  app.locals.baseUrl = baseUrl
}

/** The whole address of a path: search machines take no other for the canonical one. */
export const wholeAddress = (res: Response, path: string): string => `${res.app.locals.baseUrl}${path}`
