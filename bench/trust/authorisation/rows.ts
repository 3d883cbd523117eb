/** No sequence comes so far; the largest number that a column takes. */
export const MISSING = 2_147_483_647

/** What a one-time link, or a private address, would be that nobody was given. */
const UNKNOWN_SECRET = 'A'.repeat(43)

/** What an address can name by a number or a secret in it; each has one row that is not there. */
const NO_ROWS = {
  claim: MISSING,
  statement: MISSING,
  carrying: MISSING,
  link: MISSING,
  reply: MISSING,
  article: MISSING,
  speaker: MISSING,
  chain: MISSING,
  outlet: MISSING,
  comment: MISSING,
  notification: MISSING,
  unsaved: MISSING,
  capture: MISSING,
  importJob: MISSING,
  keptExport: MISSING,
  preparedExport: '00000000-0000-4000-8000-000000000000',
  correction: MISSING,
  distinction: MISSING,
  articleDistinction: MISSING,
  account: MISSING,
  session: MISSING,
  token: MISSING,
  webhook: MISSING,
  oneTimeLink: UNKNOWN_SECRET,
  privateAddress: UNKNOWN_SECRET,
  checkpoint: MISSING,
  sealedRow: MISSING,
  section: 'nothing',
  file: 'nothing.csv',
  sitemapPart: 'nothing.xml',
} as const
export type Kind = keyof typeof NO_ROWS

/** What a row can be to whoever asks for it. */
export const STATES = {
  published: 'is public',
  draft: 'was never public, or is a draft again',
  own: 'is the asking editor’s own; of a claim, statement, link or reply: a draft of theirs',
  ofReviewer: 'is a draft of the asking reviewer’s',
  another: 'is somebody else’s',
  withdrawn: 'was public, and is withdrawn with a reason',
  unseen: 'was never public, and is withdrawn; of an article, outlet or speaker: has nothing public',
  hanging: 'is published, and hangs on a withdrawn claim',
  hangingDraft: 'hangs on a draft claim',
  untagged: 'has no statement',
  joined: 'was joined or merged into a public one',
  joinedUnseen: 'was merged into one that is not public',
  dissolved: 'is a chain that nothing holds together',
  open: 'waits for an answer; of an export: waits to be made',
  closed: 'has been answered; of an export: was kept for a while, which is over',
  reopened: 'was answered, and waits again',
  disabled: 'is shut out, or is of somebody who is',
  spent: 'has been used',
  expired: 'is too old',
  revoked: 'was taken back',
  known: 'is there',
  missing: 'is not there',
  redacted: 'was erased as a court asked, and says so in public',
} as const
export type State = keyof typeof STATES

/** Kinds that an address names by words or a secret, not by a number. */
type NamedByWords = 'oneTimeLink' | 'preparedExport' | 'privateAddress' | 'section' | 'file' | 'sitemapPart'

/** By what an address names a row of a kind in a state; `missing` is there for every kind. */
export type Rows = { [K in Kind]: Partial<Record<State, K extends NamedByWords ? string : number>> }

export const noRows = (): Rows =>
  ({
    ...Object.fromEntries(Object.entries(NO_ROWS).map(([kind, missing]) => [kind, { missing }])),
    section: { known: 'drafts', missing: NO_ROWS.section },
    file: { known: 'claims.csv', missing: NO_ROWS.file },
    sitemapPart: { known: 'claims-1.xml', missing: NO_ROWS.sitemapPart },
  }) as Rows
