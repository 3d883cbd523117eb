import { z } from 'zod'
import { ArticleUrl, PublishedOn } from '../articles/article.schema'
import { namesOf } from '../claims/claim'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { REPLY_WAYS } from './reply'

export const ReplyWords = line(5_000, words.replies.giveWords)
export const ReplyName = line(200, words.replies.sayWhose)
export const RepliedOn = PublishedOn
export const ReplyWayName = z.enum(namesOf(REPLY_WAYS), words.refusals.noneOf(namesOf(REPLY_WAYS).join(', ')))
export const ReplyUrl = optionalLine(2_000).pipe(ArticleUrl.nullable())

const formId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .nullable()
  .catch(null)

/** What the editor's form sends. */
export const ReplyForm = z.object({
  by: ReplyName,
  /** Which speaker of this name; "none" is somebody else who bears it. */
  speaker: z.union([z.literal('none'), formId]).default(null),
  /** The name that this was chosen for. */
  chosenFor: ReplyName.nullable().catch(null).default(null),
  words: ReplyWords,
  repliedOn: RepliedOn,
  way: ReplyWayName,
  url: ReplyUrl,
  correction: formId.default(null),
})
