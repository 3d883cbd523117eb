import type { EntityManager } from 'typeorm'
import { requireMayActAtOnce } from '../claims/at-once.queries'
import { compareClaimsNaming } from '../claims/likenesses.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { violates } from '../database/violations'
import { type Actor, record } from '../history/history.commands'
import { holdWhole, lockForest } from '../speakers/holding.commands'
import { Speaker } from '../speakers/speaker.entity'
import { speakerById, subtreeOf } from '../speakers/speakers.queries'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { brokenLinkAt, relationsFor } from './held-links.queries'

export type MergeOutcome = { rootId: number } | { problem: string /** Who stands in the way. */; bearer?: Bearer }

interface Bearer {
  id: number
  name: string
}

/**
 * Merges a speaker into another who turned out to be the same. Both stay as they are: the merged one points to the
 * other, and every claim of theirs, and of whoever was merged into them, is the other's from now on (`speaker_id`; whom
 * an editor had named stays in `named_id`). Refused where one claim would name the same speaker twice, or a published
 * link would no longer hold. Throws 409 when either has changed since the versions that were looked at: the other may have
 * been merged into a third meanwhile, whom nobody meant.
 *
 * @param intoVersion null where nobody has looked at the other
 */
export function mergeSpeakers(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  intoId: number,
  intoVersion: number | null = null,
): Promise<MergeOutcome> {
  return inTransaction(db, async (db) => {
    await requireMayActAtOnce(db, actor, 'merges speakers')
    await lockForest(db)
    const [speaker, target] = [await speakerById(db, id), await db.findOneBy(Speaker, { id: intoId })]
    // Before what is wrong with it now: whoever merged them first is told of, with what they are now.
    if (speaker.version !== version) throw stale(words.stale.speaker, { kind: 'speaker', id, version })
    const rootId = target && (target.rootId ?? target.id)
    if (!rootId) return { problem: words.refusals.noSpeaker(intoId) }
    if (intoVersion !== null && target.version !== intoVersion)
      throw stale(words.stale.speakerThatStays, {
        kind: 'speaker',
        id: intoId,
        version: intoVersion,
        field: 'intoVersion',
      })
    if (speaker.mergedIntoId !== null) return { problem: words.refusals.mergedAlready(speaker.name) }
    if (intoId === id) return { problem: words.refusals.mergedIntoItself }
    if (rootId === id) return { problem: words.refusals.hasBeenMerged(target.name, speaker.name) }
    const subtree = await subtreeOf(db, id)
    await holdWhole(db, [...subtree, rootId])

    const problem = (await namedTogether(db, id, rootId)) ?? (await speaksForOther(db, subtree, rootId))
    if (problem) return { problem }
    if (!(await changeVersion(db, 'speakers', id, version, { merged_into_id: rootId, root_id: rootId })))
      throw stale(words.stale.speaker, { kind: 'speaker', id, version })
    await db.query('UPDATE speakers SET root_id = $2 WHERE root_id = $1', [id, rootId])
    await db.query('UPDATE claim_speakers SET speaker_id = $2 WHERE speaker_id = $1', [id, rootId])
    const broken = await brokenLinkAt(db, NAMED_AMONG, [subtree], relationsFor('another'))
    if (broken) return { problem: broken }
    await compareClaimsNaming(db, subtree)
    await record(db, actor, { action: 'merged', kind: 'speaker', id, payload: { into: rootId } })
    return { rootId }
  })
}

const NAMED_AMONG = 'SELECT claim_id FROM claim_speakers WHERE named_id = ANY($1::integer[])'

/**
 * Takes a merging back: the speaker, with whoever was merged into them, has the claims again that name them. Refused
 * where a published link would no longer hold, or another bears the same Wikidata id or outlet by now.
 */
