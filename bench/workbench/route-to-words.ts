import { isClauseStop, wordStops } from '../../src/browser/word-stops'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { spansWritten } from '../../src/quotes/written-spans'
import type { PageState } from './page-state'

type Spans = TextPositionSelector[]

/** Keys that lead from the words that the form has to others: the first of them, and how many keydowns all take. */
export interface Route {
  key: string
  cost: number
}

/** The cheapest way to some words, by trimming what is selected or what another reading would select; null for none. */
export function routeToWords(text: readonly string[], state: PageState, wanted: Spans): Route | null {
  const routes: Route[] = []
  const trimming = trim(text, state.spans, wanted)
  // What was split is not thrown away because trimming it takes longer than was thought.
  if (trimming && state.spans.length > 1) return trimming
  if (trimming) routes.push(trimming)
  const { readings } = state
  const shown = readings.findIndex(({ isShown }) => isShown)
  for (let on = 1; on < readings.length; on += 1) {
    const spans = spansWritten(readings[(shown + on) % readings.length]?.spans ?? '')
    const rest = spans && restOf(text, spans, wanted)
    if (rest !== null && rest !== undefined) routes.push({ key: 'a', cost: on + rest })
  }
  const whole = wholeSentences(state)
  const fromWhole = whole && restOf(text, [whole], wanted)
  if (fromWhole !== null && fromWhole !== undefined) routes.push({ key: 'Escape', cost: 1 + fromWhole })
  return routes.toSorted((a, b) => a.cost - b.cost)[0] ?? null
}

function restOf(text: readonly string[], from: Spans, to: Spans): number | null {
  return isSame(from, to) ? 0 : (trim(text, from, to)?.cost ?? null)
}

export const isSame = (one: Spans, other: Spans) =>
  one.length === other.length &&
  one.every(({ start, end }, place) => other[place]?.start === start && other[place]?.end === end)

function wholeSentences({ under, sentences }: PageState): TextPositionSelector | null {
  const [first, last] = [under[0], under.at(-1)].map((start) => sentences.find((one) => one.start === start))
  return first && last ? { start: first.start, end: last.end } : null
}

/** By the keys that move the newest span's ends, and by splitting where one more is wanted. */
function trim(text: readonly string[], from: Spans, to: Spans): Route | null {
  const [newest, goal] = [from.at(-1), to[from.length - 1]]
  if (!newest || !goal || from.length > to.length || !isSame(from.slice(0, -1), to.slice(0, from.length - 1)))
    return null
  const steps = [side(text, newest, goal, 'start'), side(text, newest, goal, 'end')]
  if (steps.some((one) => one === null)) return null
  const [start, end] = steps as { key: string; cost: number }[]
  const cost = (start?.cost ?? 0) + (end?.cost ?? 0)
  // A start does not move behind the end: that one goes first.
  const isStartFirst = start && start.cost > 0 && (goal.start < newest.end || end?.cost === 0)
  const first = isStartFirst ? start.key : end?.key
  if (cost > 0 && first) return { key: first, cost: cost + (to.length - from.length) * SPLIT }
  return to.length > from.length ? { key: 'x', cost: (to.length - from.length) * SPLIT } : null
}

/** What a split costs, with what has to be trimmed of what it selects: only seen when it is done. */
const SPLIT = 3

const KEYS = {
  start: { words: ['b', 'f'], clauses: ['-', '='] },
  end: { words: ['[', ']'], clauses: [',', '.'] },
} as const

/** By words, or by clauses as far as they go and then by words. */
function side(text: readonly string[], from: TextPositionSelector, to: TextPositionSelector, end: 'start' | 'end') {
  // Those of its lines alone: keys that trim don’t leave them.
  const stops = wordStops(text, from)[end]
  if (from[end] === to[end]) return { key: '', cost: 0 }
  if (!stops.includes(to[end])) return null
  const clauses = stops.filter((stop) => isClauseStop(text, stop, end))
  // Neither end runs over the other on its way.
  const [lowest, highest] =
    end === 'start' ? [0, Math.max(from.end, to.end)] : [Math.min(from.start, to.start), text.length]
  const free = clauses.filter((stop) => stop > lowest && stop < highest)
  const ways = [...free, from[end]].map((over) => {
    const [first, rest] = [keysBetween(clauses, from[end], over), keysBetween(stops, over, to[end])]
    const [back, on] = [KEYS[end].clauses, KEYS[end].words]
    const word = on[to[end] < over ? 0 : 1]
    const clause = back[over < from[end] ? 0 : 1]
    return { key: first > 0 ? clause : word, cost: first + rest }
  })
  return ways.toSorted((a, b) => a.cost - b.cost)[0] ?? null
}

const keysBetween = (stops: readonly number[], from: number, to: number) =>
  stops.filter((stop) => (to < from ? stop >= to && stop < from : stop > from && stop <= to)).length
