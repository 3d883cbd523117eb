import { type Moment, moment } from '../accounts/moments'
import { type Difference, differences } from '../versions/differences'
import type { EventRow } from '../versions/events.queries'
import type { Names } from '../versions/fields'
import type { Images, VersionedKind } from '../versions/image'
import { type PageHead, page } from '../web/page'
import { isUndoable, type Made, undoing } from '../web/undo-form'
import type { Notice } from '../web/visitor'
import { words } from '../words/words'
import type { ToldOf } from './history.queries'
import type { PublicEventRow } from './when-public.queries'

/** A change as the page tells it. */
export interface ToldEvent {
  id: number
  at: Moment
  /** "Changed", "Withdrawn". */
  what: string
  /** The act's own name. */
  action: string
  /** What it was done to. */
  row: { kind: VersionedKind; id: number }
  /** The same in words, where that is not the page's own row: "statement 5". */
  of: { words: string; path: string } | null
  /** Who did it, for the desk; readers are told that it was the desk, unless whoever it was has made their name public. */
  by: string
  /** The same by name alone; null is the desk, and to the desk the command line. */
  byName: string | null
  differences: Difference[]
  /** Why there are none to tell, if that has to be said. */
  untold: string | null
  undo: {
    form: NonNullable<Notice['undo']>
    needsReason: boolean
    label: string
    change: Made
  } | null
  /** Where it can be undone, if not by itself. */
  instead: { text: string; path: string } | null
}

interface HistoryPage extends PageHead {
  canonical: string
  crumbs: { text: string; path: string }[]
  events: ToldEvent[]
  /** A sentence where not all that belongs to it is told of. */
  leftOut: string | null
  /** The page "as of" a day, where there is one. */
  asOf: string | null
  isFirst: boolean
  next: string | null
}

export const historyPage = page<HistoryPage>('reading/history')

/** Whoever reads, and of what. */
export interface Telling {
  subject: { kind: VersionedKind; id: number }
  rows: readonly ToldOf[]
  names: Names
  /** The changes of claims that others went along with, by the number of the other. */
  acts: ReadonlyMap<number, { id: number; claimId: number }>
  mayEdit: boolean
  /** The page's own address, to come back to. */
  here: string
}

/** Acts that make a row; undone, it is withdrawn. */
const MAKING = new Set(['recorded', 'linked', 'imported'])

/** A change; to readers `before` of a speaker's or an article's is what they saw before (`publicEventsOf`). */
export type EventGiven = EventRow & Partial<Pick<PublicEventRow, 'isFirstSeen'>>

/**
 * Changes as whoever reads may see them. Readers are shown only what was public, and is: nothing of a draft, no words of
 * what is withdrawn, no name but those that are public, and no act that changed nothing they could have seen. Speakers and articles have no
 * state of their own that tells it: of these, only changes that readers saw are to be given.
 */
export function toldEvents(events: readonly EventGiven[], telling: Telling): ToldEvent[] {
  return events.flatMap((event) => {
    if (happenedElsewhere(event, telling)) return []
    const told = telling.mayEdit ? forDesk(event, telling) : forReaders(event, telling)
    return told ? [told] : []
  })
}

/** Of what is another claim's by now, only changes from, to or within this one belong here. */
function happenedElsewhere({ kind, id, before, after }: EventGiven, { subject, rows }: Telling): boolean {
  const row = rows.find((row) => row.kind === kind && row.id === id)
  if (!row?.hasLeft) return false
  const claims = [before, after].flatMap((image) => claimsIn(image))
  return !claims.includes(subject.id)
}

function claimsIn(image: EventRow['after']): number[] {
  const { claimId, fromClaimId, toClaimId } = (image ?? {}) as Record<string, number | undefined>
  return [claimId, fromClaimId, toClaimId].filter((id) => id !== undefined)
}

function forDesk(event: EventRow, telling: Telling): ToldEvent {
  const { kind, id, action, version, before, after } = event
  const changed = after ? differences(kind, before, after, telling.names) : []
  const instead = insteadOf(event, telling)
  const hasNone = version === null || changed.length === 0 || instead !== null || NEVER_UNDONE.has(action)
  return {
    ...inShort(event, telling),
    by: event.by?.name ?? words.history.commandLine,
    byName: event.by?.name ?? null,
    differences: changed,
    untold: event.isErased
      ? words.history.erased
      : before && after && changed.length === 0
        ? words.history.nothingShown
        : null,
    undo: hasNone ? null : undoOf({ ...event, version }, telling, words.things[kind](id)),
    instead,
  }
}

