import type { EntityManager } from 'typeorm'
import { rowsOf } from '../database/read-pool'
import { changedSince, imageAt } from '../history/images.queries'
import { namesIn } from '../versions/events.queries'
import type { ClaimImage, StatementImage } from '../versions/image'
import type { Since } from '../web/stale-form'
import type { StatementCard } from './statement-cards.queries'

/** A statement is changed together with its claim; each has its own version. */
export interface StatementVersions {
  version: number
  claimVersion: number
}

/**
 * A statement's card as it was at a version, with its claim at one; null where history doesn't know any more. People are
 * named as they are now.
 */
export async function statementCardAt(
  db: EntityManager,
  card: StatementCard,
  { version, claimVersion }: StatementVersions,
): Promise<StatementCard | null> {
  const statement = await imageAt<StatementImage>(db, { kind: 'statement', id: card.id }, version)
  const claim = statement && (await imageAt<ClaimImage>(db, { kind: 'claim', id: statement.claimId }, claimVersion))
  if (!statement || !claim) return null
  const { speakers, roles } = await namesIn(rowsOf(db), [statement, claim])
  const named = (id: number) => ({ id, name: speakers.get(id) ?? '' })
  return {
    ...card,
    version,
    claimVersion,
    wording: statement.wording,
    spans: statement.spans,
    hops: statement.hops.map(({ speakerId, saidOnBasis: basis, ...hop }) => ({
      ...hop,
      basis,
      speaker: named(speakerId),
    })),
    speakers: claim.speakers.map(({ namedId, roleId }) => ({
      ...named(namedId),
      role: roleId === null ? null : { id: roleId, title: roles.get(roleId) ?? '' },
    })),
    saidOn: claim.saidOn,
    basis: claim.saidOnBasis,
    saidOnWords: claim.saidOnWords,
    medium: claim.medium,
    stance: claim.stance,
    summary: claim.summary,
  }
}

/** Who changed it or its claim since, and when the last time. */
export async function statementChangedSince(
  db: EntityManager,
  { id, claimId }: Pick<StatementCard, 'id' | 'claimId'>,
  { version, claimVersion }: StatementVersions,
): Promise<Since> {
  const own = await changedSince(db, { kind: 'statement', id }, version)
  const claims = await changedSince(db, { kind: 'claim', id: claimId }, claimVersion)
  if (!own || !claims) return own ?? claims
  const names = [...new Set([own.by, claims.by])].filter((name) => name !== null)
  return { by: names.join(', ') || null, at: own.at > claims.at ? own.at : claims.at }
}
