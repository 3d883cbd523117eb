import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { LanguageTag, line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { RIGHTS } from './rights'

/** A captured text may have 5 MiB, as bytes and as canonical text: some 800 pages of a book. */
export const LARGEST_TEXT = 5 * 1024 * 1024

export const PublishedOn = z.iso
  .date(words.intake.noDay)
  .refine((day) => day >= '1000-01-01' && day <= '2999-12-31', words.intake.dayOutOfRange)
  .refine((day) => day <= tomorrow(), words.days.yetToCome)

/** It is already tomorrow somewhere. */
const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)

export const ArticleUrl = line(2_000).pipe(z.url({ protocol: /^https?$/, error: words.intake.noAddress }))

export const Language = LanguageTag

const described = {
  headline: optionalLine(500),
  byline: optionalLine(500),
  language: z.union([z.literal('').transform(() => 'und'), Language]).default('und'),
  rights: z
    .union([z.literal('').transform(() => null), z.enum(RIGHTS), z.null()], words.intake.chooseRights)
    .default(null),
}

const publication = {
  outlet: optionalLine(200),
  outletUnknown: z.string().optional(),
  publishedOn: z.union([z.literal('').transform(() => null), PublishedOn]).default(null),
  publishedOnUnknown: z.string().optional(),
  url: z.union([z.literal('').transform(() => null), ArticleUrl]).default(null),
}

type Publication = z.output<z.ZodObject<typeof publication>>

/** What is not known has to be said: an empty field alone is a slip. */
function saidOnce(form: Publication, context: z.RefinementCtx) {
  const once = (field: 'outlet' | 'publishedOn', unknown: 'outletUnknown' | 'publishedOnUnknown', what: string) => {
    const isUnknown = form[unknown] !== undefined
    if ((form[field] === null) === isUnknown) return
    const message = isUnknown ? words.intake.givenAndUnknown : words.intake.giveOrUnknown(what)
    context.addIssue({ code: 'custom', path: [field], message })
  }
  once('outlet', 'outletUnknown', words.intake.theOutlet)
  once('publishedOn', 'publishedOnUnknown', words.intake.theDay)
}

/** What the import form sends. */
export const ImportForm = z.object({ ...described, ...publication, again: z.string().optional() }).superRefine(saidOnce)

/** What the form for an article's details sends. */
export const DetailsForm = z
  .object({
    ...described,
    ...publication,
    headline: line(500, words.intake.hasHeadline),
    version: Version,
  })
  .superRefine(saidOnce)
