import fs from 'node:fs'
import path from 'node:path'
import { CodePoints } from '../../src/quotes/code-points'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { linesOf } from '../workbench/gold'

/** A text of which somebody marked by hand what is not the article’s own. */
export interface ZonedText {
  name: string
  text: string
  language: string
  /** In the order of the text. */
  zones: TextPositionSelector[]
}

/** The twenty of `bench/anchoring/zones/` (its README says how they were made). */
export function inventedTexts(): { tunedOn: ZonedText[]; heldOut: ZonedText[] } {
  const folder = path.resolve('bench/anchoring/zones')
  const lines = linesOf<GoldLine>(path.join(folder, 'gold.jsonl'))
  const textsOf = (heldOut: boolean) =>
    lines.filter(({ held_out }) => held_out === heldOut).map((line) => inventedText(folder, line))
  return { tunedOn: textsOf(false), heldOut: textsOf(true) }
}

/** The articles of a collection that `GAINSAY_REAL_ARTICLES` names (docs/contributing.md); none where it is unset. */
export function realTexts(): ZonedText[] {
  const folder = process.env.GAINSAY_REAL_ARTICLES
  if (!folder) return []
  return linesOf<{ article: string; boilerplate?: TextPositionSelector[] }>(
    path.join(folder, 'gold', 'statements.jsonl'),
  ).map(({ article, boilerplate = [] }) => ({
    name: article,
    text: fs.readFileSync(path.join(folder, 'articles', article), 'utf8'),
    language: 'en',
    zones: boilerplate,
  }))
}

interface GoldLine {
  text: string
  language: string
  held_out: boolean
  /** Each by the words that it begins and ends with, in the order of the text. */
  zones: { kind: string; first: string; last: string }[]
}

function inventedText(folder: string, { text: name, language, zones }: GoldLine): ZonedText {
  const text = fs.readFileSync(path.join(folder, name), 'utf8')
  const points = new CodePoints(text)
  let behind = 0
  const placed = zones.map(({ first, last }) => {
    const start = text.indexOf(first, behind)
    const end = text.indexOf(last, start)
    if (start < 0 || end < 0) throw new Error(`${name} has no “${start < 0 ? first : last}” there`)
    behind = end + last.length
    return { start: points.offsetAt(start), end: points.offsetAt(behind) }
  })
  return { name, text, language, zones: placed }
}
