import { type EntityManager, In } from 'typeorm'
import { lockNeighbourhood, replaceMember } from '../chains/replacing.commands'
import { requireMayActAtOnce } from '../claims/at-once.queries'
import { Claim } from '../claims/claim.entity'
import { cameAsDraft } from '../claims/drafts.commands'
import { compareClaim } from '../claims/likenesses.commands'
import { Statement } from '../claims/statement.entity'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { ClaimJoin } from './claim-join.entity'
import { ClaimJoinItem } from './claim-join-item.entity'
import { type JoinPlan, MOST_MOVED, planJoin } from './join-plan.queries'
import { Link } from './link.entity'
import type { LinkMove } from './moving-links'
import { linksAt } from './moving-links.queries'

export interface JoinGiven {
  /** The claim that goes, and the one that stays, with the versions that whoever joins them saw. */
  from: number
  fromVersion: number
  into: number
  /** Null takes the one that stays as it is. */
  intoVersion: number | null
}

export type JoinOutcome = { joinId: number } | { problem: string }

/** What a row of `claim_join_items` says beside the joining's number. */
type Item = Partial<Omit<ClaimJoinItem, 'id' | 'joinId'>> & Pick<ClaimJoinItem, 'did' | 'versionAfter'>

/**
 * Joins a claim into another: its reports and links become that one's, it is withdrawn, and its address leads there. Speaker,
 * date, medium, stance and summary are those of the claim that stays. Throws 409 when either has changed.
 */
export function joinClaims(db: EntityManager, actor: Actor, given: JoinGiven): Promise<JoinOutcome> {
  const { from, fromVersion, into, intoVersion } = given
  return inTransaction(db, async (db): Promise<JoinOutcome> => {
    await requireMayActAtOnce(db, actor, 'joins claims')
    // A hub is refused before its thousand neighbours would be locked.
    if ((await linksAt(db, from, MOST_MOVED)).length <= MOST_MOVED) await lockNeighbourhood(db, from, [into])
    // Before what is wrong with them now: whoever was first is told of, with what the two are now.
    await requireVersion(db, from, fromVersion, words.stale.claimThatGoes)
    if (intoVersion !== null) await requireVersion(db, into, intoVersion, words.refusals.claimThatStays, 'intoVersion')
    const plan = await planJoin(db, from, into)
    if ('problem' in plan) return plan

    const inserted = await db.insert(ClaimJoin, {
      fromClaimId: from,
      intoClaimId: into,
      createdById: actor?.id ?? null,
    })
    const joinId = inserted.identifiers[0]?.id as number
    const items = [...(await moveStatements(db, actor, plan)), ...(await moveLinks(db, actor, plan))]
    await db.insert(
      ClaimJoinItem,
      items.map((item) => ({ ...item, joinId })),
    )
    const gone = { state: 'withdrawn', withdrawn_reason: `Joined: it is claim ${into}.`, joined_into_id: into }
    if (!(await changeVersion(db, 'claims', from, fromVersion, gone)))
      throw stale(words.stale.claimThatGoes, { kind: 'claim', id: from, version: fromVersion })
    await tell(db, actor, plan, joinId)
    await replaceMember(db, actor, from, into)
    await compareClaim(db, into)
    return { joinId }
  })
}

/** Throws 409 when a claim that is there has another version; it is held. */
async function requireVersion(db: EntityManager, id: number, version: number, what: string, field?: string) {
  const claim = await db.findOneBy(Claim, { id })
  if (claim && claim.version !== version) throw stale(what, { kind: 'claim', id, version, field })
}

/** Both claims' histories have it, with what was not kept. */
async function tell(db: EntityManager, actor: Actor, { from, into, statementIds, moves }: JoinPlan, joinId: number) {
  const what = {
    join: joinId,
    statements: statementIds,
    links: moves.map(({ does, link }) => ({ link: link.id, does })),
  }
  const before = { ...from }
  await record(db, actor, { action: 'joined', kind: 'claim', id: from.id, payload: { into: into.id, before, ...what } })
  await record(db, actor, { action: 'took in', kind: 'claim', id: into.id, payload: { from: from.id, ...what } })
}

