import type { Response } from 'express'

/** A form as it was sent, for a page from which it can be sent again as it is. */
export interface SentForm {
  action: string
  isMultipart: boolean
  key: string | null
  fields: [name: string, value: string][]
}

export function sentFormOf(res: Response): SentForm | null {
  return (res.locals.sentForm as SentForm | undefined) ?? null
}

export function setSentForm(res: Response, form: SentForm): void {
  res.locals.sentForm = form
}
