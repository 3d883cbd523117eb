import { words } from '../words/words'

/** A request that can't be answered as asked: a status, and plain words for whoever asked. Thrown to the one error handler. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** More members for the API's problem document (RFC 9457, section 3.2). */
    readonly more: Record<string, unknown> = {},
    /** Where to look into it, for a page. */
    readonly link: { text: string; path: string } | null = null,
  ) {
    super(`${status} ${title}: ${detail}`)
    this.name = 'Problem'
  }
}

/** Something was done too often. */
export class TooMany extends Problem {
  constructor(
    detail: string,
    /** In how many seconds it will be taken again. */
    readonly retryAfter: number,
    title = words.problems.tooMany,
  ) {
    super(429, title, detail)
  }
}

/** Nothing is wrong with what was sent: the same may be sent again, under its own key or, where that is spent, a new one. */
export class SendAgain extends Problem {
  constructor(
    status: number,
    title: string,
    detail: string,
    readonly under: 'the same key' | 'a new key',
    /** In seconds; null is whenever one likes. */
    readonly retryAfter: number | null = null,
  ) {
    super(status, title, detail)
  }
}

export const notFound = (what: string) => new Problem(404, words.problems.notFound, words.problems.notHere(what))

export const gone = (what: string, reason: string) =>
  new Problem(410, words.problems.withdrawn, words.problems.hasBeenWithdrawn(what, reason))

/** The row that has changed meanwhile, and the version that the change was made from. */
export interface StaleRow {
  kind: string
  id: number
  version: number
  /** The form's field that names this version; `version` where that is not said. */
  field?: string
}

/** Something whose words were erased, by a court's order or a person's right. */
export const redacted = (what: string, reason: string) =>
  new Problem(410, words.problems.redacted, words.problems.hasBeenRedacted(what, reason))

/** A version was sent that is no longer the row's. */
export class Stale extends Problem {
  constructor(
    what: string,
    /** For a page that tells what has changed since; null where only the words are known. */
    readonly row: StaleRow | null = null,
  ) {
    super(409, words.problems.changedMeanwhile, words.problems.changed(what))
  }
}

export const stale = (what: string, row?: StaleRow) => new Stale(what, row)

export const unprocessable = (detail: string, more: Record<string, unknown> = {}, link: Problem['link'] = null) =>
  new Problem(422, words.problems.notAccepted, detail, more, link)
