import type { Kind, State } from './rows'

/** What is answered: one status for all whom the policy lets in, or one for readers and one for the desk. */
export type Answer = number | [readers: number, desk: number]

/** What an address's `:id` (or other word) names, and what a GET of it is answered by the state of that row. */
export interface Read {
  names: Kind
  answers: Partial<Record<State, Answer>>
}

/** Not there for readers, and there for the desk. */
export const DESKS: Answer = [404, 200]
export const DESKS_ELSEWHERE: Answer = [404, 302]
/** Withdrawn before readers ever saw it: only the desk is told that it was, and why. */
export const WITHDRAWN_UNSEEN: Answer = [404, 410]

/** Shown to readers where something in it is public, and to the desk in any case. */
export const SHOWN_ARTICLES = {
  ...{ published: 200, unseen: DESKS, draft: DESKS, untagged: DESKS, withdrawn: 410, missing: 404 },
} as const
export const ALL_ARTICLES = {
  ...{ published: 200, unseen: 200, draft: 200, untagged: 200, withdrawn: 410, missing: 404 },
} as const
export const ALL_CLAIMS = {
  published: 200,
  draft: 200,
  own: 200,
  withdrawn: 200,
  redacted: 200,
  unseen: 200,
  joined: 200,
  missing: 404,
} as const
export const NOT_WITHDRAWN = {
  published: 200,
  draft: 200,
  own: 200,
  withdrawn: 404,
  redacted: 404,
  unseen: 404,
  joined: 404,
  missing: 404,
} as const
export const ONLY_PUBLIC = {
  published: 200,
  draft: 404,
  own: 404,
  withdrawn: 404,
  redacted: 404,
  unseen: 404,
  joined: 404,
  missing: 404,
} as const
export const WITHOUT_A_DAY = {
  published: 422,
  draft: 422,
  own: 422,
  ofReviewer: 422,
  withdrawn: 422,
  redacted: 422,
  unseen: 422,
  joined: 422,
  missing: 422,
} as const
export const ALL_LINKS = {
  ...{
    published: 200,
    draft: 200,
    own: 200,
    ofReviewer: 200,
    withdrawn: 200,
    redacted: 200,
    unseen: 200,
    hanging: 200,
    hangingDraft: 200,
    missing: 404,
  },
} as const
/** What was public, at a time when all of it was. */
export const CLAIMS_THEN = {
  ...{ published: 200, draft: 404, own: 404, ofReviewer: 404 },
  ...{ withdrawn: 410, redacted: 410, unseen: 404, joined: 404, missing: 404 },
} as const

/** The desk reads of what is withdrawn, too. */
const WITHDRAWN_TO_READERS: Answer = [410, 200]
export const HISTORY_OF_CLAIM = {
  ...{ published: 200, draft: DESKS, own: DESKS, ofReviewer: DESKS, unseen: DESKS },
  ...{ withdrawn: WITHDRAWN_TO_READERS, redacted: WITHDRAWN_TO_READERS, joined: 200, missing: 404 },
}
export const HISTORY_OF_LINK = {
  ...{ published: 200, draft: DESKS, own: DESKS, ofReviewer: DESKS, hangingDraft: DESKS, unseen: DESKS, missing: 404 },
  ...{ withdrawn: WITHDRAWN_TO_READERS, redacted: WITHDRAWN_TO_READERS, hanging: WITHDRAWN_TO_READERS },
}
export const HISTORY_OF_SPEAKER = {
  ...{ published: 200, draft: DESKS, unseen: DESKS, joined: 200, joinedUnseen: DESKS, missing: 404 },
}

export const ALL_ACCOUNTS = { own: 200, another: 200, disabled: 200, missing: 404 } as const
export const ALL_CORRECTIONS = { redacted: 200, open: 200, closed: 200, reopened: 200, missing: 404 } as const

/** A chain is public for as long as it hangs together, and so the same for all. */
export const PUBLIC_CHAINS = { published: 200, dissolved: 410, missing: 404 } as const

/** What leads out of readers' pages is the same for the desk, which is told of nothing more there. */
export const PUBLIC_SPEAKERS = {
  ...{ published: 200, draft: 404, unseen: 404, joined: 301, joinedUnseen: 404, missing: 404 },
} as const
export const PUBLIC_CLAIMS = {
  ...{ published: 200, draft: 404, own: 404, ofReviewer: 404, withdrawn: 410, redacted: 410, unseen: 404 },
  ...{ joined: 301, missing: 404 },
} as const

/** The status for readers, or for the desk. */
export const statusFor = (answer: Answer, isDesk: boolean): number =>
  typeof answer === 'number' ? answer : answer[isDesk ? 1 : 0]
