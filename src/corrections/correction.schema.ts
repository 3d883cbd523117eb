import { z } from 'zod'
import { ArticleUrl } from '../articles/article.schema'
import { namesOf } from '../claims/claim'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { CORRECTION_KINDS, CORRECTION_STATES, OUTCOMES } from './correction'

export const EmailAddress = z
  .string()
  .max(254, words.corrections.longEmail)
  .regex(/^[^@\s]+@[^@\s]+$/, words.corrections.noEmail)

/** An empty field, or a missing one, is null. */
const orNothing = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  optionalLine(2_000).pipe(schema.nullable())

/** What a reader sends, beside the seal and the field that has to stay empty. */
export const CorrectionForm = z
  .object({
    kind: z.enum(namesOf(CORRECTION_KINDS), words.corrections.chooseKind),
    link: orNothing(
      z
        .string(words.corrections.chooseLink)
        .regex(/^[1-9]\d{0,8}$/, words.corrections.chooseLink)
        .transform(Number),
    ),
    words: line(10_000, words.corrections.sayWhatIsWrong),
    sourceUrl: orNothing(ArticleUrl),
    name: optionalLine(200),
    email: orNothing(EmailAddress),
  })
  .superRefine(({ kind, link }, context) => {
    if (kind === 'wrong_link' && link === null)
      context.addIssue({ code: 'custom', path: ['link'], message: words.corrections.chooseWrongLink })
  })
  .transform((form) => ({ ...form, link: form.kind === 'wrong_link' ? form.link : null }))

export const CorrectionStateName = z.enum(
  namesOf(CORRECTION_STATES),
  words.refusals.noneOf(namesOf(CORRECTION_STATES).join(', ')),
)
export const OutcomeName = z.enum(OUTCOMES, words.refusals.noneOf(OUTCOMES.join(', ')))

/** To the sender. */
export const AnswerWords = optionalLine(5_000)
/** For the public log. */
export const ChangeWords = optionalLine(500)

export const HistoryId = z.int(words.corrections.noChangeNumber).min(1).max(Number.MAX_SAFE_INTEGER)
