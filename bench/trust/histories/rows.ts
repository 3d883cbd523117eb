import type { Kind, Relation, Wording } from './act'

export type State = 'draft' | 'published' | 'withdrawn'

interface Stateful {
  version: number
  state: State
  /** Of a withdrawn one: it comes back as a draft. */
  asDraft: boolean
  /** Why it was withdrawn. */
  why: string | null
}

export interface ClaimRow extends Stateful {
  summary: string | null
  /** Whom an editor named; who that is now, the speakers tell. */
  named: number
  joinedInto: number | null
}

export interface StatementRow extends Stateful {
  claim: number
  wording: Wording
  passage: number
}

export interface LinkRow extends Stateful {
  from: number
  to: number
  relation: Relation
  reason: string | null
}

export interface SpeakerRow {
  version: number
  into: number | null
}

/** What joining did with a row, so that it can be undone. */
export type Step =
  | { did: 'statement'; id: number }
  | { did: 'moved'; id: number; side: 'from' | 'to' }
  | { did: 'withdrawn'; id: number; after: number }
  | {
      did: 'revived'
      id: number
      instead: number
      after: number
      was: Pick<LinkRow, 'state' | 'asDraft' | 'why' | 'reason'>
    }

/** How a desk works. */
export interface Desk {
  /** What is saved is a draft, and only drafts are changed. */
  reviews: boolean
  /** A rule that is left out on purpose, to see whether that is noticed. */
  broken?: 'a claim outlives its last report' | 'links stay with the claim that went' | 'any version will do'
}

/** A row as it was from a version on. */
export type Image = ClaimRow | StatementRow | LinkRow

/** All that a desk has written, by number. */
export interface Rows {
  claims: Map<number, ClaimRow>
  statements: Map<number, StatementRow>
  links: Map<number, LinkRow>
  speakers: Map<number, SpeakerRow>
  /** Open joinings, by the claim that went. */
  joins: Map<number, Step[]>
  /** What each row was at each of its versions, by "claim 5". */
  images: Map<string, Image[]>
}

export const noRows = (speakers: number[]): Rows => ({
  claims: new Map(),
  statements: new Map(),
  links: new Map(),
  speakers: new Map(speakers.map((id) => [id, { version: 1, into: null }])),
  joins: new Map(),
  images: new Map(),
})

/** An act that the rules refuse: whatever it had done by then is undone. */
export class Refused extends Error {}

export function refuseIf(isSo: boolean): void {
  if (isSo) throw new Refused()
}

/** The row of that number; without one an act is refused. */
export function rowIn<Row>(rows: ReadonlyMap<number, Row>, id: number): Row {
  const row = rows.get(id)
  if (!row) throw new Refused()
  return row
}

export const tableOf = (rows: Rows, kind: Kind): Map<number, Image> =>
  ({ claim: rows.claims, statement: rows.statements, link: rows.links })[kind] as Map<number, Image>

/** Changes a row, and counts it up. */
export function change<Row extends Image>(rows: Rows, kind: Kind, id: number, changes: Partial<Row>): void {
  const row = rowIn(tableOf(rows, kind), id)
  Object.assign(row, changes, { version: row.version + 1 })
  remember(rows, kind, id)
}

/** Adds a row, of version 1. */
export function add<Row extends Image>(rows: Rows, kind: Kind, id: number, row: Omit<Row, 'version'>): void {
  tableOf(rows, kind).set(id, { version: 1, ...row } as Row)
  remember(rows, kind, id)
}

function remember(rows: Rows, kind: Kind, id: number) {
  const key = `${kind} ${id}`
  rows.images.set(key, [...(rows.images.get(key) ?? []), { ...rowIn(tableOf(rows, kind), id) }])
}

/** Who a speaker is now. */
export function rootOf(rows: Rows, speaker: number): number {
  const { into } = rowIn(rows.speakers, speaker)
  return into === null ? speaker : rootOf(rows, into)
}

export const speakerOf = (rows: Rows, claim: number): number => rootOf(rows, rowIn(rows.claims, claim).named)

export const reportsOf = (rows: Rows, claim: number, ...states: State[]): StatementRow[] =>
  [...rows.statements.values()].filter((row) => row.claim === claim && states.includes(row.state))

type Ends = Pick<LinkRow, 'from' | 'to' | 'relation'>

/** Whether a relation holds between whoever speaks at its ends. */
export function fits(rows: Rows, { from, to, relation }: Ends): boolean {
  if (from === to) return false
  const isSame = speakerOf(rows, from) === speakerOf(rows, to)
  if (relation === 'repeats') return isSame
  return relation === 'contradicts' || relation === 'corrects' || !isSame
}

/** Links between the same claims, in the same relation; a contradiction has no direction. */
export function sameAs(rows: Rows, { from, to, relation }: Ends): [id: number, link: LinkRow][] {
  return [...rows.links].filter(
    ([, link]) =>
      link.relation === relation &&
      ((link.from === from && link.to === to) || (relation === 'contradicts' && link.from === to && link.to === from)),
  )
}

/** Whether a row comes back as a draft, once withdrawn now. */
export const cameAsDraft = ({ state, asDraft }: Stateful): boolean =>
  state === 'draft' || (state === 'withdrawn' && asDraft)

export const isAt = ({ from, to }: LinkRow, claim: number) => from === claim || to === claim

export function refuseStale({ broken }: Desk, row: { version: number }, version: number): void {
  refuseIf(row.version !== version && broken !== 'any version will do')
}
