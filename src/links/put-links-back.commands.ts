import type { EntityManager } from 'typeorm'
import { claimById } from '../claims/claims.commands'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { holdSpeakersOf } from '../speakers/holding.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import type { ClaimJoin } from './claim-join.entity'
import type { ClaimJoinItem } from './claim-join-item.entity'
import { linkablesOf } from './held-links.queries'
import { Link } from './link.entity'
import { brokenBy, type MovableLink, movedTo } from './moving-links'
import { movable, sameLinks } from './moving-links.queries'

/** Undoes what a joining did with links, where nobody has changed them since. Returns what is otherwise, in sentences. */
export async function putLinksBack(
  db: EntityManager,
  actor: Actor,
  join: ClaimJoin,
  items: ClaimJoinItem[],
): Promise<string[]> {
  const notes: string[] = []
  const publishedAgain = new Set<number>()
  for (const item of items) {
    if (item.linkId === null) continue
    const link = await db.findOneByOrFail(Link, { id: item.linkId })
    const back = { moved: moveBack, withdrawn: publishAgain, restored: withdrawAgain }[item.did]
    const note = await back({ db, actor, join, item, link, publishedAgain })
    if (note) notes.push(note)
    else if (item.did === 'withdrawn') publishedAgain.add(link.id)
  }
  return notes
}

interface Putting {
  db: EntityManager
  actor: Actor
  join: ClaimJoin
  item: ClaimJoinItem
  link: Link
  /** Links that the joining withdrew and that are public again. */
  publishedAgain: ReadonlySet<number>
}

async function moveBack({ db, actor, join, item, link }: Putting): Promise<string | null> {
  const { intoClaimId: from, fromClaimId: to } = join
  const here = item.side === 'from' ? link.fromClaimId : link.toClaimId
  if (here !== from) return words.refusals.linkMoved(link.id, here)
  const moved = movedTo(movable(link), from, to)
  if (moved.from === moved.to) return words.refusals.linkToItself(link.id, to, from)
  const [twin] = await sameLinks(db, [moved])
  if (twin) return words.refusals.linkStaysTwin(link.id, from, to, twin.id)
  const broken = await brokenNow(db, moved)
  if (broken) return words.refusals.itStaysWith(broken, from)
  await change(db, actor, link, { [`${item.side}_claim_id`]: to }, { action: 'moved', payload: { from, to } })
  return isUntouched(item, link) ? null : words.refusals.linkWentBack(link.id)
}

async function publishAgain({ db, actor, join, item, link }: Putting): Promise<string | null> {
  if (!isUntouched(item, link)) return words.refusals.linkStaysAsItIs(link.id)
  const other = await claimById(db, link.fromClaimId === join.fromClaimId ? link.toClaimId : link.fromClaimId)
  if (other.joinedIntoId !== null) {
    return words.refusals.linkStaysJoined(link.id, other.id, other.joinedIntoId)
  }
  const broken = await brokenNow(db, movable(link))
  if (broken) return words.refusals.itStaysWithdrawn(broken)
  const state = link.withdrawnAsDraft ? 'draft' : 'published'
  const changes = { state, withdrawn_reason: null, withdrawn_as_draft: false }
  await change(db, actor, link, changes, { action: 'restored', payload: { state } })
  return null
}

async function withdrawAgain({ db, actor, item, link, publishedAgain }: Putting): Promise<string | null> {
  if (item.inPlaceOfLinkId !== null && !publishedAgain.has(item.inPlaceOfLinkId)) {
    return words.refusals.linkStaysSince(link.id, item.inPlaceOfLinkId)
  }
  if (!isUntouched(item, link)) return words.refusals.linkStaysAsItIs(link.id)
  const reason = item.withdrawnReasonBefore
  const wasDraft = item.stateBefore === 'withdrawn_as_draft'
  const state = wasDraft ? 'withdrawn' : item.stateBefore
  const changes = { state, withdrawn_reason: reason, withdrawn_as_draft: wasDraft, reason: item.reasonBefore }
  await change(db, actor, link, changes, { action: 'withdrawn by taking apart', payload: { reason } })
  return null
}

/** Why a link would not hold with who speaks at its ends now, whom it holds. */
async function brokenNow(db: EntityManager, link: MovableLink): Promise<string | null> {
  await holdSpeakersOf(db, [link.from, link.to])
  return brokenBy(link, await linkablesOf(db, [link.from, link.to]))
}

const isUntouched = (item: ClaimJoinItem, link: Link) => item.versionAfter === link.version

async function change(
  db: EntityManager,
  actor: Actor,
  link: Link,
  changes: Record<string, unknown>,
  told: { action: string; payload: Record<string, unknown> },
) {
  if (!(await changeVersion(db, 'links', link.id, link.version, changes)))
    throw stale(words.stale.aLink, { kind: 'link', id: link.id, version: link.version })
  await record(db, actor, { ...told, kind: 'link', id: link.id })
}