/** All of them, withdrawn ones too: restored one day, they come back where the others are. */
async function moveStatements(db: EntityManager, actor: Actor, { from, into }: JoinPlan): Promise<Item[]> {
  const statements = await db.find(Statement, { where: { claimId: from.id }, order: { id: 'ASC' } })
  const items: Item[] = []
  for (const { id, version } of statements) {
    if (!(await changeVersion(db, 'statements', id, version, { claim_id: into.id })))
      throw stale(words.stale.aReport, { kind: 'statement', id, version })
    await record(db, actor, { action: 'moved', kind: 'statement', id, payload: { from: from.id, to: into.id } })
    items.push({ statementId: id, did: 'moved', versionAfter: version + 1 })
  }
  return items
}

async function moveLinks(db: EntityManager, actor: Actor, { from, into, moves }: JoinPlan): Promise<Item[]> {
  const ids = moves.flatMap((move) => (move.does === 'doubles' ? [move.link.id, move.twin.id] : [move.link.id]))
  const links = new Map((await db.findBy(Link, { id: In(ids) })).map((link) => [link.id, link]))
  const items: Item[] = []
  for (const move of moves) items.push(...(await moveLink(db, actor, { from, into, move, links })))
  return items
}

interface Moving {
  from: Claim
  into: Claim
  move: LinkMove
  links: ReadonlyMap<number, Link>
}

async function moveLink(db: EntityManager, actor: Actor, { from, into, move, links }: Moving): Promise<Item[]> {
  const link = links.get(move.link.id)
  if (!link) throw stale(words.stale.aLink)
  const change = async (row: Link, changes: Record<string, unknown>, action: string, payload: object) => {
    if (!(await changeVersion(db, 'links', row.id, row.version, changes)))
      throw stale(words.stale.aLink, { kind: 'link', id: row.id, version: row.version })
    await record(db, actor, { action, kind: 'link', id: row.id, payload: { ...payload } })
    return { linkId: row.id, versionAfter: row.version + 1 }
  }
  if (move.does === 'moves') {
    const payload = { side: move.side, from: from.id, to: into.id }
    const moved = await change(link, { [`${move.side}_claim_id`]: into.id }, 'moved', payload)
    return [{ ...moved, did: 'moved', side: move.side }]
  }
  const reason = reasonOf(move, from.id, into.id)
  const gone = { state: 'withdrawn', withdrawn_reason: reason, withdrawn_as_draft: cameAsDraft(link) }
  const withdrawn = await change(link, gone, 'withdrawn by joining', { reason })
  const items: Item[] = [{ ...withdrawn, did: 'withdrawn' }]
  if (move.does === 'doubles' && move.revives) {
    const twin = links.get(move.twin.id)
    if (!twin) throw stale(words.stale.aLink)
    const shown = { state: move.revives, withdrawn_reason: null, withdrawn_as_draft: false, reason: link.reason }
    const told = { reason: link.reason, state: move.revives, inPlaceOf: link.id }
    const revived = await change(twin, shown, 'restored by joining', told)
    items.push({
      ...revived,
      did: 'restored',
      stateBefore: twin.state === 'draft' ? 'draft' : twin.withdrawnAsDraft ? 'withdrawn_as_draft' : 'withdrawn',
      reasonBefore: twin.reason,
      withdrawnReasonBefore: twin.withdrawnReason,
      inPlaceOfLinkId: link.id,
    })
  }
  return items
}

function reasonOf(move: LinkMove, from: number, into: number): string {
  if (move.does === 'doubles') return `Joined: claim ${from} is claim ${into}, which has this link: ${move.twin.id}.`
  return `Joined: claim ${from} is claim ${into}, and a claim has no link to itself.`
}
