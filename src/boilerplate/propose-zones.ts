import { MOST_ZONES, type ProposedZone } from '../articles/zone'
import { CodePoints } from '../quotes/code-points'
import { markAppeals } from './appeals'
import { markCaptions } from './captions'
import { lexiconFor } from './lexicons/lexicons'
import { linesOf } from './line'
import { markLastLines, markLinks } from './links'
import { markNeighbours } from './neighbours'
import { markNotices } from './notices'
import { Page } from './page'
import { sentencesThatAsk } from './sentences-that-ask'
import { markThreads } from './threads'

/**
 * A line costs some 6 µs, however short: with so many the page waits for 1.5 s. Of articles’ lines 5 MB hold up to
 * 100,000.
 */
const MOST_LINES = 250_000

/**
 * What of a plain text seems not to be the article’s own, each with its reason: whole lines, or whole sentences at a
 * paragraph’s end. In code points, in the order of the text, none overlapping, `MOST_ZONES` at most. An editor confirms
 * them. Where a rule is in doubt, it proposes nothing: an appeal left in the text is seen at once, a paragraph folded
 * away is not.
 *
 * The time it takes grows with the text.
 *
 * @param language an article’s language tag; of one that no lexicon knows only shapes are looked at; `und` is guessed
 */
export function proposeZones(text: string | CodePoints, language: string): ProposedZone[] {
  const points = CodePoints.of(text)
  const lexicon = lexiconFor(language, points.text)
  const lines = linesOf(points, lexicon)
  if (lines.length > MOST_LINES) return []
  const page = new Page(lines)
  for (const rule of [markThreads, markNotices, markCaptions, markLinks, markAppeals, markLastLines, markNeighbours])
    rule(page)
  // A text in which nothing is left is no article, and whatever it is, an editor has to look at it.
  if (page.marks.every((mark) => mark !== undefined)) return []
  return longestOf([...zonesOfLines(points, page), ...sentencesThatAsk(points, page, lexicon, language)])
}

/** Marked lines that follow one another, of one kind, are one zone. */
function zonesOfLines(points: CodePoints, page: Page): ProposedZone[] {
  const zones: ProposedZone[] = []
  let open: ProposedZone | undefined
  for (const [at, line] of page.lines.entries()) {
    const mark = page.marks[at]
    if (open && mark?.kind === open.kind) open.end = points.offsetAt(line.to)
    else if (mark) {
      open = { start: points.offsetAt(line.from), end: points.offsetAt(line.to), ...mark }
      zones.push(open)
    } else open = undefined
  }
  return zones
}

/** All of them in the order of the text, or the longest, where there are more than a text may have. */
function longestOf(zones: ProposedZone[]): ProposedZone[] {
  const length = ({ start, end }: ProposedZone) => end - start
  return zones
    .toSorted((a, b) => length(b) - length(a) || a.start - b.start)
    .slice(0, MOST_ZONES)
    .sort((a, b) => a.start - b.start)
}
