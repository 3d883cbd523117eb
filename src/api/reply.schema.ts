import { z } from 'zod'
import { RepliedOn, ReplyName, ReplyUrl, ReplyWayName, ReplyWords } from '../corrections/reply.schema'
import { Id, IdMember, NOTHING_NAMED, namesSomething, rowMembers, StateName, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'

const members = {
  by: z
    .union(
      [z.strictObject({ speakerId: IdMember }), z.strictObject({ name: ReplyName })],
      'Give {"speakerId"}, or {"name"} for somebody who is no speaker here.',
    )
    .describe('A speaker by number, or the name of somebody who is none here.'),
  words: ReplyWords.describe('Plain text, shown with its paragraphs.'),
  repliedOn: RepliedOn,
  way: ReplyWayName.describe('How the reply came.'),
  url: ReplyUrl.describe('Where it was published, if it was.'),
  correctionId: IdMember.nullable().describe('The request that it came with.'),
}

export const NewReply = z
  .strictObject({ ...members, url: members.url.exactOptional(), correctionId: members.correctionId.exactOptional() })
  .register(requestShapes, { id: 'NewReply' })

/** Members left out stay as they are. */
export const ReplyChange = z
  .strictObject({
    by: members.by.exactOptional(),
    words: members.words.exactOptional(),
    repliedOn: members.repliedOn.exactOptional(),
    way: members.way.exactOptional(),
    url: members.url.exactOptional(),
    correctionId: members.correctionId.exactOptional(),
  })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'ReplyChange' })

export const Reply = z
  .strictObject({
    ...rowMembers,
    state: StateName,
    claimId: Id,
    by: z
      .strictObject({ speakerId: Id.nullable(), name: z.string() })
      .describe('Whose words these are; without a number, a name that is no speaker’s here.'),
    words: z.string(),
    repliedOn: z.iso.date(),
    way: ReplyWayName,
    url: z.string().nullable(),
    ...timeMembers,
  })
  .register(answerShapes, { id: 'Reply' })
