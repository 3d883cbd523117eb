import type { Response } from 'express'

/** The idempotency key that a form came with, where it was one; so that the page of an error can send it along again. */
export const sentKeyOf = (res: Response): string | null => (res.locals.sentKey as string | null | undefined) ?? null

export function setSentKey(res: Response, key: string | null): void {
  res.locals.sentKey = key
}
