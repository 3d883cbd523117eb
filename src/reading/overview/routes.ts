import type { Relation } from '../../links/relation'
import { arrowhead, HEAD, headsOf, RADIUS } from './arrowheads'
import type { Arc, LinkInPicture } from './picture'

/** A node before its lane has a height: which lane it is in, counted from above, and how far to the right it stands. */
export interface Spot {
  lane: number
  x: number
}

/** A line along a lane, by which all answers of one side reach a claim: below its lane, or above it for those from above. */
interface Bus {
  lane: number
  where: 'above' | 'below'
  from: number
  to: number
  /** Counted from the lane's words outwards. */
  track: number
}

/** CSS pixels: from one bus to the next, and how round the corners are. */
export const BUS = { apart: 6, corner: 6 }

/** Lines that go along stand beside those that go against, where both leave or reach a node. */
const BESIDE = 6

/** How the links of a picture run: in the gutters between the lanes, where no words stand, and up or down at their claims. */
export interface Routes {
  /** Tracks that a lane has above and below it. */
  tracks(lane: number, where: Bus['where']): number
  /** @param at the middle of a node, by claim; @param gutter where a lane’s innermost track runs */
  arcs(at: (claim: number) => { x: number; y: number }, gutter: (lane: number, where: Bus['where']) => number): Arc[]
}

/** Plans the routes of links; those whose claims have no spot are left out. */
export function routesOf(links: readonly LinkInPicture[], spots: ReadonlyMap<number, Spot>): Routes {
  const buses = new Map<string, Bus>()
  const routed: { link: LinkInPicture; bus: Bus }[] = []
  for (const link of links) {
    const [from, to] = [spots.get(link.from), spots.get(link.to)]
    if (!from || !to) continue
    const where = from.lane < to.lane ? 'above' : 'below'
    const key = `${link.to} ${link.side} ${where}`
    const bus = buses.get(key) ?? { lane: to.lane, where, from: to.x, to: to.x, track: 0 }
    bus.from = Math.min(bus.from, from.x)
    bus.to = Math.max(bus.to, from.x)
    buses.set(key, bus)
    routed.push({ link, bus })
  }
  const counts = giveTracks([...buses.values()])
  return {
    tracks: (lane, where) => counts.get(`${lane} ${where}`) ?? 0,
    arcs: (at, gutter) =>
      routed.map(({ link, bus }) => {
        const outwards = bus.where === 'below' ? 1 : -1
        return arcAlong(
          link,
          at(link.from),
          at(link.to),
          gutter(bus.lane, bus.where) + outwards * bus.track * BUS.apart,
        )
      }),
  }
}

/** Gives buses of one gutter that would run over each other tracks of their own, the shortest next to the words. */
function giveTracks(buses: Bus[]): Map<string, number> {
  const taken = new Map<string, Bus[]>()
  const counts = new Map<string, number>()
  for (const bus of buses.toSorted((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from)) {
    const key = `${bus.lane} ${bus.where}`
    const others = taken.get(key) ?? []
    const overlapping = others.filter(({ from, to }) => from <= bus.to + BESIDE && bus.from <= to + BESIDE)
    while (overlapping.some(({ track }) => track === bus.track)) bus.track += 1
    taken.set(key, [...others, bus])
    counts.set(key, Math.max(counts.get(key) ?? 0, bus.track + 1))
  }
  return counts
}

function arcAlong(
  { relation, side }: { relation: Relation; side: Arc['side'] },
  from: { x: number; y: number },
  to: { x: number; y: number },
  bus: number,
): Arc {
  const beside = side === 'supporting' ? BESIDE : 0
  const [x1, x2] = [from.x + beside, to.x + beside]
  const { atFrom, atTo, isHollow } = headsOf(relation)
  const leaving = bus > from.y ? 1 : -1
  const arriving = bus > to.y ? 1 : -1
  const start = from.y + leaving * (RADIUS + (atFrom ? HEAD.length : 0))
  const end = to.y + arriving * (RADIUS + (atTo ? HEAD.length : 0))
  const { corner } = BUS
  const along = x2 > x1 ? 1 : -1
  const path = [
    `M${x1} ${start}V${bus - leaving * corner}`,
    `Q${x1} ${bus} ${x1 + along * corner} ${bus}`,
    `H${x2 - along * corner}`,
    `Q${x2} ${bus} ${x2} ${bus + (end > bus ? 1 : -1) * corner}`,
    `V${end}`,
  ].join('')
  return {
    path,
    heads: [
      ...(atTo ? [arrowhead({ x: x2, y: end }, -arriving)] : []),
      ...(atFrom ? [arrowhead({ x: x1, y: start }, -leaving)] : []),
    ],
    isHollow,
    relation,
    side,
  }
}
