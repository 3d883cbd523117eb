import { CodePoints } from '../quotes/code-points'
import { type DifferencePiece, textDifference } from '../quotes/text-difference'
import { words } from '../words/words'

/** Words that both texts have, or one; `moved` has them elsewhere, in the text before or in this one. */
export interface DifferenceRun {
  words: string
  is: 'kept' | 'gone' | 'new' | 'moved away' | 'moved here'
}

/** What differs, by paragraphs; a gap stands for paragraphs that are in both texts, word for word. */
export interface DifferenceShown {
  parts: ({ kind: 'paragraph'; runs: DifferenceRun[] } | { kind: 'gap'; told: string })[]
  /** Said where there is more than a page shows. */
  leftOut: string | null
}

/**
 * Code points of both texts together that are compared for whoever opens the page: some 35,000 words each, thirty long
 * features, in some 100 ms. Two texts of 5 MB took two seconds, in which nobody else is answered.
 */
export const MOST_COMPARED = 400_000

/** Paragraphs with changes that a page shows; whoever has more looks at the two texts. */
const MOST_SHOWN = 300

const IS: Record<DifferencePiece['kind'], DifferenceRun['is']> = {
  same: 'kept',
  removed: 'gone',
  added: 'new',
  'moved away': 'moved away',
  'moved here': 'moved here',
}

/** What differs between two texts, in words: paragraphs that nothing was changed in are left out, but for their neighbours. */
export function differenceShown(before: string, after: string): DifferenceShown {
  const [was, is] = [new CodePoints(before), new CodePoints(after)]
  const paragraphs = paragraphsOf(
    textDifference(was, is).map((piece) => {
      // Of what both have the new text's signs are told; of what was moved away there is only the old place.
      const place = 'after' in piece ? piece.after : piece.before
      return { words: ('after' in piece ? is : was).slice(place.start, place.end), is: IS[piece.kind] }
    }),
  )
  const isChanged = paragraphs.map((runs) => runs.some((run) => run.is !== 'kept'))
  const parts: DifferenceShown['parts'] = []
  let [shown, skipped] = [0, 0]
  for (const [at, runs] of paragraphs.entries()) {
    const isNear = isChanged[at - 1] || isChanged[at] || isChanged[at + 1]
    if (isNear && shown < MOST_SHOWN) {
      if (skipped > 0) parts.push({ kind: 'gap', told: words.revisions.unchangedParagraphs(skipped) })
      parts.push({ kind: 'paragraph', runs })
      shown += 1
      skipped = 0
    } else if (shown < MOST_SHOWN) skipped += 1
  }
  if (skipped > 0) parts.push({ kind: 'gap', told: words.revisions.unchangedParagraphs(skipped) })
  return { parts, leftOut: shown === MOST_SHOWN ? words.revisions.firstParagraphs(MOST_SHOWN) : null }
}

/** Runs cut where a paragraph of either text ends; empty lines are none. */
function paragraphsOf(runs: readonly DifferenceRun[]): DifferenceRun[][] {
  const paragraphs: DifferenceRun[][] = [[]]
  for (const run of runs) {
    for (const [at, line] of run.words.split('\n').entries()) {
      if (at > 0) paragraphs.push([])
      if (line !== '') paragraphs.at(-1)?.push({ words: line, is: run.is })
    }
  }
  return paragraphs.filter((paragraph) => paragraph.some((run) => run.words.trim() !== ''))
}
