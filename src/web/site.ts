import type { Express, Response } from 'express'

/** Tells the app where readers find it, without a slash at the end: what leaves the site names whole addresses. */
export function setBaseUrl(app: Express, baseUrl: string): void {
  app.locals.baseUrl = baseUrl
}

export const baseUrlOf = (res: Response): string => String(res.app.locals.baseUrl ?? '')
