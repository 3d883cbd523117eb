import { words } from '../../words/words'

/** A claim of a long chain, in the order of the chain. */
export interface ClaimInShape {
  id: number
  /** By which it stands in the chain; null stands last. */
  orderDay: string | null
  speakerId: number
  speaker: string
}

/** What was said by those of one lane in one stretch of time. */
export interface Cell {
  lane: number
  stretch: string
  claims: number
  /** The place of its first claim in the chain. */
  first: number
}

/** A long chain in cells. */
export interface Cells {
  /** ISO days, months or years, in their order; '' is no day. */
  stretches: string[]
  lanes: { speakerId: number | null; name: string }[]
  cells: Cell[]
  /** The cell of each claim, by its id. */
  cellOf: ReadonlyMap<number, Cell>
}

/** Columns beyond which the next coarser unit is taken: as many as the page’s width has room for. */
const MOST_DAYS = 31
const MOST_MONTHS = 36

/** Speakers with a lane of their own, those who say and are gainsaid most; more would make the picture taller than a screen. */
const MOST_LANES = 9

/**
 * A long chain by stretches of time and speakers.
 *
 * @param answered ids of claims, each as often as something gainsays it
 */
export function cellsOf(claims: readonly ClaimInShape[], answered: readonly number[]): Cells {
  const length = unitOf(claims)
  const { lanes, laneOf } = lanesOf(claims, answered, MOST_LANES)
  const cells = new Map<string, Cell>()
  const cellOf = new Map<number, Cell>()
  const stretches = new Set<string>()
  for (const [place, { id, orderDay, speakerId }] of claims.entries()) {
    const stretch = orderDay?.slice(0, length) ?? ''
    const lane = laneOf(speakerId)
    const key = `${lane} ${stretch}`
    const cell = cells.get(key) ?? { lane, stretch, claims: 0, first: place }
    cell.claims += 1
    cells.set(key, cell)
    cellOf.set(id, cell)
    stretches.add(stretch)
  }
  return { stretches: [...stretches], lanes, cells: [...cells.values()], cellOf }
}

/** The letters of an ISO day that are kept: of days, months or years. */
function unitOf(claims: readonly ClaimInShape[]): number {
  const distinct = (length: number) => new Set(claims.map(({ orderDay }) => orderDay?.slice(0, length))).size
  if (distinct(10) <= MOST_DAYS) return 10
  return distinct(7) <= MOST_MONTHS ? 7 : 4
}

/**
 * Who has a lane, in the order in which they first speak; the others share the last one.
 *
 * @param most lanes in all
 */
export function lanesOf(
  claims: readonly ClaimInShape[],
  answered: readonly number[],
  most: number,
): Pick<Cells, 'lanes'> & { laneOf(speakerId: number): number } {
  const said = new Map<number, { speakerId: number; name: string; weight: number }>()
  const speakerOf = new Map<number, number>()
  for (const { id, speakerId, speaker } of claims) {
    const one = said.get(speakerId) ?? { speakerId, name: speaker, weight: 0 }
    one.weight += 1
    said.set(speakerId, one)
    speakerOf.set(id, speakerId)
  }
  for (const id of answered) {
    const one = said.get(speakerOf.get(id) ?? 0)
    if (one) one.weight += 1
  }
  const all = [...said.values()]
  const byWeight = all.toSorted((a, b) => b.weight - a.weight)
  const chosen = new Set(all.length <= most ? all : byWeight.slice(0, most - 1))
  const own = all.filter((one) => chosen.has(one))
  const others = all.length - own.length
  const places = new Map(own.map(({ speakerId }, lane) => [speakerId, lane]))
  return {
    lanes: [
      ...own.map(({ speakerId, name }) => ({ speakerId, name })),
      ...(others > 0 ? [{ speakerId: null, name: words.chain.otherSpeakers(others) }] : []),
    ],
    laneOf: (speakerId) => places.get(speakerId) ?? own.length,
  }
}
