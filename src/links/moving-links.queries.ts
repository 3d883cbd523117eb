import type { EntityManager } from 'typeorm'
import { Link } from './link.entity'
import { isSameLink, type MovableLink } from './moving-links'

/** Links of any state with an end at this claim, the oldest first; one more than `most`, to know whether there are more. */
export async function linksAt(db: EntityManager, claimId: number, most: number): Promise<MovableLink[]> {
  const links = await db.find(Link, {
    where: [{ fromClaimId: claimId }, { toClaimId: claimId }],
    order: { id: 'ASC' },
    take: most + 1,
  })
  return links.map(movable)
}

export const movable = ({ id, fromClaimId, toClaimId, relation, state }: Link): MovableLink => ({
  id,
  from: fromClaimId,
  to: toClaimId,
  relation,
  state,
})

/** Links, of whatever state, that are the very same as one of these but for their number. */
export async function sameLinks(db: EntityManager, wanted: MovableLink[]): Promise<MovableLink[]> {
  if (wanted.length === 0) return []
  const rows: MovableLink[] = await db.query(
    `SELECT links.id, from_claim_id AS "from", to_claim_id AS "to", links.relation, state
     FROM unnest($1::integer[], $2::integer[], $3::text[]) AS wanted (one, other, relation)
     JOIN links ON links.relation = wanted.relation
       AND ((from_claim_id = one AND to_claim_id = other) OR (from_claim_id = other AND to_claim_id = one))
     ORDER BY links.id`,
    [wanted.map((link) => link.from), wanted.map((link) => link.to), wanted.map((link) => link.relation)],
  )
  return rows.filter((row) => wanted.some((link) => isSameLink(link, row) && link.id !== row.id))
}
