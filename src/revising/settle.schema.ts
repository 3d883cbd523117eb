import { z } from 'zod'
import type { SpansGiven, WordsGiven } from '../claims/place-spans'
import { Version, Versioned } from '../web/row-numbers'
import { typed } from '../web/text-fields'
import { words } from '../words/words'

/** One field of a form comes as a string, more of a name as a list. */
const several = (longest: number) =>
  z.preprocess((sent) => (sent === undefined ? [] : [sent].flat()), z.array(typed(longest)).max(20, words.tag.tooMany))

/** A box that is there only after a refusal: the passage is meant, although it lies in a zone. */
const inZone = z
  .string()
  .optional()
  .transform((ticked) => ticked !== undefined)

/** It is where it was found. */
export const ConfirmationForm = Versioned.extend({
  candidate: z
    .string(words.revisions.noCandidate)
    .regex(/^\d{1,2}$/, words.revisions.noCandidate)
    .transform(Number),
  inZone,
})

/**
 * It is there: each part of the content by its words, and what stands before the first where that stands more than once.
 * `hop` has the words of those who passed it on, as many as the statement has, in their order; empty is not in the text.
 */
export const PointingForm = z.object({
  version: Version,
  content: several(20_000)
    .transform((parts) => parts.filter((part) => part.trim() !== ''))
    .refine((parts) => parts.length > 0, words.tag.giveWords),
  before: typed(1_000).default(''),
  source: typed(1_000).default(''),
  cue: typed(1_000).default(''),
  hop: several(1_000),
  inZone,
})

/** Which words of a hop a field of the form is for. */
export interface HopWords {
  part: 'hop_source' | 'hop_cue'
  position: number
}

export function spansGiven(form: z.output<typeof PointingForm>, hopWords: readonly HopWords[]): SpansGiven {
  const given = (exact: string | undefined): WordsGiven | null => (exact?.trim() ? { exact } : null)
  const hops: NonNullable<SpansGiven['hops']> = []
  for (const [at, { part, position }] of hopWords.entries()) {
    while (hops.length <= position) hops.push({})
    Object.assign(hops[position] as object, { [part === 'hop_source' ? 'source' : 'cue']: given(form.hop[at]) })
  }
  const [first = '', ...rest] = form.content
  return {
    content: [
      { exact: first, ...(form.before.trim() ? { prefix: form.before } : {}) },
      ...rest.map((exact) => ({ exact })),
    ],
    source: given(form.source),
    cue: given(form.cue),
    hops,
  }
}
