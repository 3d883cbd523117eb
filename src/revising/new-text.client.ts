import { setImmediate } from 'node:timers/promises'
import type { CodePoints } from '../quotes/code-points'
import { RULES } from '../quotes/reanchor'
import type { ReanchorRules } from '../quotes/reanchored'
import { TextComparison } from '../quotes/text-comparison'
import { inThread } from '../threads/thread.client'
import { type Compared, lookIn, type Passage } from './compare-texts'
import type { AskedOfTexts } from './comparing-thread'

/** Looks for passages of an older text; what was found of each, in their order. */
export type Look = (before: string, passages: readonly Passage[], rules?: ReanchorRules) => Promise<Compared[]>

/**
 * UTF-16 units of both texts up to which they are compared where they are: two long features, in some 30 ms, where a thread
 * takes 60 to start. Two texts of 5 MB with 2,000 statements take seconds, in which nobody else would be answered.
 */
const LONGEST_HERE = 150_000

/**
 * Compares older texts of an article with a new one: where one of them is long, in a thread of its own (`inThread`, and what it
 * throws).
 *
 * @param before the lengths of the texts that may be looked from, in UTF-16 units or in code points
 */
export function inNewText<Result>(
  text: CodePoints,
  before: readonly number[],
  use: (look: Look) => Promise<Result>,
): Promise<Result> {
  if (text.text.length + Math.max(...before) <= LONGEST_HERE) return use(lookingHere(text))
  return inThread<AskedOfTexts, Compared[], Result>('revising/comparing-thread', text.text, (ask) => {
    let last: string | null = null
    return use((before, passages, rules = RULES) => {
      // A text of 5 MB is sent once, however often it is asked of.
      const asked = {
        before: before === last ? null : before,
        passages: passages.map(({ spans }) => ({ spans })),
        rules,
      }
      last = before
      return ask(asked)
    })
  })
}

function lookingHere(text: CodePoints): Look {
  let last: { before: string; comparison: TextComparison } | null = null
  return async (before, passages, rules) => {
    if (last?.before !== before) {
      // Of dozens of texts that are short by themselves; between two of them others are answered.
      await setImmediate()
      last = { before, comparison: new TextComparison(before, text) }
    }
    return lookIn(last.comparison, passages, rules)
  }
}