function forReaders(event: EventGiven, telling: Telling): ToldEvent | null {
  const now = telling.rows.find(({ kind, id }) => kind === event.kind && id === event.id)
  if (now?.state === 'draft') return null
  if (event.isErased)
    return {
      ...inShort(event, telling),
      ...toReaders(event),
      differences: [],
      untold: words.history.erased,
      undo: null,
      instead: null,
    }
  const [before, after] = [publicImage(event.before), publicImage(event.after)]
  if (!before && !after) return null
  const isHidden = now?.state === 'withdrawn'
  const shown = after && !isHidden ? differences(event.kind, before, after, telling.names) : []
  const reason = withdrawnReason(event.after)
  const letGo = event.action === 'let go' && !isHidden ? words.history.letGo(Number(event.payload?.revision)) : null
  if (shown.length === 0 && reason === null && letGo === null && !isHidden) return null
  const untold =
    reason !== null
      ? words.history.publicReason(reason)
      : isHidden
        ? words.history.withdrawn
        : event.isFirstSeen
          ? words.history.first
          : letGo
  return { ...inShort(event, telling), ...toReaders(event), differences: shown, untold, undo: null, instead: null }
}

function toReaders({ by }: EventRow): Pick<ToldEvent, 'by' | 'byName'> {
  const byName = by?.isPublic ? by.name : null
  return { by: byName ?? words.history.desk, byName }
}

/** An image that readers saw: of a row that was published, or has no states and was not withdrawn. */
function publicImage<Kind extends VersionedKind>(image: Images[Kind] | null): Images[Kind] | null {
  if (withdrawnReason(image) !== null) return null
  return image && (!('state' in image) || image.state === 'published') ? image : null
}

const withdrawnReason = (image: EventRow['after']) =>
  image && 'withdrawnReason' in image ? (image.withdrawnReason ?? null) : null

/** An act’s name as readers are told it; one of a later version by its name. */
const inWords = (act: string) => (words.acts as Record<string, string>)[act] ?? act

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function inShort({ historyId, at, action, kind, id }: EventRow, { subject }: Telling) {
  const isOwn = kind === subject.kind && id === subject.id
  return {
    id: historyId,
    at: moment(at),
    what: capitalised(inWords(action)),
    action,
    row: { kind, id },
    of: isOwn ? null : { words: words.things[kind](id), path: `/${kind}s/${id}` },
  }
}

function undoOf(
  { kind, id, version, action, before }: EventRow & { version: number },
  { here }: Telling,
  of: string,
): ToldEvent['undo'] {
  if (!isUndoable(kind)) return null
  if (before === null && !MAKING.has(action)) return null
  return {
    form: undoing([{ kind, id, version }], here),
    needsReason: before === null,
    label: words.history.undoOf(inWords(action), of),
    change: { kind, id, version },
  }
}

/** Acts that move a row to another claim or another text: by themselves they can't be undone. */
const NEVER_UNDONE = new Set(['split off', 'moved', 'captured anew', 'carried over', 'let go', 'put back to wait'])

/** What a row that went along with a claim, when that was joined or taken apart, came from and to. */
export function wentAlong({ historyId, action, kind, before, after }: EventRow) {
  const event = historyId
  if (action === 'withdrawn by joining') return claimsIn(after).map((from) => ({ event, from, to: from }))
  if (action !== 'moved' || kind === 'claim') return []
  const [from] = claimsIn(before).filter((id) => !claimsIn(after).includes(id))
  const [to] = claimsIn(after).filter((id) => !claimsIn(before).includes(id))
  return from === undefined || to === undefined ? [] : [{ event, from, to }]
}

/** Where a change is undone that is not undone by itself: another one that it was part of, or an act that reverses it. */
function insteadOf(event: EventRow, { acts }: Telling): ToldEvent['instead'] {
  const { kind, id, action, payload } = event
  const act = acts.get(event.historyId)
  if (act) {
    const path = `/claims/${act.claimId}/history?before=${act.id + 1}#event-${act.id}`
    return { text: words.history.wentAlong(act.claimId), path }
  }
  if (kind === 'claim' && action === 'taken back')
    return { text: words.history.publishReport, path: `/claims/${id}/drafts` }
  if (kind === 'claim' && action === 'split off') return joinAgain(id, Number(payload?.from))
  if (kind === 'statement' && IN_NEW_TEXT.has(action)) return onPageOfText(payload)
  const [move] = wentAlong({ ...event, action: NEVER_UNDONE.has(action) ? 'moved' : action })
  return move && NEVER_UNDONE.has(action) ? joinAgain(move.to, move.from) : null
}

/** What became of a statement in a new text is settled, and taken back, on the page of that text. */
const IN_NEW_TEXT = new Set(['carried over', 'let go', 'put back to wait'])

function onPageOfText(payload: EventRow['payload']): ToldEvent['instead'] {
  const [article, number] = [Number(payload?.articleId), Number(payload?.revision)]
  if (!Number.isSafeInteger(article) || !Number.isSafeInteger(number)) return null
  return { text: words.history.newText(number), path: `/articles/${article}/revisions/${number}` }
}

const joinAgain = (part: number, whole: number) =>
  Number.isSafeInteger(whole) ? { text: words.history.joinAgain, path: `/claims/${part}/join?into=${whole}` } : null
