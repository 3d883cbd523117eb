import { arrowhead, HEAD } from './arrowheads'

interface Disc {
  x: number
  y: number
  radius: number
}

/** How high an arc within a lane rises at most: to the lane above, and no further. */
const HIGHEST = 30

const round = (value: number) => Math.round(value * 10) / 10

/**
 * An arc from one bubble to another with an arrowhead, as paths. It leaves and arrives upright, above or below the bubbles;
 * within a lane it goes over it.
 */
export function arcBetween(from: Disc, to: Disc): { path: string; head: string } {
  const isLevel = from.y === to.y
  // Up is where y gets smaller.
  const leaving = isLevel || to.y < from.y ? -1 : 1
  const arriving = isLevel ? -1 : -leaving
  const start = { x: from.x, y: from.y + leaving * (from.radius + 1) }
  const end = { x: to.x, y: to.y + arriving * (to.radius + HEAD.length) }
  const rise = isLevel ? Math.min(14 + Math.abs(from.x - to.x) / 12, HIGHEST) : Math.abs(start.y - end.y) * 0.6 + 6
  const path = [
    `M${round(start.x)} ${round(start.y)}`,
    `C${round(start.x)} ${round(start.y + leaving * rise)}`,
    `${round(end.x)} ${round(end.y + arriving * rise)}`,
    `${round(end.x)} ${round(end.y)}`,
  ].join(' ')
  return { path, head: arrowhead(end, -arriving) }
}
