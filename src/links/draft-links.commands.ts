import type { EntityManager } from 'typeorm'
import { joinChains } from '../chains/joining.commands'
import { partChains } from '../chains/parting.commands'
import { notInState } from '../claims/drafts.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { Problem, stale } from '../web/problems'
import { words } from '../words/words'
import { bothPublished, heldLink, linkById } from './links.commands'

/**
 * Publishes a draft link; both its claims have to be public already. The caller has a transaction and holds the draft in
 * this version, and has made sure that whoever acts may publish.
 */
export async function publishLinkItself(db: EntityManager, actor: Actor, id: number, version: number): Promise<void> {
  const link = await linkById(db, id)
  if (!(await bothPublished(db, link)))
    throw new Problem(409, words.review.notPossibleNow, words.refusals.publishClaimsFirst)
  if (!(await changeVersion(db, 'links', id, version, { state: 'published' })))
    throw stale(words.stale.link, { kind: 'link', id, version })
  await record(db, actor, { action: 'published', kind: 'link', id, payload: {} })
  await joinChains(db, actor, link.fromClaimId, link.toClaimId)
}

/** Makes a draft of a published link; its chain falls in two if nothing else holds it. */
export async function takeBackLink(db: EntityManager, actor: Actor, id: number, version: number): Promise<void> {
  await inTransaction(db, async (db) => {
    const link = await heldLink(db, id)
    if (link.version !== version) throw stale(words.stale.link, { kind: 'link', id, version })
    if (link.state !== 'published') throw notInState(words.these.link, 'published')
    if (!(await changeVersion(db, 'links', id, version, { state: 'draft' })))
      throw stale(words.stale.link, { kind: 'link', id, version })
    await record(db, actor, { action: 'taken back', kind: 'link', id, payload: {} })
    if (await bothPublished(db, link)) await partChains(db, link.fromClaimId, link.toClaimId)
  })
}
