import { type EntityManager, In } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { separateMember } from '../chains/replacing.commands'
import { requireMayActAtOnce } from '../claims/at-once.queries'
import { Claim } from '../claims/claim.entity'
import { splitOff, statementById } from '../claims/statements.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { Link } from './link.entity'

/** Links that go along at most, so that a form has room for them; whoever has more withdraws and links anew. */
export const MOST_GOING_ALONG = 200

/**
 * Splits a report off its claim, and lets these links of the claim go along with it; all others stay. Speakers are the
 * same on both sides, so a link that held before holds after.
 */
export function splitOffWithLinks(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  linkIds: readonly number[],
): Promise<{ claimId: number } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ claimId: number } | { problem: string }> => {
    const { claimId: whole } = await statementById(db, id)
    const ends = (await publishedLinks(db, linkIds)).flatMap((link) => [link.fromClaimId, link.toClaimId])
    await lockChains(db, [whole, ...ends])
    await requireMaySplit(db, actor, id, linkIds.length > 0)
    const split = await splitOff(db, actor, id, version)
    if ('problem' in split) return split
    const links = (await publishedLinks(db, linkIds)).filter((link) => isAt(link, whole))
    const strange = linkIds.find((linkId) => !links.some((link) => link.id === linkId))
    if (strange !== undefined) return { problem: words.refusals.noLinkOf(strange, whole) }
    for (const link of links) await moveEnd(db, actor, link, whole, split.claimId)
    if (links.length > 0) await separateMember(db, actor, { whole, part: split.claimId, ends })
    return split
  })
}

/** A published report, or links of a published claim, change places before readers' eyes; a draft changes nothing there. */
async function requireMaySplit(db: EntityManager, actor: Actor, id: number, hasLinks: boolean) {
  const { state, claimId } = await statementById(db, id)
  const ofPublished = hasLinks && (await db.existsBy(Claim, { id: claimId, state: 'published' }))
  if (state === 'published' || ofPublished) await requireMayActAtOnce(db, actor, 'splits reports off')
}

const publishedLinks = (db: EntityManager, ids: readonly number[]) =>
  db.find(Link, { where: { id: In([...ids]), state: 'published' }, order: { id: 'ASC' } })

const isAt = (link: Link, claimId: number) => link.fromClaimId === claimId || link.toClaimId === claimId

async function moveEnd(db: EntityManager, actor: Actor, link: Link, from: number, to: number) {
  const side = link.fromClaimId === from ? 'from_claim_id' : 'to_claim_id'
  if (!(await changeVersion(db, 'links', link.id, link.version, { [side]: to })))
    throw stale(words.stale.aLink, { kind: 'link', id: link.id, version: link.version })
  await record(db, actor, { action: 'moved', kind: 'link', id: link.id, payload: { from, to } })
}
