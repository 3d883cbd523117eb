import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { LanguageTag, line, optionalLine } from '../web/text-fields'

/** More than any desk reads; the list stands in forms. */
const MOST_LANGUAGES = 20

export const Languages = z
  .array(LanguageTag, 'Give a list of language tags: en, es, pt-BR.')
  .min(1, 'Give one language at least: en.')
  .max(MOST_LANGUAGES, `At most ${MOST_LANGUAGES} languages.`)
  .refine((tags) => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length, 'A language is given twice.')

const licence = {
  licence: optionalLine(100),
  licenceUrl: optionalLine(2_000).pipe(
    z.url({ protocol: /^https?$/, error: 'This is no web address (https://…).' }).nullable(),
  ),
}

/** An address without a licence says nothing. */
export const licenceIsNamed = ({ licence, licenceUrl }: { licence?: string | null; licenceUrl?: string | null }) =>
  !licenceUrl || licence !== null
export const LICENCE_UNNAMED = { path: ['licence'], message: 'Name the licence that stands at this address.' }

export const DeskName = line(100, 'Give the desk’s name; it stands on every page.')

/** What the settings page sends; `review` is empty when its box isn't ticked. */
export const SettingsForm = z
  .object({
    version: Version,
    name: DeskName,
    ...licence,
    review: z.string().transform((sent) => sent !== ''),
    languages: z
      .string({ error: 'Give one language at least: en.' })
      .max(500, 'This is longer than 500 characters.')
      .transform((text) => text.split(/[\s,;]+/).filter((tag) => tag !== ''))
      .pipe(Languages),
  })
  .refine(licenceIsNamed, LICENCE_UNNAMED)

/** Over the API; members left out stay as they are. */
export const SettingsChange = z.strictObject({
  name: DeskName.exactOptional(),
  licence: licence.licence.exactOptional(),
  licenceUrl: licence.licenceUrl.exactOptional(),
  review: z.boolean().exactOptional(),
  languages: Languages.exactOptional(),
})
