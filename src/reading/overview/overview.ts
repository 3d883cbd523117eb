import { words } from '../../words/words'
import { RADIUS } from './arrowheads'
import { columnsOf, type Days, daysOf } from './columns'
import { fitted, widthOf } from './fitted-text'
import type { ClaimInPicture, Lane, LinkInPicture, Node, Picture, TextLine } from './picture'
import { BUS, type Routes, routesOf } from './routes'

/** Claims beyond which a picture shows months and how many, not each claim with its words (docs/decisions/0028). */
export const MOST_DRAWN = 40

/** In CSS pixels. The whole is as wide as the page's text column (68rem less its margins), and scrolls where it can't be. */
const PAGE = 1_008
const NAMES = 150
const TEXT = { size: 13, leading: 16 }
/** A node with no words beside it, and one with room for a line of some 20 letters. */
const PITCH = { least: 32, most: 118 }
/** Room for the last nodes' words. */
const TAIL = 130
/** Words stand between a node's edge and the next node of the lane; below this width they would be cut to a stump. */
const LABEL = { gap: 6, narrowest: 64, widest: 215, lines: 3 }
/** A lane's node stands below its upper edge; below its words, and above its nodes, run the lines of its links. */
const LANE = { above: 22, below: 9, least: 46 }
const LINES_OF_NAME = 3

interface Placed {
  claim: ClaimInPicture
  x: number
}

/** A chain as days by speakers, the claims in the order said, with an arc for each link. At most `MOST_DRAWN` claims. */
export function overviewOf(claims: readonly ClaimInPicture[], links: readonly LinkInPicture[]): Picture {
  const days = daysOf(claims)
  const pitch = Math.min(Math.max((PAGE - NAMES - TAIL) / Math.max(claims.length, 1), PITCH.least), PITCH.most)
  const columns = columnsOf(days, NAMES, pitch)
  const end = columns.at(-1)
  const width = Math.max(PAGE, Math.ceil((end ? end.x + end.width : NAMES) + TAIL - pitch))
  const headerHeight = Math.max(...columns.map(({ header }) => header.length), 1) * TEXT.leading + 12
  const places = placed(days, columns)
  const inLanes = byLane(places)
  const spots = new Map(inLanes.flatMap((lane, place) => lane.map(({ claim, x }) => [claim.id, { lane: place, x }])))
  const routes = routesOf(links, spots)
  const lanes = lanesOf(inLanes, answersOf(claims, links), { width, headerHeight, routes })
  const nodes = new Map(lanes.flatMap((lane) => lane.nodes.map((node) => [node.id, node] as const)))
  const arcs = routes.arcs(
    (claim) => nodes.get(claim) as Node,
    (lane, where) => gutterOf(lanes[lane] as Lane, routes.tracks(lane, where), where),
  )
  const last = lanes.at(-1)
  return { width, height: last ? last.y + last.height : headerHeight, headerHeight, columns, lanes, arcs }
}

/** Where the innermost track of a lane runs. */
function gutterOf({ y, height }: Lane, tracks: number, where: 'above' | 'below'): number {
  const depth = BUS.apart * tracks
  return where === 'above' ? y + depth : y + height - depth
}

/** Each claim in its column, one beside the other in the order said. */
function placed(days: readonly Days[], columns: readonly { x: number; width: number }[]): Placed[] {
  return days.flatMap(({ claims }, place) => {
    const column = columns[place] as { x: number; width: number }
    const pitch = column.width / claims.length
    return claims.map((claim, index) => ({ claim, x: Math.round(column.x + index * pitch + RADIUS + 6) }))
  })
}

/** "denies 3, 5; corrects 2", by claim. */
function answersOf(claims: readonly ClaimInPicture[], links: readonly LinkInPicture[]): Map<number, string> {
  const numbers = new Map(claims.map(({ id, number }) => [id, number]))
  const byClaim = new Map<number, Map<string, number[]>>()
  for (const { from, to, side, verb } of links) {
    const number = numbers.get(to)
    if (side !== 'opposing' || number === undefined) continue
    const verbs = byClaim.get(from) ?? new Map<string, number[]>()
    byClaim.set(from, verbs)
    verbs.set(verb, [...(verbs.get(verb) ?? []), number])
  }
  const told = (verbs: Map<string, number[]>) =>
    Array.from(verbs, ([verb, answered]) => `${verb} ${answered.sort((a, b) => a - b).join(', ')}`).join('; ')
  return new Map(Array.from(byClaim, ([id, verbs]) => [id, told(verbs)]))
}

