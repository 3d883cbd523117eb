import type { Response } from 'express'

/** Whoever asks, as far as a page needs to know. */
export interface Visitor {
  /** Null is signed out. */
  account: { id: number; name: string; email: string; role: string } | null
  mayEdit: boolean
  mayReview: boolean
  mayAdminister: boolean
  /** The path asked for, to come back to after signing in. */
  path: string
  /** What waits for them, by the path of the header's link that leads there: "3". */
  waiting: Record<string, string>
  /** What was just done, once. */
  notice: Notice | null
}

/** A sentence after a change, with a link or the form that undoes it where that can be. */
export interface Notice {
  text: string
  /** Where to look next. */
  link?: { text: string; path: string }
  undo?: { action: string; fields: Record<string, string | number | string[]> }
}

const SIGNED_OUT: Visitor = {
  account: null,
  mayEdit: false,
  mayReview: false,
  mayAdminister: false,
  path: '/',
  waiting: {},
  notice: null,
}

export function visitorOf(res: Response): Visitor {
  return (res.locals.visitor as Visitor | undefined) ?? SIGNED_OUT
}

/** @param takeNotice gives the notice once; called when a whole page is shown, so that no redirect eats it */
export function setVisitor(
  res: Response,
  visitor: Omit<Visitor, 'notice' | 'waiting'>,
  takeNotice: () => Notice | null,
): void {
  res.locals.visitor = { ...visitor, waiting: {}, notice: null }
  res.locals.takeNotice = takeNotice
}

/** Puts a number beside a link of the header, for whoever asks now. */
export function setWaiting(res: Response, path: string, number: string): void {
  const visitor = visitorOf(res)
  res.locals.visitor = { ...visitor, waiting: { ...visitor.waiting, [path]: number } }
}

/** For the page that is being shown: whoever asks, with the notice meant for them. */
export function visitorWithNotice(res: Response): Visitor {
  const takeNotice = res.locals.takeNotice as (() => Notice | null) | undefined
  return { ...visitorOf(res), notice: takeNotice?.() ?? null }
}

/** What the answer to this request leaves for the next page to say. */
export function tellNext(res: Response, notice: Notice): void {
  res.locals.nextNotice = notice
}

export function nextNotice(res: Response): Notice | null {
  return (res.locals.nextNotice as Notice | undefined) ?? null
}
