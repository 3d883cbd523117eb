import type { ActOf, Made } from './act'
import {
  add,
  type ClaimRow,
  cameAsDraft,
  change,
  type Desk,
  fits,
  isAt,
  type LinkRow,
  type Rows,
  refuseIf,
  refuseStale,
  reportsOf,
  rowIn,
  type StatementRow,
  type Step,
  sameAs,
  speakerOf,
} from './rows'
import { draftWithoutReport } from './states'

export function join(desk: Desk, rows: Rows, { from, fromVersion, into, intoVersion }: ActOf<'join'>): void {
  const [going, staying] = [rowIn(rows.claims, from), rowIn(rows.claims, into)]
  refuseStale(desk, going, fromVersion)
  if (intoVersion !== null) refuseStale(desk, staying, intoVersion)
  refuseIf(from === into || going.state !== 'published' || staying.state !== 'published')
  refuseIf(speakerOf(rows, from) !== speakerOf(rows, into))
  const steps: Step[] = []
  for (const [id, { claim }] of rows.statements) {
    if (claim !== from) continue
    change<StatementRow>(rows, 'statement', id, { claim: into })
    steps.push({ did: 'statement', id })
  }
  if (desk.broken !== 'links stay with the claim that went') steps.push(...moveLinks(rows, from, into))
  change<ClaimRow>(rows, 'claim', from, { state: 'withdrawn', why: `Joined: it is claim ${into}.`, joinedInto: into })
  rows.joins.set(from, steps)
}

/** What becomes of each link is settled by how all of them were before. */
function moveLinks(rows: Rows, from: number, into: number): Step[] {
  const before = structuredClone(rows)
  const moving = [...before.links].filter(([, link]) => link.state !== 'withdrawn' && isAt(link, from))
  return moving.flatMap(([id, link]): Step[] => {
    const side = link.from === from ? 'from' : 'to'
    const moved = { ...link, [side]: into }
    const isBetween = moved.from === moved.to
    const twin = isBetween ? undefined : sameAs(before, moved).find(([other]) => other !== id)
    if (!isBetween && !twin) {
      refuseIf(!fits(before, moved))
      change<LinkRow>(rows, 'link', id, { [side]: into })
      return [{ did: 'moved', id, side }]
    }
    const same = twin ? `which has this link: ${twin[0]}.` : 'and a claim has no link to itself.'
    const why = `Joined: claim ${from} is claim ${into}, ${same}`
    change<LinkRow>(rows, 'link', id, { state: 'withdrawn', why, asDraft: cameAsDraft(link) })
    const steps: Step[] = [{ did: 'withdrawn', id, after: link.version + 1 }]
    const revived = twin && revivedBy(link, twin[1])
    if (!twin || !revived) return steps
    const [other, { version, ...was }] = twin
    refuseIf(!fits(before, was))
    change<LinkRow>(rows, 'link', other, { state: revived, why: null, asDraft: false, reason: link.reason })
    return [...steps, { did: 'revived', id: other, instead: id, after: version + 1, was }]
  })
}

/** As what the link that stays takes the other one's place, where it did not stand as high. */
function revivedBy(link: LinkRow, twin: LinkRow): 'published' | 'draft' | null {
  if (link.state === 'published') return twin.state === 'published' ? null : 'published'
  return twin.state === 'withdrawn' ? 'draft' : null
}

export function takeApart(desk: Desk, rows: Rows, { id, version }: ActOf<'take apart'>): void {
  const claim = rowIn(rows.claims, id)
  refuseStale(desk, claim, version)
  const [steps, into] = [rows.joins.get(id), claim.joinedInto]
  refuseIf(!steps || into === null || rowIn(rows.claims, into).state !== 'published')
  if (!steps || into === null) return
  for (const step of steps)
    if (step.did === 'statement' && rows.statements.get(step.id)?.claim === into)
      change<StatementRow>(rows, 'statement', step.id, { claim: id })
  refuseIf([id, into].some((each) => reportsOf(rows, each, 'published').length === 0))
  const again = new Set<number>()
  // The claim is still joined while its links are put back.
  for (const step of steps) if (step.did !== 'statement') putBack(rows, step, id, into, again)
  change<ClaimRow>(rows, 'claim', id, { state: 'published', why: null, joinedInto: null })
  rows.joins.delete(id)
}

function putBack(rows: Rows, step: Exclude<Step, { did: 'statement' }>, id: number, into: number, again: Set<number>) {
  const link = rowIn(rows.links, step.id)
  if (step.did === 'moved') {
    const moved = { ...link, [step.side]: id }
    if (link[step.side] !== into || moved.from === moved.to || !fits(rows, moved)) return
    if (sameAs(rows, moved).some(([other]) => other !== step.id)) return
    change<LinkRow>(rows, 'link', step.id, { [step.side]: id })
    return
  }
  const isUntouched = link.version === step.after
  if (step.did === 'withdrawn') {
    const other = link.from === id ? link.to : link.from
    if (!isUntouched || rowIn(rows.claims, other).joinedInto !== null || !fits(rows, link)) return
    change<LinkRow>(rows, 'link', step.id, { state: link.asDraft ? 'draft' : 'published', why: null, asDraft: false })
    again.add(step.id)
  } else if (isUntouched && again.has(step.instead)) {
    const { state, asDraft, why, reason } = step.was
    change<LinkRow>(rows, 'link', step.id, { state, asDraft: state === 'withdrawn' && asDraft, why, reason })
  }
}

/** A report becomes a claim of its own, with the same speaker; some links of the whole go along. */
export function split(desk: Desk, rows: Rows, { id, version, links }: ActOf<'split'>, { claim: part = 0 }: Made): void {
  const statement = rowIn(rows.statements, id)
  const { claim: of, state } = statement
  const whole = rowIn(rows.claims, of)
  refuseStale(desk, statement, version)
  refuseIf(state === 'withdrawn' || whole.state === 'withdrawn')
  refuseIf(reportsOf(rows, of, 'draft', 'published').length < 2)
  const { named } = whole
  add<ClaimRow>(rows, 'claim', part, { state, asDraft: false, why: null, summary: null, named, joinedInto: null })
  change<StatementRow>(rows, 'statement', id, { claim: part })
  draftWithoutReport(rows, of)
  for (const linkId of links) {
    const link = rowIn(rows.links, linkId)
    refuseIf(link.state !== 'published' || !isAt(link, of))
    change<LinkRow>(rows, 'link', linkId, { [link.from === of ? 'from' : 'to']: part })
  }
}
