import { z } from 'zod'
import { namesOf } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { MOST_LINKED, MOST_ROWS, MOST_SPEAKERS } from '../records/matrix.queries'
import { STANDS } from '../records/matrix-place'
import { ClaimInList } from './claim.schema'
import { Id, Page } from './common.schema'
import { answerShapes } from './components'

const Somebody = z.strictObject({ id: Id, name: z.string() })

const Stand = z.strictObject({
  stand: z
    .enum(STANDS)
    .describe(
      'says: this or something like it; against: denies, contradicts, corrects or walks it back; declines: to answer; doesNotDispute: ' +
        'lets it stand; through: only others tell that they said so.',
    ),
  claim: z.strictObject({ id: Id, page: Page }).describe('What they say.'),
  speakers: z.array(Somebody).min(1),
  toldBy: z.array(z.string()).nullable().describe('Who alone tells of it; null where it is reported by itself.'),
  link: z
    .strictObject({
      relation: z.enum(namesOf(RELATIONS)),
      answers: z.boolean().describe('Whether their claim is the answering one.'),
    })
    .nullable()
    .describe('Between their claim and the row’s; null where it is the row’s.'),
})

export const Matrix = z
  .strictObject({
    chain: z.strictObject({ id: Id, page: Page, title: z.string().nullable() }),
    page: Page,
    answered: z
      .int()
      .min(0)
      .describe('How many claims of the chain somebody is against, declines to answer or lets stand.'),
    rows: z
      .array(
        z.strictObject({
          claim: ClaimInList,
          stands: z
            .array(Stand)
            .min(1)
            .describe('Where somebody stands on it: who says it first, then the others by their links.'),
          moreLinks: z.boolean().describe(`Whether more than the ${MOST_LINKED} links that were looked at are there.`),
          silent: z
            .array(Somebody)
            .nullable()
            .describe(
              'Who speaks in the chain, and has nothing on record about this claim; null where that can’t be told of all.',
            ),
        }),
      )
      .max(MOST_ROWS)
      .describe('Those that most are on record about, in the order said.'),
    speakers: z.array(Somebody.extend({ isDescribed: z.boolean() })).describe('Who speaks in the chain.'),
    moreSpeakers: z.boolean().describe(`Whether more than ${MOST_SPEAKERS} do; then nobody is called silent.`),
  })
  .register(answerShapes, { id: 'Matrix' })
