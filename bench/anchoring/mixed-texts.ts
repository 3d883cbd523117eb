import path from 'node:path'
import { CodePoints } from '../../src/quotes/code-points'
import { linesOf } from '../workbench/gold'
import type { ZonedText } from './zoned-texts'

/** How a text that was copied from a page parts its paragraphs. */
export type Separator = '\n\n' | '\n'

/**
 * Articles of others (PolNeAR’s, the folder in `GAINSAY_DATASETS`) without what stood around them, and the same with the
 * zones of an invented text laid in where such parts stand: above all, between paragraphs, below all.
 */
export function mixedTexts(folder: string, donors: readonly ZonedText[], separator: Separator) {
  const documents = linesOf<{ text: string }>(path.join(folder, 'attribution-train.jsonl'))
  const clean: ZonedText[] = []
  const mixed: ZonedText[] = []
  for (const [number, { text }] of documents.entries()) {
    const paragraphs = text
      .normalize('NFC')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const donor = donors[number % donors.length]
    if (!donor || paragraphs.length < 3) continue
    const name = `${number} with ${donor.name}`
    clean.push({ name, text: paragraphs.join(separator), language: 'en', zones: [] })
    mixed.push({ name, language: 'en', ...laidIn(paragraphs, donor, number, separator) })
  }
  return { clean, mixed }
}

function laidIn(paragraphs: string[], donor: ZonedText, number: number, separator: Separator) {
  const points = new CodePoints(donor.text)
  const before = paragraphs.map((): string[] => [])
  const below: string[] = []
  for (const [place, { start, end }] of donor.zones.entries()) {
    const words = points.slice(start, end)
    if (start < points.length * 0.03) before[0]?.push(words)
    else if (start > points.length * 0.75 || /^\d+ (?:Comments|thoughts)/.test(words)) below.push(words)
    // Any paragraph but the headline, the same in each run.
    else before[1 + ((number * 7 + place * 3) % (paragraphs.length - 1))]?.push(words)
  }
  const parts = paragraphs.flatMap((own, at) => [
    ...(before[at] ?? []).map((words) => ({ words, isZone: true })),
    { words: own, isZone: false },
  ])
  let text = ''
  const zones: { start: number; end: number }[] = []
  for (const { words, isZone } of [...parts, ...below.map((words) => ({ words, isZone: true }))]) {
    if (text !== '') text += separator
    const start = [...text].length
    text += words
    if (isZone) zones.push({ start, end: [...text].length })
  }
  return { text, zones }
}
