/** What a claim's place in a chain is worked out from. */
export interface ClaimToOrder {
  id: number
  /** The ISO day by which it stands in the chain; null stands last. */
  orderDay: string | null
  /** How early it is first reported among the others; without one it comes after those that have one. */
  place?: number
}

/** A link, by the ids of its claims: `from` answers `to`. */
export interface Answer {
  from: number
  to: number
}

/**
 * Claims in the order they were said: by day; within a day what is answered before what answers it; else by place, then
 * by id. Claims that answer each other in a circle, which is legal, stand together by place and id. The order in which
 * claims and answers are given makes no difference, nor do answers to claims of other days or chains.
 */
export function inOrderSaid<C extends ClaimToOrder>(claims: readonly C[], answers: readonly Answer[]): C[] {
  const byPlace = claims.toSorted(
    (a, b) => compareDays(a.orderDay, b.orderDay) || comparePlaces(a.place, b.place) || a.id - b.id,
  )
  const rankOf = new Map(byPlace.map(({ id }, rank) => [id, rank]))
  const answered: number[][] = byPlace.map(() => [])
  for (const { from, to } of answers) {
    const [answer, earlier] = [rankOf.get(from), rankOf.get(to)]
    if (answer === undefined || earlier === undefined) continue
    if (byPlace[answer]?.orderDay === byPlace[earlier]?.orderDay) answered[answer]?.push(earlier)
  }
  for (const ranks of answered) ranks.sort((a, b) => a - b)
  return answeredFirst(answered).map((rank) => byPlace[rank] as C)
}

/** ISO days sort as text; an unknown one after all of them. */
function compareDays(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

function comparePlaces(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return a - b
}

/** One rank on the way through what it answers. */
interface Visit {
  rank: number
  /** How many visits began before. */
  number: number
  /** The lowest number that it leads back to by answers; its own outside a circle. */
  leadsBackTo: number
  /** How many of those it answers have been seen to. */
  seen: number
  isOpen: boolean
}

/**
 * The ranks 0, 1, 2, ... in that order, but each after those that it answers, circles excepted.
 *
 * Tarjan's search for strongly connected components (1972). It closes a circle (mostly one claim) only when all that
 * the circle answers is closed, and that is the order looked for. The way is kept in a list, not in nested calls,
 * since an exchange of one day may be longer than the call stack is deep.
 */
function answeredFirst(answered: readonly number[][]): number[] {
  const order: number[] = []
  const visits = new Map<number, Visit>()
  const open: Visit[] = []
  const way: Visit[] = []
  const enter = (rank: number) => {
    const visit = { rank, number: visits.size, leadsBackTo: visits.size, seen: 0, isOpen: true }
    visits.set(rank, visit)
    open.push(visit)
    way.push(visit)
  }
  const leave = (visit: Visit) => {
    way.pop()
    const answer = way.at(-1)
    if (answer) answer.leadsBackTo = Math.min(answer.leadsBackTo, visit.leadsBackTo)
    if (visit.leadsBackTo < visit.number) return
    const circle = open.splice(open.lastIndexOf(visit)).sort((a, b) => a.rank - b.rank)
    for (const member of circle) {
      member.isOpen = false
      order.push(member.rank)
    }
  }

  for (const root of answered.keys()) {
    if (!visits.has(root)) enter(root)
    for (let visit = way.at(-1); visit; visit = way.at(-1)) {
      const earlier = answered[visit.rank]?.[visit.seen++]
      if (earlier === undefined) {
        leave(visit)
        continue
      }
      const known = visits.get(earlier)
      if (!known) enter(earlier)
      else if (known.isOpen) visit.leadsBackTo = Math.min(visit.leadsBackTo, known.number)
    }
  }
  return order
}
