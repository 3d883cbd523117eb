import { words } from '../../words/words'
import { fitted } from './fitted-text'
import type { TextLine } from './picture'
import type { LinkInShape } from './shape'
import { type ClaimInShape, lanesOf } from './shape-cells'

/** A claim that many gainsay, with its letter on the map: a number would be taken for that of the ledger. */
export interface Landmark {
  id: number
  letter: string
  /** How often it is gainsaid. */
  answers: number
  x: number
  y: number
}

/** Every claim of a chain as a dot, every contradiction as a line, in CSS pixels. */
export interface ChainMap {
  width: number
  height: number
  /** Where a year or a month begins. */
  ticks: { x: number; text: string }[]
  lanes: { y: number; speakerId: number | null; name: TextLine[] }[]
  /** All dots as one path of lines without length, whose round ends are the dots; it takes a tenth of the bytes of circles. */
  dots: string
  lines: string
  landmarks: Landmark[]
}

/** CSS pixels. */
const WIDTH = 1_008
const NAMES = 160
const TOP = 28
const LANE = 34
/** From one tick to the next: as wide as "Sept 2019". */
const TICK = 84
/** Landmarks are told below the map in words; this is a list one still reads. */
const MOST_LANDMARKS = 12
const LETTERS = 'ABCDEFGHIJKL'
/** Gainsaid once, a claim is as good as any other. */
const LEAST_ANSWERS = 2
/** Thin lines beyond which a map grows by a hundred kilobytes and gets no clearer; those to landmarks are drawn first. */
const MOST_LINES = 4_000

/** A chain as a map: its claims from left to right in the order said, by speaker from above. */
export function mapOf(claims: readonly ClaimInShape[], links: readonly LinkInShape[]): ChainMap {
  const answered = links.map(({ to }) => to)
  const { lanes, laneOf } = lanesOf(claims, answered, 16)
  const step = (WIDTH - NAMES - 24) / Math.max(claims.length - 1, 1)
  const places = new Map(
    claims.map(({ id, speakerId }, place) => [
      id,
      { x: Math.round((NAMES + 12 + place * step) * 10) / 10, y: TOP + laneOf(speakerId) * LANE + LANE / 2 },
    ]),
  )
  const landmarks = landmarksOf(claims, answered, places)
  return {
    width: WIDTH,
    height: TOP + lanes.length * LANE,
    ticks: ticksOf(claims, places),
    lanes: lanes.map(({ speakerId, name }, lane) => {
      const y = TOP + lane * LANE
      const [text = ''] = fitted(name, { width: NAMES - 12, size: 14, lines: 1 })
      return { y, speakerId, name: [{ text, x: 4, y: y + 22 }] }
    }),
    dots: Array.from(places.values(), ({ x, y }) => `M${x} ${y}h0`).join(''),
    lines: linesOf(links, places, new Set(landmarks.map(({ id }) => id))),
    landmarks,
  }
}

type Places = ReadonlyMap<number, { x: number; y: number }>

function landmarksOf(claims: readonly ClaimInShape[], answered: readonly number[], places: Places): Landmark[] {
  const answers = new Map<number, number>()
  for (const id of answered) answers.set(id, (answers.get(id) ?? 0) + 1)
  const most = claims
    .map(({ id }) => ({ id, answers: answers.get(id) ?? 0 }))
    .filter(({ answers }) => answers >= LEAST_ANSWERS)
    .sort((a, b) => b.answers - a.answers)
    .slice(0, MOST_LANDMARKS)
  return most.flatMap(({ id, answers }, place) => {
    const at = places.get(id)
    return at ? [{ id, letter: LETTERS[place] as string, answers, ...at }] : []
  })
}

/** A line bends near the answered claim: lines to it come together there, as a river’s do. */
function linesOf(links: readonly LinkInShape[], places: Places, landmarks: ReadonlySet<number>): string {
  const first = links.toSorted((a, b) => Number(landmarks.has(b.to)) - Number(landmarks.has(a.to)))
  return first
    .slice(0, MOST_LINES)
    .flatMap(({ from, to }) => {
      const [answer, answered] = [places.get(from), places.get(to)]
      return answer && answered
        ? [`M${answer.x} ${answer.y}Q${answer.x} ${answered.y} ${answered.x} ${answered.y}`]
        : []
    })
    .join('')
}

const MONTH = new Intl.DateTimeFormat(words.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })

function ticksOf(claims: readonly ClaimInShape[], places: Places): ChainMap['ticks'] {
  const ticks: ChainMap['ticks'] = []
  let before = ''
  for (const { id, orderDay } of claims) {
    const month = orderDay?.slice(0, 7) ?? ''
    const x = places.get(id)?.x ?? 0
    const isFree = x - (ticks.at(-1)?.x ?? -TICK) >= TICK
    if (month === '' || month === before || !isFree) continue
    ticks.push({ x, text: MONTH.format(new Date(`${month}-01`)) })
    before = month
  }
  return ticks
}
