import type { ActOf } from './act'
import {
  type ClaimRow,
  cameAsDraft,
  change,
  type Desk,
  fits,
  type LinkRow,
  type Rows,
  refuseIf,
  refuseStale,
  reportsOf,
  rowIn,
  type StatementRow,
  tableOf,
} from './rows'

export function withdraw(desk: Desk, rows: Rows, { kind, id, version, reason }: ActOf<'withdraw'>): void {
  const row = rowIn(tableOf(rows, kind), id)
  if (kind === 'claim') refuseIf((row as ClaimRow).joinedInto !== null)
  refuseStale(desk, row, version)
  change(rows, kind, id, { state: 'withdrawn', why: reason, asDraft: cameAsDraft(row) })
  if (kind !== 'statement') return
  // With its last report a claim goes too: of a draft any report is enough, else one that readers see.
  const { claim: of } = row as StatementRow
  const claim = rowIn(rows.claims, of)
  const others = reportsOf(rows, of, 'published', ...(claim.state === 'draft' ? (['draft'] as const) : []))
  if (others.length > 0 || claim.state === 'withdrawn' || desk.broken === 'a claim outlives its last report') return
  change<ClaimRow>(rows, 'claim', of, { state: 'withdrawn', why: reason, asDraft: cameAsDraft(claim) })
}

export function restore(desk: Desk, rows: Rows, { kind, id, version }: ActOf<'restore'>): void {
  const row = rowIn(tableOf(rows, kind), id)
  refuseStale(desk, row, version)
  refuseIf(row.state !== 'withdrawn')
  if (kind === 'claim') {
    refuseIf((row as ClaimRow).joinedInto !== null || reportsOf(rows, id, 'draft', 'published').length === 0)
    claimBack(rows, id)
  } else if (kind === 'link') linkBack(rows, id, row as LinkRow)
  else statementBack(rows, id, row as StatementRow)
}

function linkBack(rows: Rows, id: number, link: LinkRow) {
  const isJoined = [link.from, link.to].some((end) => rowIn(rows.claims, end).joinedInto !== null)
  refuseIf(isJoined || !fits(rows, link))
  change<LinkRow>(rows, 'link', id, { ...AGAIN, state: link.asDraft ? 'draft' : 'published' })
}

function statementBack(rows: Rows, id: number, { claim: of, asDraft }: StatementRow) {
  const claim = rowIn(rows.claims, of)
  const isOfDraft = claim.state === 'draft' || (claim.state === 'withdrawn' && claim.asDraft)
  change<StatementRow>(rows, 'statement', id, { ...AGAIN, state: asDraft || isOfDraft ? 'draft' : 'published' })
  if (claim.state === 'withdrawn') claimBack(rows, of)
}

const AGAIN = { why: null, asDraft: false }

function claimBack(rows: Rows, id: number) {
  const isDraft = rowIn(rows.claims, id).asDraft || reportsOf(rows, id, 'published').length === 0
  change<ClaimRow>(rows, 'claim', id, { ...AGAIN, state: isDraft ? 'draft' : 'published' })
}

export function publish(desk: Desk, rows: Rows, act: ActOf<'publish'>): void {
  const { kind, id, version } = act
  const row = rowIn(tableOf(rows, kind), id)
  refuseStale(desk, row, version)
  refuseIf(row.state !== 'draft')
  if (kind === 'link') {
    const { from, to } = row as LinkRow
    refuseIf([from, to].some((end) => rowIn(rows.claims, end).state !== 'published'))
  } else {
    const { claim: of } = row as StatementRow
    const claim = rowIn(rows.claims, of)
    refuseStale(desk, claim, act.claimVersion)
    refuseIf(claim.state === 'withdrawn')
    if (claim.state === 'draft') change(rows, 'claim', of, { state: 'published' })
  }
  change(rows, kind, id, { state: 'published' })
}

export function takeBack(desk: Desk, rows: Rows, { kind, id, version }: ActOf<'take back'>): void {
  const row = rowIn(tableOf(rows, kind), id)
  refuseStale(desk, row, version)
  refuseIf(row.state !== 'published')
  change(rows, kind, id, { state: 'draft' })
  if (kind === 'claim') {
    for (const [report, { claim, state }] of rows.statements)
      if (claim === id && state === 'published') change(rows, 'statement', report, { state: 'draft' })
  }
  if (kind === 'statement') draftWithoutReport(rows, (row as StatementRow).claim)
}

/** Nothing is published that readers have no report of. */
export function draftWithoutReport(rows: Rows, id: number): void {
  if (rowIn(rows.claims, id).state === 'published' && reportsOf(rows, id, 'published').length === 0)
    change(rows, 'claim', id, { state: 'draft' })
}
