import { type EntityManager, In } from 'typeorm'
import { Claim } from '../claims/claim.entity'
import { Statement } from '../claims/statement.entity'
import { notFound } from '../web/problems'
import { brokenBy, joinProblem, type LinkMove, linkMoves, movedTo } from './moving-links'
import { linksAt, sameLinks, speakersOfClaims } from './moving-links.queries'

/**
 * Statements and links that a joining moves at most: each is a row changed and told of in history, some milliseconds
 * together, in one transaction that others wait for. The claim with more is the one to stay.
 */
export const MOST_MOVED = 500

/** What joining a claim into another will do. */
export interface JoinPlan {
  from: Claim
  into: Claim
  statementIds: number[]
  moves: LinkMove[]
}

/** What will happen when `from` goes into `into`, or why it can't; throws 404 for a claim that isn't there. */
export async function planJoin(
  db: EntityManager,
  fromId: number,
  intoId: number,
): Promise<JoinPlan | { problem: string }> {
  const claims = await db.findBy(Claim, { id: In([fromId, intoId]) })
  const [from, into] = [fromId, intoId].map((id) => claims.find((claim) => claim.id === id))
  if (!from || !into) throw notFound(`Claim ${from ? intoId : fromId}`)
  const own = await speakersOfClaims(db, [fromId, intoId])
  const problem = joinProblem({ ...from, speakerIds: own(fromId) }, { ...into, speakerIds: own(intoId) })
  if (problem) return { problem }

  const statements = await db.find(Statement, {
    where: { claimId: fromId },
    order: { id: 'ASC' },
    select: { id: true },
    take: MOST_MOVED + 1,
  })
  const links = await linksAt(db, fromId, MOST_MOVED)
  if (statements.length > MOST_MOVED || links.length > MOST_MOVED) {
    return {
      problem: `Claim ${fromId} has more than ${MOST_MOVED} reports or links; join the other one into it instead.`,
    }
  }
  const twins = await sameLinks(
    db,
    links.map((link) => movedTo(link, fromId, intoId)),
  )
  const moves = linkMoves(fromId, intoId, links, twins)
  const broken = await firstBroken(db, fromId, intoId, moves)
  if (broken) return { problem: `${broken} Withdraw it first.` }
  return { from, into, statementIds: statements.map((statement) => statement.id), moves }
}

async function firstBroken(db: EntityManager, from: number, into: number, moves: LinkMove[]): Promise<string | null> {
  const moved = moves.flatMap((move) => {
    if (move.does === 'moves') return [movedTo(move.link, from, into)]
    return move.does === 'doubles' && move.revives ? [move.twin] : []
  })
  const speakersOf = await speakersOfClaims(db, [into, ...moved.flatMap((link) => [link.from, link.to])])
  for (const link of moved) {
    const problem = brokenBy(link, speakersOf)
    if (problem) return problem
  }
  return null
}
