import { workerData } from 'node:worker_threads'
import { CodePoints } from '../quotes/code-points'
import type { ReanchorRules } from '../quotes/reanchored'
import { TextComparison } from '../quotes/text-comparison'
import { answering } from '../threads/answering'
import { type Compared, lookIn, type Passage } from './compare-texts'

/** What a thread is asked: passages of an older text; the text where it is another than in the ask before. */
export interface AskedOfTexts {
  before: string | null
  passages: readonly Passage[]
  rules: ReanchorRules
}

/** What `inNewText` starts: looks for passages of older texts in the one that it is given. */
const after = new CodePoints(workerData as string)
let comparison: TextComparison | null = null

answering<AskedOfTexts, Compared[]>(({ before, passages, rules }) => {
  if (before !== null) comparison = new TextComparison(before, after)
  if (!comparison) throw new Error('No text to compare with was given')
  return lookIn(comparison, passages, rules)
})
