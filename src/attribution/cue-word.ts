import type { TokenizedText, TokenRange } from './tokenized-text'

/** What stands before the word that says it, in a cue: "has also said". */
const NOT_THE_WORD = new Set(
  "is are was were be been being has have had will would may might can could should do does did also not n't never just then later again even still".split(
    ' ',
  ),
)

/** The word of a cue by which it is known: of "has also said in a statement" the third. */
export function cueWord({ tokens }: TokenizedText, { from, to }: TokenRange): number {
  for (let at = from; at < to; at += 1) {
    const { lower } = tokens[at] as { lower: string }
    if (/^\p{L}/u.test(lower) && !NOT_THE_WORD.has(lower) && !lower.endsWith('ly')) return at
  }
  return from
}
