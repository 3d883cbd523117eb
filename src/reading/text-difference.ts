import { diffWordsWithSpace } from 'diff'
import type { DifferenceShown } from './revision.pages'

/** What differs between two texts, by paragraphs and their words. */
export function differenceShown(before: string, after: string): DifferenceShown {
  const paragraphs: DifferenceShown['paragraphs'] = [[]]
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    const is = added ? 'new' : removed ? 'gone' : 'kept'
    for (const [at, line] of value.split('\n').entries()) {
      if (at > 0) paragraphs.push([])
      if (line !== '') paragraphs.at(-1)?.push({ words: line, is })
    }
  }
  return { paragraphs: paragraphs.filter((runs) => runs.length > 0) }
}
