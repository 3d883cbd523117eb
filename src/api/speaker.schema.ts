import { z } from 'zod'
import { NewSpeakerBody } from '../speakers/speaker.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { ClaimInList } from './claim.schema'
import { rowMembers, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'

export const NewSpeaker = NewSpeakerBody.register(requestShapes, { id: 'NewSpeaker' })

export const SpeakerPageQuery = PageQuery.extend({
  name: z
    .string()
    .max(200, 'No name is that long.')
    .optional()
    .describe('Only those of this very name, upper and lower case alike.'),
})

const speakerMembers = {
  ...rowMembers,
  kind: z.enum(SPEAKER_KINDS).describe('A described speaker is known only by a description.'),
  name: z.string(),
  description: z.string().nullable(),
  wikidataId: z.string().nullable(),
  ...timeMembers,
}

export const SpeakerInList = z.strictObject(speakerMembers).register(answerShapes, { id: 'SpeakerInList' })

export const Speaker = z
  .strictObject({
    ...speakerMembers,
    claims: pageOf(ClaimInList).describe('What was said, by number, a page at a time.'),
  })
  .register(answerShapes, { id: 'Speaker' })

export const SpeakerPage = pageOf(SpeakerInList).register(answerShapes, { id: 'SpeakerPage' })
