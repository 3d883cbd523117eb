import type { Act, ActOf } from './act'
import {
  type ClaimRow,
  type Image,
  type LinkRow,
  Refused,
  type Rows,
  refuseIf,
  rowIn,
  type StatementRow,
  tableOf,
} from './rows'

type Undo = ActOf<'undo'>

/** What a change was: the row before it, and after it; refused where there was nothing before. */
function changeAt(rows: Rows, { kind, id, version }: Undo): [before: Image, after: Image] {
  const images = rows.images.get(`${kind} ${id}`) ?? []
  const place = images.findIndex((image) => image.version === version)
  const [before, after] = [images[place - 1], images[place]]
  if (!before || !after) throw new Refused()
  return [before, after]
}

/** The new change that turns one back: what the old one left alone stays as it is now. */
export function turned(rows: Rows, undo: Undo): Act {
  const { kind, id } = undo
  const [before, after] = changeAt(rows, undo)
  const now = rowIn(tableOf(rows, kind), id)
  const at = { kind, id, version: now.version }
  if (kind === 'claim') {
    const [was, is] = [(before as ClaimRow).joinedInto, (after as ClaimRow).joinedInto]
    if (was !== is) refuseIf(isTouchedSince(rows, undo, (image) => [(image as ClaimRow).joinedInto, ...stateOf(image)]))
    if (was === null && is !== null) return { does: 'take apart', ...at }
    if (was !== null && is === null)
      return { does: 'join', from: id, fromVersion: now.version, into: was, intoVersion: null }
  }
  refuseIf(isAlongWithAnother(kind, before, after))
  if (before.state !== after.state) {
    refuseIf(now.state !== after.state || isTouchedSince(rows, undo, stateOf))
    if (after.state === 'withdrawn') return { does: 'restore', ...at }
    if (before.state === 'withdrawn') return { does: 'withdraw', ...at, reason: before.why ?? '' }
    return { does: 'take back', ...at }
  }
  const as = <Row extends Image, Member extends keyof Row>(member: Member): Row[Member] => {
    const [was, is, here] = [before, after, now].map((image) => (image as Row)[member]) as [
      Row[Member],
      Row[Member],
      Row[Member],
    ]
    refuseIf(was !== is && here !== is && here !== was)
    return was === is ? here : was
  }
  if (kind === 'claim')
    return {
      does: 'edit claim',
      ...at,
      summary: as<ClaimRow, 'summary'>('summary'),
      speaker: as<ClaimRow, 'named'>('named'),
    }
  if (kind === 'statement')
    return { does: 'edit statement', ...at, wording: as<StatementRow, 'wording'>('wording'), passage: 0 }
  return { does: 'edit link', ...at, reason: as<LinkRow, 'reason'>('reason') }
}

const stateOf = ({ state, why }: Image): unknown[] => [state, why]

/** Whether a later act changed what this one did, though it may have come to the same again: that one is to be undone. */
function isTouchedSince(rows: Rows, { kind, id, version }: Undo, of: (image: Image) => unknown[]): boolean {
  const since = (rows.images.get(`${kind} ${id}`) ?? []).filter((image) => image.version >= version)
  return new Set(since.map((image) => JSON.stringify(of(image)))).size > 1
}

/** A report or link that moved because its claim was joined or split: that is to be undone, not this. */
function isAlongWithAnother(kind: Undo['kind'], before: Image, after: Image): boolean {
  if (kind === 'statement') return (before as StatementRow).claim !== (after as StatementRow).claim
  if (kind === 'claim') return false
  const [was, is] = [before as LinkRow, after as LinkRow]
  return was.from !== is.from || was.to !== is.to
}
