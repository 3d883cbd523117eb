import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { LanguageTag, line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'

/** More than any desk reads; the list stands in forms. */
const MOST_LANGUAGES = 20

export const Languages = z
  .array(LanguageTag, words.settings.giveLanguages)
  .min(1, words.settings.giveOneLanguage)
  .max(MOST_LANGUAGES, words.settings.mostLanguages(MOST_LANGUAGES))
  .refine((tags) => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length, words.settings.languageTwice)

const licence = {
  licence: optionalLine(100),
  licenceUrl: optionalLine(2_000).pipe(z.url({ protocol: /^https?$/, error: words.intake.noAddress }).nullable()),
}

/** An address without a licence says nothing. */
export const licenceIsNamed = ({ licence, licenceUrl }: { licence?: string | null; licenceUrl?: string | null }) =>
  !licenceUrl || licence !== null
export const LICENCE_UNNAMED = { path: ['licence'], message: words.settings.nameTheLicence }

export const DeskName = line(100, words.settings.giveName)

/** What the settings page sends; `review` is empty when its box isn't ticked. */
export const SettingsForm = z
  .object({
    version: Version,
    name: DeskName,
    ...licence,
    review: z.string().transform((sent) => sent !== ''),
    languages: z
      .string({ error: words.settings.giveOneLanguage })
      .max(500, words.settings.longLanguages)
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
