import { CATEGORIES, type Finding } from './lighthouse'
import type { Weights } from './visits'

/** A figure of a page, and what it is to be. */
export interface Judged {
  what: string
  found: string
  goal: string
  isReached: boolean
}

const KIB = 1024

/**
 * First and repeat visit: what 110 and 25 KiB take on slow 4G (1.6 Mbit/s) is 0.6 and 0.13 s. The rest is what the best pages of the
 * kind were measured at, and what moves no line of a text while it is read.
 */
const MOST = { first: 110 * KIB, repeat: 25 * KIB, styles: 8 * KIB, script: 0 } as const
const MOST_MS = { largestPaint: 1_500, blocked: 0 } as const
const MOST_SHIFT = 0.02

export function judgeWeights(weights: Weights): Judged[] {
  const most = (what: string, bytes: number, limit: number): Judged => ({
    what,
    found: kib(bytes),
    goal: kib(limit),
    isReached: bytes <= limit,
  })
  return [
    most('first visit', weights.first, MOST.first),
    most('repeat', weights.repeat, MOST.repeat),
    most('repeat, changed', weights.changed, MOST.repeat),
    most('CSS, gzipped', weights.styles, MOST.styles),
    most('script', weights.script, MOST.script),
  ]
}

export function judgeFinding({ scores, largestPaint, blocked, shift }: Finding): Judged[] {
  return [
    ...CATEGORIES.map((name) => {
      const score = scores[name] ?? 0
      return { what: name, found: String(score), goal: '100', isReached: score === 100 }
    }),
    mostMs('LCP', largestPaint, MOST_MS.largestPaint),
    mostMs('TBT', blocked, MOST_MS.blocked),
    mostShift('CLS', shift),
  ]
}

/** On a line that is slow in truth. What takes how long there depends on this machine as well: only what moves is judged. */
export const judgeSlowed = ({ shift }: Finding): Judged[] => [mostShift('CLS, slowed', shift)]

const mostMs = (what: string, ms: number, limit: number): Judged => ({
  what,
  found: `${ms.toFixed(0)} ms`,
  goal: `${limit} ms`,
  isReached: ms <= limit,
})

const mostShift = (what: string, shift: number): Judged => ({
  what,
  found: shift.toFixed(3),
  goal: String(MOST_SHIFT),
  isReached: shift <= MOST_SHIFT,
})

const kib = (bytes: number) => `${(bytes / KIB).toFixed(1)} KiB`