export async function unmergeSpeaker(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<MergeOutcome> {
  try {
    return await inTransaction(db, async (db) => {
      await requireMayActAtOnce(db, actor, 'un-merges speakers')
      await lockForest(db)
      const speaker = await speakerById(db, id)
      if (speaker.version !== version) throw stale(words.stale.speaker, { kind: 'speaker', id, version })
      if (speaker.mergedIntoId === null || speaker.rootId === null)
        return { problem: words.refusals.hasNotBeenMerged(speaker.name) }
      const subtree = await subtreeOf(db, id)
      await holdWhole(db, [...subtree, speaker.rootId])

      if (!(await changeVersion(db, 'speakers', id, version, { merged_into_id: null, root_id: null })))
        throw stale(words.stale.speaker, { kind: 'speaker', id, version })
      await db.query('UPDATE speakers SET root_id = $2 WHERE id = ANY($1) AND id <> $2', [subtree, id])
      await db.query('UPDATE claim_speakers SET speaker_id = $2 WHERE named_id = ANY($1)', [subtree, id])
      const broken = await brokenLinkAt(db, NAMED_OR_SPOKEN_FOR, [subtree], relationsFor('same'))
      if (broken) return { problem: broken }
      await compareClaimsNaming(db, subtree)
      await record(db, actor, { action: 'unmerged', kind: 'speaker', id, payload: { from: speaker.mergedIntoId } })
      return { rootId: id }
    })
  } catch (error) {
    if (violates(error, 'speakers_wikidata_key', 'speakers_outlet_key')) {
      return sameIdentity(db, id)
    }
    throw error
  }
}

/** Who has this speaker's Wikidata id or outlet by now. */
async function sameIdentity(db: EntityManager, id: number): Promise<{ problem: string; bearer?: Bearer }> {
  const rows: (Bearer & { what: string })[] = await db.query(
    `SELECT other.id, other.name, CASE WHEN other.wikidata_id = own.wikidata_id THEN 'Wikidata id' ELSE 'outlet' END AS what
     FROM speakers own JOIN speakers other ON other.id <> own.id AND other.merged_into_id IS NULL
       AND (other.wikidata_id = own.wikidata_id OR other.outlet_id = own.outlet_id)
     WHERE own.id = $1 ORDER BY other.id LIMIT 1`,
    [id],
  )
  if (!rows[0]) return { problem: words.refusals.tryAgainBearer }
  const { what, ...bearer } = rows[0]
  return {
    problem: words.refusals.sameBearer(bearer.name, bearer.id, what),
    bearer,
  }
}

const NAMED_OR_SPOKEN_FOR = `${NAMED_AMONG}
  UNION
  SELECT claim_id FROM speaker_roles role JOIN claim_speakers ON role_id = role.id
  WHERE speaks_for_id = ANY($1::integer[])`

async function namedTogether(db: EntityManager, one: number, other: number): Promise<string | null> {
  const rows: { id: number }[] = await db.query(
    `SELECT a.claim_id AS id FROM claim_speakers a JOIN claim_speakers b USING (claim_id)
     WHERE a.speaker_id = $1 AND b.speaker_id = $2 ORDER BY 1 LIMIT 1`,
    [one, other],
  )
  return rows[0] ? words.refusals.namesBoth(rows[0].id) : null
}

/** Nobody speaks for themselves: a spokesman and whom he speaks for are two. */
async function speaksForOther(db: EntityManager, subtree: number[], rootId: number): Promise<string | null> {
  const rows: { title: string }[] = await db.query(
    `SELECT role.title FROM speaker_roles role
     JOIN speakers holder ON holder.id = role.speaker_id
     JOIN speakers principal ON principal.id = role.speaks_for_id
     WHERE (holder.id = ANY($1) AND coalesce(principal.root_id, principal.id) = $2)
        OR (principal.id = ANY($1) AND coalesce(holder.root_id, holder.id) = $2)
     ORDER BY role.id LIMIT 1`,
    [subtree, rootId],
  )
  return rows[0] ? words.refusals.speaksForOther(rows[0].title) : null
}
