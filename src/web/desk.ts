import type { Response } from 'express'

/** The desk whose site this is, as far as pages and exports need to know. */
export interface Desk {
  name: string
  /** Under which others may use the data: "CC BY 4.0"; null is not stated. */
  licence: string | null
  licenceUrl: string | null
  /** Whether what an editor saves is a draft until somebody else has reviewed it. */
  review: boolean
  /** BCP 47, of the articles that the desk reads, the most frequent first. */
  languages: string[]
}

/** For pages shown while the database is away. */
const UNKNOWN_DESK: Desk = { name: 'Gainsay', licence: null, licenceUrl: null, review: false, languages: ['en'] }

export function deskOf(res: Response): Desk {
  return (res.locals.desk as Desk | undefined) ?? UNKNOWN_DESK
}

export function setDesk(res: Response, desk: Desk): void {
  res.locals.desk = desk
}
