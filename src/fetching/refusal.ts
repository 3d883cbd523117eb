/** Why an address was not fetched, in a word for programs. */
export type RefusalKind =
  /** The address itself: no web address, a password in it, an odd port. */
  | 'address'
  /** It leads into a private network, or to the machine itself. */
  | 'private'
  | 'not found'
  | 'unreachable'
  | 'slow'
  | 'large'
  /** Neither a page nor a document that can be read here. */
  | 'type'
  | 'robots'
  /** The site answered, but not with the page. */
  | 'status'
  | 'redirects'
  | 'certificate'
  /** Cut short, wrongly compressed, no HTTP. */
  | 'broken'
  | 'busy'

/** Says in a plain sentence why, and what to do instead. */
export interface Refusal {
  kind: RefusalKind
  problem: string
}

export const refusal = (kind: RefusalKind, problem: string): Refusal => ({ kind, problem })

/** A refusal on its way through streams and sockets, which know errors only. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.problem)
    this.name = 'Refused'
  }
}

export const refuse = (kind: RefusalKind, problem: string): never => {
  throw new Refused(refusal(kind, problem))
}
