import { changeSettings } from '../settings/settings.commands'
import { deskSettings } from '../settings/settings.queries'
import { accepted } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { requireVersion } from './row-guards'
import { Settings, SettingsPatch, WholeSettings } from './settings.schema'

const readSettings = operation({
  name: 'readSettings',
  method: 'get',
  path: '/api/v1/settings',
  audience: 'anyone',
  summary: 'Read the desk’s name, licence and ways',
  success: 200,
  response: Settings,
  answer: answerOf,
})

const patchSettings = operation({
  name: 'changeSettings',
  method: 'patch',
  path: '/api/v1/settings',
  audience: 'admin',
  summary: 'Change the desk’s settings',
  description: 'Members left out stay as they are. Pages show the new ones within five seconds.',
  body: SettingsPatch,
  example: { licence: 'CC BY 4.0', licenceUrl: 'https://creativecommons.org/licenses/by/4.0/' },
  changes: true,
  success: 200,
  response: Settings,
  async answer(asked) {
    const row = await deskSettings(asked.db)
    requireVersion(row, asked.version, 'the settings')
    const { name, licence, licenceUrl, review, languages } = row
    const after = { name, licence, licenceUrl, review, languages, ...asked.body }
    accepted(WholeSettings, after)
    await changeSettings(asked.db, asked.account, asked.version, after)
    return answerOf(asked)
  },
})

async function answerOf({ db, baseUrl }: Asked<unknown, unknown>): Promise<Answer> {
  const { version, name, licence, licenceUrl, review, languages } = await deskSettings(db)
  const document = { page: `${baseUrl}/`, version, name, licence, licenceUrl, review, languages }
  return { document }
}

export const settingsOperations = [readSettings, patchSettings]
