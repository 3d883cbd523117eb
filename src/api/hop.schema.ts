import { z } from 'zod'
import { BasisName, MediumName, SaidOnText, SaidOnWords, Selector, WordingName } from '../claims/claim.schema'
import { MOST_HOPS } from '../claims/hops'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { Day, Id } from './common.schema'
import { answerShapes } from './components'

/** Hops as they are sent; `speaker` is how a body names somebody. */
export const newHops = <Speaker extends z.ZodType<SpeakerReference>>(speaker: Speaker) =>
  z
    .array(
      z.strictObject({
        speaker: speaker.describe('Who passed it on, by number or name.'),
        source: Selector.nullable().optional().describe('The words that name who passed it on.'),
        cue: Selector.nullable().optional().describe('The words that name the passing on: “citing”.'),
        medium: MediumName.default('unknown'),
        wording: WordingName.default('indirect').describe('Whose words were passed on.'),
        saidOn: SaidOnText.describe('When it was passed on: EDTF; null is not stated.'),
        saidOnBasis: BasisName.default('not_stated'),
        saidOnWords: SaidOnWords,
      }),
      'Give a list: who passed it on.',
    )
    .max(MOST_HOPS, `At most ${MOST_HOPS} hops.`)
    .describe(
      'Through whom it came from the speaker to the article, next to the speaker first: of “A, citing B, citing the ' +
        'ministry” in an article by A, B alone. The article’s outlet is the last and needs no mention.',
    )

/** The words of a hop, where they are. */
const HopSpan = z
  .strictObject({ exact: z.string(), prefix: z.string(), suffix: z.string(), start: z.int(), end: z.int() })
  .nullable()

export const Hop = z
  .strictObject({
    speaker: z.strictObject({ id: Id, name: z.string() }),
    source: HopSpan,
    cue: HopSpan,
    medium: MediumName,
    wording: WordingName,
    saidOn: z.string().nullable(),
    saidOnEarliest: Day,
    saidOnLatest: Day,
    saidOnBasis: BasisName,
    saidOnWords: z.string().nullable(),
  })
  .register(answerShapes, { id: 'Hop' })
