import { z } from 'zod'
import { LICENCE_UNNAMED, licenceIsNamed, SettingsChange } from '../settings/settings.schema'
import { NOTHING_NAMED, namesSomething, Page, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'

export const SettingsPatch = SettingsChange.refine(namesSomething, NOTHING_NAMED).register(requestShapes, {
  id: 'SettingsChange',
})

/** What a PATCH leaves once it is laid over what is there. */
export const WholeSettings = SettingsChange.refine(licenceIsNamed, LICENCE_UNNAMED)

export const Settings = z
  .strictObject({
    page: Page,
    version: Version,
    name: z.string(),
    licence: z.string().nullable().describe('Under which others may use the data; null is not stated.'),
    licenceUrl: z.string().nullable(),
    review: z.boolean().describe('Whether what an editor saves is a draft until somebody else has reviewed it.'),
    languages: z.array(z.string()).min(1).describe('BCP 47, of the articles read here, the most frequent first.'),
  })
  .register(answerShapes, { id: 'Settings' })
