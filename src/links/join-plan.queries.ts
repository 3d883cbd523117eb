import { type EntityManager, In } from 'typeorm'
import { Claim } from '../claims/claim.entity'
import { Statement } from '../claims/statement.entity'
import { holdSpeakersOf } from '../speakers/holding.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { linkablesOf } from './held-links.queries'
import { brokenBy, joinProblem, type LinkMove, linkMoves, movedTo } from './moving-links'
import { linksAt, sameLinks } from './moving-links.queries'

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
  if (!from || !into) throw notFound(words.claim.number(from ? intoId : fromId))
  await holdSpeakersOf(db, [fromId, intoId])
  const own = await linkablesOf(db, [fromId, intoId])
  const speakerIds = (id: number) => own.get(id)?.speakerIds ?? []
  const problem = joinProblem({ ...from, speakerIds: speakerIds(fromId) }, { ...into, speakerIds: speakerIds(intoId) })
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
      problem: words.refusals.tooMuchToJoin(fromId, MOST_MOVED),
    }
  }
  const twins = await sameLinks(
    db,
    links.map((link) => movedTo(link, fromId, intoId)),
  )
  const moves = linkMoves(fromId, intoId, links, twins)
  const broken = await firstBroken(db, fromId, intoId, moves)
  if (broken) return { problem: words.refusals.withdrawItFirst(broken) }
  return { from, into, statementIds: statements.map((statement) => statement.id), moves }
}

async function firstBroken(db: EntityManager, from: number, into: number, moves: LinkMove[]): Promise<string | null> {
  const moved = moves.flatMap((move) => {
    if (move.does === 'moves') return [movedTo(move.link, from, into)]
    return move.does === 'doubles' && move.revives ? [move.twin] : []
  })
  const ends = [into, ...moved.flatMap((link) => [link.from, link.to])]
  await holdSpeakersOf(db, ends)
  const linkables = await linkablesOf(db, ends)
  for (const link of moved) {
    const problem = brokenBy(link, linkables)
    if (problem) return problem
  }
  return null
}
