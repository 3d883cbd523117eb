import { type EntityManager, In } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { joinChains } from '../chains/joining.commands'
import { partChains } from '../chains/parting.commands'
import type { State } from '../claims/claim'
import { Claim } from '../claims/claim.entity'
import { claimById, requireNotJoined } from '../claims/claims.commands'
import { cameAsDraft, closedToChange, notInState, stateOfNew } from '../claims/drafts.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { violates } from '../database/violations'
import { type Actor, record } from '../history/history.commands'
import { holdSpeakersOf } from '../speakers/holding.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, Problem, stale, unprocessable } from '../web/problems'
import { words } from '../words/words'
import { linkablesOf } from './held-links.queries'
import { Link } from './link.entity'
import { linkProblem, orderWarning, type Relation } from './relation'

export interface NewLink {
  from: number
  to: number
  relation: Relation
  reason: string | null
}

export type LinkOutcome = { linkId: number; state: State; warning: string | null } | { problems: FieldProblems }

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
      const state = await stateOfNew(db, checked.states)
      const linkId = (await restoreWithReason(db, actor, input, state)) ?? (await addLink(db, actor, input, state))
      if (state === 'published') await joinChains(db, actor, input.from, input.to)
      return { linkId, state, warning: checked.warning }
    })
  } catch (error) {
    if (violates(error, 'links_once_key', 'links_contradicts_once_key')) {
      return { problems: { relation: words.refusals.linkedAlready } }
    }
    throw error
  }
}

async function checkLink(
  db: EntityManager,
  { from, to, relation }: NewLink,
): Promise<{ warning: string | null; states: State[] } | { problems: FieldProblems }> {
  const claims = await db.findBy(Claim, { id: In([from, to]) })
  const [answer, answered] = [from, to].map((id) => claims.find((claim) => claim.id === id))
  if (!answer || !answered)
    return { problems: { [answer ? 'to' : 'from']: words.refusals.noClaim(answer ? to : from) } }
  const withdrawn = [answer, answered].find((claim) => claim.state === 'withdrawn')
  if (withdrawn) return { problems: { to: words.refusals.claimWithdrawn(withdrawn.id) } }
  const problem = await endsProblem(db, { from, to, relation })
  if (problem) return { problems: { relation: problem } }
  const warning = orderWarning(
    { earliest: answer.saidOnEarliest, latest: answer.saidOnLatest },
    { earliest: answered.saidOnEarliest, latest: answered.saidOnLatest },
  )
  return { warning, states: [answer.state, answered.state] }
}

/** Why these claims can't be linked so, whoever their speakers have been merged into. */
async function endsProblem(db: EntityManager, { from, to, relation }: Omit<NewLink, 'reason'>): Promise<string | null> {
  await holdSpeakersOf(db, [from, to])
  const ends = await linkablesOf(db, [from, to])
  const [answering, answered] = [ends.get(from), ends.get(to)]
  return answering && answered ? linkProblem(answering, answered, relation) : null
}

async function addLink(db: EntityManager, actor: Actor, input: NewLink, state: State): Promise<number> {
  const { from, to, relation, reason } = input
  const inserted = await db.insert(Link, {
    fromClaimId: from,
    toClaimId: to,
    relation,
    reason,
    state,
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
  state: State,
): Promise<number | null> {
  const there = { fromClaimId: from, toClaimId: to, relation, state: 'withdrawn' as const }
  const back = { ...there, fromClaimId: to, toClaimId: from }
  // "contradicts" has no direction: linked again from the other side, it is the same link.
  const link = await db.findOneBy(Link, relation === 'contradicts' ? [there, back] : there)
  if (!link) return null
  const changes = { state, withdrawn_reason: null, withdrawn_as_draft: false, reason }
  if (!(await changeVersion(db, 'links', link.id, link.version, changes)))
    throw stale(words.stale.link, { kind: 'link', id: link.id, version: link.version })
  await record(db, actor, { action: 'linked again', kind: 'link', id: link.id, payload: { state, reason } })
  return link.id
}

/** The link, withdrawn or not; throws 404 when there is none. */
export async function linkById(db: EntityManager, id: number): Promise<Link> {
  const link = await db.findOneBy(Link, { id })
  if (!link) throw notFound(words.these.link)
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
    const closed = await closedToChange(db, before.state, words.these.link)
    if (closed) throw new Problem(409, words.refusals.published, closed)
    if (!(await changeVersion(db, 'links', id, version, { reason })))
      throw stale(words.stale.link, { kind: 'link', id, version })
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
    const link = await heldLink(db, id)
    const changes = { state: 'withdrawn', withdrawn_reason: reason, withdrawn_as_draft: cameAsDraft(link) }
    if (!(await changeVersion(db, 'links', id, version, changes)))
      throw stale(words.stale.link, { kind: 'link', id, version })
    await record(db, actor, { action: 'withdrawn', kind: 'link', id, payload: { reason } })
    if (link.state === 'published' && (await bothPublished(db, link)))
      await partChains(db, link.fromClaimId, link.toClaimId)
  })
}

/** Brings a withdrawn link back as what it was, if its claims can still be linked so: speakers change, and are merged. */
export async function restoreLink(db: EntityManager, actor: Actor, id: number, version: number) {
  await inTransaction(db, async (db) => {
    const link = await heldLink(db, id)
    // Its place is with the other claim now, which has it or may be given it.
    for (const end of [link.fromClaimId, link.toClaimId]) requireNotJoined(await claimById(db, end))
    const problem = await endsProblem(db, { from: link.fromClaimId, to: link.toClaimId, relation: link.relation })
    if (problem) throw unprocessable(words.refusals.noLongerFits(problem))
    const state = link.withdrawnAsDraft ? 'draft' : 'published'
    const changes = { state, withdrawn_reason: null, withdrawn_as_draft: false }
    if (!(await changeVersion(db, 'links', id, version, changes)))
      throw stale(words.stale.link, { kind: 'link', id, version })
    if (link.state !== 'withdrawn') throw notInState(words.these.link, 'withdrawn')
    await record(db, actor, { action: 'restored', kind: 'link', id, payload: { state } })
    if (state === 'published' && (await bothPublished(db, link)))
      await joinChains(db, actor, link.fromClaimId, link.toClaimId)
  })
}

/** The link as it is once its claims are held, in the caller's transaction. */
export async function heldLink(db: EntityManager, id: number): Promise<Link> {
  const { fromClaimId, toClaimId } = await linkById(db, id)
  await lockChains(db, [fromClaimId, toClaimId])
  return linkById(db, id)
}

export async function bothPublished(db: EntityManager, link: Link): Promise<boolean> {
  const [from, to] = [await claimById(db, link.fromClaimId), await claimById(db, link.toClaimId)]
  return from.state === 'published' && to.state === 'published'
}
