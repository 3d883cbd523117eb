import { z } from 'zod'
import { namesOf } from '../claims/claim'
import { CORRECTION_KINDS } from '../corrections/correction'
import { AnswerWords, ChangeWords, CorrectionStateName, HistoryId, OutcomeName } from '../corrections/correction.schema'
import { MOST_IN_A_YEAR } from '../corrections/corrections.queries'
import { ClaimInList } from './claim.schema'
import { Id, rowMembers, Time, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'

export const CorrectionPageQuery = z.strictObject({
  ...PageQuery.shape,
  state: CorrectionStateName.optional().describe('Only those in this state.'),
})

export const NewOutcome = z
  .strictObject({
    outcome: OutcomeName,
    answer: AnswerWords.exactOptional().describe('To the sender; needed unless it is spam.'),
    changeWords: ChangeWords.exactOptional().describe(
      'What was changed, for the public log; needed if it is corrected.',
    ),
    changeHistoryId: HistoryId.nullable().exactOptional().describe('The row of history that changed it.'),
  })
  .register(requestShapes, { id: 'NewOutcome' })

export const Correction = z
  .strictObject({
    ...rowMembers,
    claimId: Id,
    linkId: Id.nullable().describe('The claim’s link that is said to be wrong.'),
    kind: z.enum(namesOf(CORRECTION_KINDS)),
    words: z.string(),
    sourceUrl: z.string().nullable(),
    state: CorrectionStateName,
    assignedToId: Id.nullable(),
    answer: z.string().nullable().describe('To the sender.'),
    changeWords: z.string().nullable().describe('In the public log.'),
    changeHistoryId: HistoryId.nullable(),
    senderIsKnown: z.boolean().describe('Whether there is a name or an e-mail address, which pages alone show.'),
    closedAt: Time.nullable(),
    ...timeMembers,
  })
  .register(answerShapes, { id: 'Correction' })

export const CorrectionPage = pageOf(Correction).register(answerShapes, { id: 'CorrectionPage' })

export const CorrectionLog = z
  .strictObject({
    year: z
      .strictObject({
        year: z.int(),
        asked: z.int().min(0).max(MOST_IN_A_YEAR).describe('Asked for since it began, without spam.'),
        corrected: z.int().min(0).max(MOST_IN_A_YEAR).describe('How many of these were made.'),
        more: z.boolean().describe(`Whether more were asked for than these ${MOST_IN_A_YEAR}.`),
      })
      .describe('This year, by UTC.'),
    ...pageOf(
      z.strictObject({
        id: Id,
        claimId: Id.describe('The claim as it is now; it need not be public any more.'),
        kind: z.enum(namesOf(CORRECTION_KINDS)).describe('What was said to be wrong.'),
        changeWords: z.string().describe('What was changed.'),
        closedAt: z.iso.datetime().describe('When; UTC, to the millisecond.'),
        claim: ClaimInList.nullable().describe('Null where it is not public now.'),
      }),
    ).shape,
  })
  .register(answerShapes, { id: 'CorrectionLog' })
