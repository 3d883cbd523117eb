import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES, WORDINGS } from '../claims/claim'
import { SAID_ON_BASES } from '../claims/said-on'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { Id } from './common.schema'
import { answerShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'

const Placed = z.strictObject({ start: z.int().min(0), end: z.int().min(1), exact: z.string() })

const because = z.string().nullable().describe('The words of the text that it comes from; null where there are none.')

export const SuggestedStatement = z
  .strictObject({
    statement: z
      .strictObject({
        article: Id,
        content: z.array(Placed),
        source: Placed.nullable(),
        cue: Placed.nullable(),
        speakers: z.array(z.strictObject({ name: z.string(), kind: z.enum(SPEAKER_KINDS) })),
        saidOn: z.string().nullable(),
        saidOnBasis: z.enum(SAID_ON_BASES),
        saidOnWords: z.string().nullable(),
        medium: z.enum(namesOf(MEDIUMS)),
        stance: z.enum(namesOf(STANCES)),
        wording: z.enum(namesOf(WORDINGS)),
      })
      .describe('As POST /api/v1/statements takes it, once somebody has looked at it.'),
    because: z.strictObject({ speakers: because, saidOn: because, medium: because, stance: because }),
  })
  .register(answerShapes, { id: 'SuggestedStatement' })

export const SuggestedStatementPage = pageOf(SuggestedStatement).register(answerShapes, {
  id: 'SuggestedStatementPage',
})

/** Each is read with a model; fifty take less than a second. */
const MOST = 50
const USUAL = 20

/** By place in the text. */
export const SuggestionQuery = z.strictObject({
  cursor: PageQuery.shape.cursor,
  limit: z
    .string()
    .regex(/^\d{1,2}$/, `Write a whole number from 1 to ${MOST}.`)
    .transform(Number)
    .pipe(z.int().min(1, 'At least 1.').max(MOST, `At most ${MOST}.`))
    .default(USUAL)
    .describe(`How many at most; ${MOST} is the most.`),
})
