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
  /** What was just done, once. */
  notice: Notice | null
}

/** A sentence after a change, with a link or the form that undoes it where that can be. */
export interface Notice {
  text: string
  /** Where to look next. */
  link?: { text: string; path: string }
  undo?: { action: string; fields: Record<string, string | number> }
}

const SIGNED_OUT: Visitor = {
  account: null,
  mayEdit: false,
  mayReview: false,
  mayAdminister: false,
  path: '/',
  notice: null,
}

export function visitorOf(res: Response): Visitor {
  return (res.locals.visitor as Visitor | undefined) ?? SIGNED_OUT
}

/** @param takeNotice gives the notice once; called when a whole page is shown, so that no redirect eats it */
export function setVisitor(res: Response, visitor: Omit<Visitor, 'notice'>, takeNotice: () => Notice | null): void {
  res.locals.visitor = { ...visitor, notice: null }
  res.locals.takeNotice = takeNotice
}

/** For the page that is being shown: whoever asks, with the notice meant for them. */
export function visitorWithNotice(res: Response): Visitor {
  const takeNotice = res.locals.takeNotice as (() => Notice | null) | undefined
  return { ...visitorOf(res), notice: takeNotice?.() ?? null }
}
