import { daysInWords } from '../../claims/said-on-days'
import { words } from '../../words/words'
import { monthInWords } from '../days'
import { arcBetween } from './arcs'
import { fitted } from './fitted-text'
import type { TextLine } from './picture'
import { type Cell, type Cells, type ClaimInShape, cellsOf } from './shape-cells'

/** A contradiction within a long chain; `from` answers `to`. */
export interface LinkInShape {
  from: number
  to: number
}

/** A speaker's claims of one stretch of time. */
export interface Bubble {
  x: number
  y: number
  radius: number
  claims: number
  /** Where the ledger begins with the first of them. */
  href: string
  label: string
}

interface ShapeLane {
  y: number
  /** Null is all the others. */
  speakerId: number | null
  name: TextLine[]
  bubbles: Bubble[]
}

/** A long chain in stretches of time by speakers, in CSS pixels: how much was said, by whom, and against whose words. */
export interface Shape {
  width: number
  height: number
  headerHeight: number
  columns: { x: number; width: number; header: string[] }[]
  lanes: ShapeLane[]
  arcs: { path: string; head: string; width: number }[]
}

/** The most frequent contradictions between two bubbles: more lines than these hide what they stand for. */
const MOST_ARCS = 60

/** CSS pixels: the page’s text column, its names, and what a bubble of one claim and the largest take. */
const PAGE = 1_008
const NAMES = 150
const COLUMN = { least: 30, most: 96 }
const LANE = 52
const BUBBLE = { least: 12, most: 23 }
const HEADER = { size: 13, leading: 16, margin: 4 }

/** @param ledgerWith the address of the page of the ledger that has the claim at this place of the chain */
export function shapeOf(
  claims: readonly ClaimInShape[],
  links: readonly LinkInShape[],
  ledgerWith: (place: number) => string,
): Shape {
  const answered = links.map(({ to }) => to)
  const cells = cellsOf(claims, answered)
  const wide = Math.min(Math.max((PAGE - NAMES) / Math.max(cells.stretches.length, 1), COLUMN.least), COLUMN.most)
  const columns = cells.stretches.map((stretch, place) => {
    const width = Math.round(wide)
    return { stretch, x: Math.round(NAMES + place * wide), width, header: headerOf(stretch, width) }
  })
  const headerHeight = Math.max(...columns.map(({ header }) => header.length), 1) * HEADER.leading + 12
  const middles = new Map(columns.map(({ stretch, x, width }) => [stretch, x + width / 2]))
  const first = (cell: Cell) => `${ledgerWith(cell.first)}#claim-${claims[cell.first]?.id}`
  const bubbles = bubblesOf(cells, { middles, headerHeight, widest: wide / 2 - 1, first })
  const lanes = cells.lanes.map(({ speakerId, name }, lane) => {
    const y = headerHeight + lane * LANE
    const lines = fitted(name, { width: NAMES - 16, size: 14, lines: 2 })
    return {
      y,
      speakerId,
      name: lines.map((text, line) => ({ text, x: 4, y: y + 24 + line * 17 })),
      bubbles: cells.cells.flatMap((cell) => (cell.lane === lane ? (bubbles.get(cell) ?? []) : [])),
    }
  })
  return {
    width: Math.max(PAGE, Math.ceil(NAMES + columns.length * wide)),
    height: headerHeight + lanes.length * LANE,
    headerHeight,
    columns,
    lanes,
    arcs: arcsOf(links, (claim) => bubbles.get(cells.cellOf.get(claim) as Cell)),
  }
}

interface Where {
  middles: ReadonlyMap<string, number>
  headerHeight: number
  widest: number
  first(cell: Cell): string
}

/** A bubble’s area says how many claims it stands for. */
function bubblesOf({ cells, lanes }: Cells, { middles, headerHeight, widest, first }: Where): Map<Cell, Bubble> {
  const largest = Math.max(...cells.map(({ claims }) => claims), 2)
  const most = Math.max(Math.min(BUBBLE.most, widest), BUBBLE.least)
  return new Map(
    cells.map((cell) => {
      const { claims, lane, stretch } = cell
      const radius = BUBBLE.least + (most - BUBBLE.least) * Math.sqrt((claims - 1) / (largest - 1))
      const bubble = {
        x: Math.round(middles.get(stretch) ?? 0),
        y: headerHeight + lane * LANE + LANE / 2,
        radius: Math.round(radius * 10) / 10,
        claims,
        href: first(cell),
        label: words.chain.bubble({ name: lanes[lane]?.name ?? '', claims, when: stretchInWords(stretch) }),
      }
      return [cell, bubble]
    }),
  )
}

/** Contradictions from one bubble to another; the thicker, the more there are. */
function arcsOf(links: readonly LinkInShape[], bubbleOf: (claim: number) => Bubble | undefined): Shape['arcs'] {
  const between = new Map<Bubble, Map<Bubble, number>>()
  for (const link of links) {
    const [from, to] = [bubbleOf(link.from), bubbleOf(link.to)]
    if (!from || !to || from === to) continue
    const answered = between.get(from) ?? new Map<Bubble, number>()
    between.set(from, answered.set(to, (answered.get(to) ?? 0) + 1))
  }
  return Array.from(between, ([from, answered]) => Array.from(answered, ([to, count]) => ({ from, to, count })))
    .flat()
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_ARCS)
    .map(({ from, to, count }) => ({
      ...arcBetween(from, to),
      width: Math.round((1 + Math.log2(count)) * 10) / 10,
    }))
}

const SHORT_DAY = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const SHORT_MONTH = new Intl.DateTimeFormat(words.locale, { month: 'short', timeZone: 'UTC' })

function headerOf(stretch: string, width: number): string[] {
  const year = stretch.slice(0, 4)
  if (stretch === '') return fitted(words.chain.noDay, { width: width - HEADER.margin, size: HEADER.size, lines: 3 })
  if (stretch.length === 4) return [year]
  if (stretch.length === 7) return [SHORT_MONTH.format(new Date(`${stretch}-01`)), year]
  return [...SHORT_DAY.format(new Date(stretch)).split(' '), year]
}

function stretchInWords(stretch: string): string {
  if (stretch === '') return words.chain.noDay
  if (stretch.length === 4) return stretch
  return stretch.length === 7 ? monthInWords(`${stretch}-01`) : daysInWords(stretch, stretch)
}
