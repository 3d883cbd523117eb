import type { Act, Made } from './act'
import { join, split, takeApart } from './joining'
import {
  add,
  type ClaimRow,
  change,
  type Desk,
  fits,
  isAt,
  type LinkRow,
  Refused,
  type Rows,
  refuseIf,
  refuseStale,
  rootOf,
  rowIn,
  type StatementRow,
  sameAs,
} from './rows'
import { publish, restore, takeBack, withdraw } from './states'
import { turned } from './undoing'

/**
 * What the write side of the product does, told a second time in plain values: no SQL, no chains, no locks.
 *
 * @param made numbers of what comes to be, as the product gave them
 * @returns the rows afterwards, or null where the rules refuse it; those given stay as they are
 */
export function done(desk: Desk, rows: Rows, act: Act, made: Made): Rows | null {
  const after = structuredClone(rows)
  try {
    RULES[act.does](desk, after, act as never, made)
    return after
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

type Of<Does extends Act['does']> = Extract<Act, { does: Does }>
export type Rule<Does extends Act['does']> = (desk: Desk, rows: Rows, act: Of<Does>, made: Made) => void

export type Rules = { [Does in Act['does']]: Rule<Does> }

const RULES: Rules = {
  record({ reviews }, rows, { claim: of, speaker, passage }, { claim = 0, statement = 0 }) {
    const known = of === null ? null : rowIn(rows.claims, of)
    refuseIf(known?.state === 'withdrawn')
    const state = reviews || known?.state === 'draft' ? 'draft' : 'published'
    const fresh = { state, asDraft: false, why: null } as const
    if (of === null) {
      const named = rootOf(rows, speaker)
      add<ClaimRow>(rows, 'claim', claim, { ...fresh, summary: null, named, joinedInto: null })
    }
    add<StatementRow>(rows, 'statement', statement, { ...fresh, claim: of ?? claim, wording: 'indirect', passage })
  },

  'edit claim'(desk, rows, { id, version, summary, speaker }) {
    const claim = rowIn(rows.claims, id)
    refuseClosed(desk, claim)
    refuseStale(desk, claim, version)
    const isSame = rootOf(rows, speaker) === rootOf(rows, claim.named)
    change<ClaimRow>(rows, 'claim', id, { summary, named: isSame ? claim.named : rootOf(rows, speaker) })
    refuseIf([...rows.links.values()].some((link) => isAt(link, id) && link.state !== 'withdrawn' && !fits(rows, link)))
  },

  'edit statement'(desk, rows, { id, version, wording }) {
    const statement = rowIn(rows.statements, id)
    refuseClosed(desk, statement)
    refuseStale(desk, statement, version)
    change<StatementRow>(rows, 'statement', id, { wording })
  },

  'edit link'(desk, rows, { id, version, reason }) {
    const link = rowIn(rows.links, id)
    refuseClosed(desk, link)
    refuseStale(desk, link, version)
    change<LinkRow>(rows, 'link', id, { reason })
  },

  link({ reviews }, rows, { from, to, relation, reason }, { link = 0 }) {
    const states = [from, to].map((id) => rowIn(rows.claims, id).state)
    refuseIf(states.includes('withdrawn') || !fits(rows, { from, to, relation }))
    const state = reviews || states.includes('draft') ? 'draft' : 'published'
    const [known] = sameAs(rows, { from, to, relation })
    refuseIf(known !== undefined && known[1].state !== 'withdrawn')
    const fresh = { state, asDraft: false, why: null, reason } as const
    if (known) change<LinkRow>(rows, 'link', known[0], fresh)
    else add<LinkRow>(rows, 'link', link, { ...fresh, from, to, relation })
  },

  withdraw,
  restore,
  publish,
  'take back': takeBack,
  join,
  'take apart': takeApart,
  split,

  merge(desk, rows, { id, version, into }) {
    const speaker = rowIn(rows.speakers, id)
    refuseStale(desk, speaker, version)
    const root = rootOf(rows, into)
    refuseIf(speaker.into !== null || root === id)
    Object.assign(speaker, { into: root, version: speaker.version + 1 })
    refuseUnfit(rows)
  },

  unmerge(desk, rows, { id, version }) {
    const speaker = rowIn(rows.speakers, id)
    refuseStale(desk, speaker, version)
    refuseIf(speaker.into === null)
    Object.assign(speaker, { into: null, version: speaker.version + 1 })
    refuseUnfit(rows)
  },

  undo(desk, rows, act, made) {
    const turn = turned(rows, act)
    RULES[turn.does](desk, rows, turn as never, made)
  },
}

/** Where the desk reviews, what is published is taken back before it is changed. */
function refuseClosed({ reviews }: Desk, { state }: { state: string }): void {
  refuseIf(reviews && state !== 'draft')
}

function refuseUnfit(rows: Rows) {
  refuseIf([...rows.links.values()].some((link) => link.state !== 'withdrawn' && !fits(rows, link)))
}
