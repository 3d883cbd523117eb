import type { Zone } from '../../src/articles/zone'
import { CodePoints } from '../../src/quotes/code-points'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { sentences } from '../../src/quotes/sentences'
import type { ZonedText } from './zoned-texts'

export type Proposer = (text: string, language: string) => TextPositionSelector[]

export interface ZoneScore {
  /** Characters that are not spaces: of what is not the article’s own, and of these what was proposed. */
  own: number
  boilerplate: number
  found: number
  /** Sentences of the article of which a proposal takes any letter. */
  wrong: string[]
  /** What was not proposed, a line each. */
  missed: string[]
}

/** How well a proposer does on texts whose zones are known. */
export function scoreOf(texts: readonly ZonedText[], propose: Proposer): ZoneScore {
  const score: ZoneScore = { own: 0, boilerplate: 0, found: 0, wrong: [], missed: [] }
  for (const { name, text, language, zones } of texts) {
    const points = new CodePoints(text)
    const characters = [...text]
    const isZone = covered(points.length, zones)
    const isProposed = covered(points.length, propose(text, language))
    for (const [at, character] of characters.entries()) {
      if (/\s/.test(character)) continue
      score[isZone[at] ? 'boilerplate' : 'own'] += 1
      if (isZone[at] && isProposed[at]) score.found += 1
    }
    for (const { start, end } of sentences(points, language)) {
      const places = Array.from({ length: end - start }, (_, index) => start + index).filter((at) =>
        /\S/.test(characters[at] ?? ''),
      )
      const line = `${name}: ${points.slice(start, end)}`
      if (places.some((at) => isProposed[at] && !isZone[at])) score.wrong.push(line)
      if (places.some((at) => isZone[at] && !isProposed[at])) score.missed.push(line)
    }
  }
  return score
}

function covered(length: number, zones: readonly TextPositionSelector[]): boolean[] {
  const isCovered = new Array<boolean>(length).fill(false)
  for (const { start, end } of zones) isCovered.fill(true, start, end)
  return isCovered
}

/** Controls that have to fail: nothing is a zone, and every line that is short is one. */
export const proposeNothing: Proposer = () => []

export const proposeShortLines: Proposer = (text) => {
  const points = new CodePoints(text)
  return [...text.matchAll(/[^\n]+/g)]
    .filter(([line]) => line.trim().split(/\s+/).length <= 12)
    .map(
      ({ 0: line, index }): Zone => ({
        start: points.offsetAt(index),
        end: points.offsetAt(index + line.length),
        kind: 'other',
      }),
    )
}