/** By whom, in the order in which they first speak. */
function byLane(places: readonly Placed[]): Placed[][] {
  const lanes = new Map<string, Placed[]>()
  for (const place of places) {
    const { key } = place.claim.lane
    lanes.set(key, [...(lanes.get(key) ?? []), place])
  }
  return [...lanes.values()]
}

interface Frame {
  width: number
  headerHeight: number
  routes: Routes
}

function lanesOf(
  inLanes: readonly Placed[][],
  answers: ReadonlyMap<number, string>,
  { width, headerHeight, routes }: Frame,
): Lane[] {
  let y = headerHeight
  return inLanes.map((inLane, place) => {
    const above = routes.tracks(place, 'above') * BUS.apart
    const below = routes.tracks(place, 'below') * BUS.apart
    const lane = laneOf(inLane, answers, { y, above, below, width })
    y += lane.height
    return lane
  })
}

function laneOf(
  inLane: readonly Placed[],
  answers: ReadonlyMap<number, string>,
  { y, above, below, width }: { y: number; above: number; below: number; width: number },
): Lane {
  const top = y + above
  const [{ claim }] = inLane as [Placed, ...Placed[]]
  const nodes = inLane.map((place, index) =>
    nodeOf(place, answers.get(place.claim.id), top, inLane[index + 1]?.x ?? width),
  )
  const nameLines = fitted(claim.lane.name, { width: NAMES - 16, size: TEXT.size + 1, lines: LINES_OF_NAME })
  const name = nameLines.map((text, line) => ({ text, x: 4, y: top + LANE.above + 5 + line * (TEXT.leading + 1) }))
  const lowest = Math.max(...[...name, ...nodes.flatMap(linesOfNode)].map((line) => line.y), y)
  const height = Math.max(lowest - y + LANE.below, above + LANE.least) + below
  return { y, height, speakerId: claim.lane.speakerId, name, nodes }
}

const linesOfNode = ({ lines, answers }: Node) => (answers ? [...lines, answers] : lines)

function nodeOf({ claim, x }: Placed, answers: string | undefined, laneY: number, next: number): Node {
  const y = laneY + LANE.above
  const left = x + RADIUS + LABEL.gap
  const room = Math.min(next - RADIUS - LABEL.gap - left, LABEL.widest)
  const fits = room >= LABEL.narrowest
  const rightToLeft = isRightToLeft(claim.words)
  const texts = fits ? fitted(claim.words, { width: room, size: TEXT.size, lines: LABEL.lines }) : []
  // Written from right to left, lines begin where the widest of them ends: next to the node, like all others.
  const widest = Math.ceil(Math.max(...texts.map((text) => widthOf(text, TEXT.size)), 0))
  const lineAt = (text: string, line: number, isMirrored: boolean): TextLine => ({
    text,
    x: isMirrored ? left + widest : left,
    y: y + 4 + line * TEXT.leading,
  })
  const [answering] = fits && answers ? fitted(answers, { width: room, size: TEXT.size, lines: 1 }) : []
  return {
    id: claim.id,
    number: claim.number,
    x,
    y,
    isDenial: claim.isDenial,
    isCertain: claim.day !== null,
    label: words.chain.node({ ...claim, answers: answers ?? null }),
    lines: texts.map((text, line) => lineAt(text, line, rightToLeft)),
    rightToLeft,
    answers: answering === undefined ? null : lineAt(answering, texts.length, false),
  }
}

/** Scripts written from right to left; the first letter that has a direction tells (UAX #9, P2). */
const DIRECTED = /\p{L}/u
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

function isRightToLeft(text: string): boolean {
  const first = DIRECTED.exec(text)?.[0]
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}
