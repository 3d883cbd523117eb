import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { joinChains } from '../chains/joining.commands'
import { partChains } from '../chains/parting.commands'
import { Claim } from '../claims/claim.entity'
import { claimById, requireNotJoined, speakerIdsOf } from '../claims/claims.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { violates } from '../database/violations'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale } from '../web/problems'
import { Link } from './link.entity'
import { linkProblem, orderWarning, type Relation } from './relation'

export interface NewLink {
  from: number
  to: number
  relation: Relation
  reason: string | null
}

export type LinkOutcome = { linkId: number; warning: string | null } | { problems: FieldProblems }

/**
 * Links the answering claim (`from`) to the answered one. One link of a relation a pair: a pair whose link was
 * withdrawn gets that one back, with the new reason.
 */
export async function linkClaims(db: EntityManager, actor: Actor, input: NewLink): Promise<LinkOutcome> {
  try {
    return await inTransaction(db, async (db) => {
      await lockChains(db, [input.from, input.to])
      const checked = await checkLink(db, input)
      if ('problems' in checked) return checked
      const linkId = (await restoreWithReason(db, actor, input)) ?? (await addLink(db, actor, input))
      await joinChains(db, actor, input.from, input.to)
      return { linkId, warning: checked.warning }
    })
  } catch (error) {
    if (violates(error, 'links_once_key', 'links_contradicts_once_key')) {
      return { problems: { relation: 'These claims are linked so already.' } }
    }
    throw error
  }
}

async function checkLink(
  db: EntityManager,
  { from, to, relation }: NewLink,
): Promise<{ warning: string | null } | { problems: FieldProblems }> {
  const [answer, answered] = [await db.findOneBy(Claim, { id: from }), await db.findOneBy(Claim, { id: to })]
  if (!answer || !answered)
    return { problems: { [answer ? 'to' : 'from']: `There is no claim ${answer ? to : from}.` } }
  const withdrawn = [answer, answered].find((claim) => claim.state !== 'published')
  if (withdrawn) return { problems: { to: `Claim ${withdrawn.id} has been withdrawn.` } }
  const problem = linkProblem(
    { id: from, speakerIds: await speakerIdsOf(db, from) },
    { id: to, speakerIds: await speakerIdsOf(db, to) },
    relation,
  )
  if (problem) return { problems: { relation: problem } }
  const warning = orderWarning(
    { earliest: answer.saidOnEarliest, latest: answer.saidOnLatest },
    { earliest: answered.saidOnEarliest, latest: answered.saidOnLatest },
  )
  return { warning }
}

async function addLink(db: EntityManager, actor: Actor, input: NewLink): Promise<number> {
  const { from, to, relation, reason } = input
  const inserted = await db.insert(Link, {
    fromClaimId: from,
    toClaimId: to,
    relation,
    reason,
    createdById: actor?.id ?? null,
  })
  const id = inserted.identifiers[0]?.id as number
  await record(db, actor, { action: 'linked', kind: 'link', id, payload: { from, to, relation, reason } })
  return id
}

async function restoreWithReason(
  db: EntityManager,
  actor: Actor,
  { from, to, relation, reason }: NewLink,
): Promise<number | null> {
  const there = { fromClaimId: from, toClaimId: to, relation, state: 'withdrawn' as const }
  const back = { ...there, fromClaimId: to, toClaimId: from }
  // "contradicts" has no direction: linked again from the other side, it is the same link.
  const link = await db.findOneBy(Link, relation === 'contradicts' ? [there, back] : there)
  if (!link) return null
  const changes = { state: 'published', withdrawn_reason: null, reason }
  if (!(await changeVersion(db, 'links', link.id, link.version, changes))) throw stale('this link')
  await record(db, actor, { action: 'restored', kind: 'link', id: link.id, payload: { reason } })
  return link.id
}

/** The link, withdrawn or not; throws 404 when there is none. */
export async function linkById(db: EntityManager, id: number): Promise<Link> {
  const link = await db.findOneBy(Link, { id })
  if (!link) throw notFound('This link')
  return link
}

/** Changes the reason given for a link. Throws 409 when it has changed since `version`. */
export async function changeLinkReason(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  reason: string | null,
) {
  await inTransaction(db, async (db) => {
    const before = await linkById(db, id)
    if (!(await changeVersion(db, 'links', id, version, { reason }))) throw stale('this link')
    await record(db, actor, {
      action: 'changed',
      kind: 'link',
      id,
      payload: { before: { reason: before.reason }, after: { reason } },
    })
  })
}

/** Withdraws a link, with its public reason; its chain falls in two if nothing else holds it. */
export async function withdrawLink(db: EntityManager, actor: Actor, id: number, version: number, reason: string) {
  await inTransaction(db, async (db) => {
    const link = await linkById(db, id)
    await lockChains(db, [link.fromClaimId, link.toClaimId])
    const changes = { state: 'withdrawn', withdrawn_reason: reason }
    if (!(await changeVersion(db, 'links', id, version, changes))) throw stale('this link')
    await record(db, actor, { action: 'withdrawn', kind: 'link', id, payload: { reason } })
    if (await bothPublished(db, link)) await partChains(db, link.fromClaimId, link.toClaimId)
  })
}

/** Publishes a withdrawn link again. */
export async function restoreLink(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const link = await linkById(db, id)
    await lockChains(db, [link.fromClaimId, link.toClaimId])
    // Its place is with the other claim now, which has it or may be given it.
    for (const end of [link.fromClaimId, link.toClaimId]) requireNotJoined(await claimById(db, end))
    const changes = { state: 'published', withdrawn_reason: null }
    if (!(await changeVersion(db, 'links', id, version, changes))) throw stale('this link')
    await record(db, actor, { action: 'restored', kind: 'link', id, payload: {} })
    if (await bothPublished(db, link)) await joinChains(db, actor, link.fromClaimId, link.toClaimId)
  })
}

async function bothPublished(db: EntityManager, link: Link): Promise<boolean> {
  const [from, to] = [await claimById(db, link.fromClaimId), await claimById(db, link.toClaimId)]
  return from.state === 'published' && to.state === 'published'
}
