import { MOST_ZONES, type ProposedZone } from '../articles/zone'
import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { sentences } from '../quotes/sentences'
import { words } from '../words/words'
import { asksStrongly, wordsOfAppeal } from './appeals'
import type { Lexicon } from './lexicon'
import { has, type Line, linesOf } from './line'
import type { Page } from './page'

/** Longer paragraphs are left alone; a footer that was glued to a paragraph makes it no longer than that. */
const LONGEST_PARAGRAPH = 150

/**
 * Sentences at the end of a paragraph of the article that ask the reader for something: “… on Tuesday. Sign up for our
 * newsletter here.” Between other sentences it is the article’s voice.
 */
export function sentencesThatAsk(points: CodePoints, page: Page, lexicon: Lexicon, language: string): ProposedZone[] {
  const zones: ProposedZone[] = []
  for (const [at, line] of page.lines.entries()) {
    // Each is split into sentences by itself, which is dear; a text may have no more zones than these.
    if (zones.length === MOST_ZONES) break
    const isLikely = has(line, 'asks') || has(line, 'pleas')
    if (page.marks[at] !== undefined || !isLikely || line.size > LONGEST_PARAGRAPH) continue
    const zone = lastOf(line, lexicon, language)
    if (zone === null) continue
    const start = points.offsetAt(line.from)
    zones.push({ ...zone, start: start + zone.start, end: start + zone.end })
  }
  return zones
}

/** In code points of the line. */
function lastOf({ text }: Line, lexicon: Lexicon, language: string): ProposedZone | null {
  const points = new CodePoints(text)
  const all = sentences(points, language)
  if (all.length < 2) return null
  const asking = all.map((place) => lineOfSentence(points, place, lexicon))
  const lastOther = asking.findLastIndex((line) => line === undefined || !asksStrongly(line) || !has(line, 'offers'))
  const [first, last] = [all[lastOther + 1], all.at(-1)]
  const found = asking[lastOther + 1]
  if (lastOther < 0 || !first || !last || !found) return null
  const reason = words.boilerplate.addressesReader(wordsOfAppeal(found))
  return { start: first.start, end: last.end, kind: 'appeal', reason }
}

function lineOfSentence(points: CodePoints, { start, end }: TextPositionSelector, lexicon: Lexicon): Line | undefined {
  return linesOf(new CodePoints(points.slice(start, end)), lexicon)[0]
}
