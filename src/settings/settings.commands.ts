import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import type { Desk } from '../web/desk'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { deskSettings } from './settings.queries'

/** Changes the desk's settings. Throws 409 when they have changed since `version`. */
export async function changeSettings(db: EntityManager, actor: Actor, version: number, after: Desk): Promise<void> {
  await inTransaction(db, async (db) => {
    const { name, licence, licenceUrl, review, languages } = await deskSettings(db)
    const changed = await changeVersion(db, 'desk_settings', 1, version, {
      name: after.name,
      licence: after.licence,
      licence_url: after.licenceUrl,
      review: after.review,
      languages: after.languages,
    })
    if (!changed) throw stale(words.stale.settings)
    const before: Desk = { name, licence, licenceUrl, review, languages }
    await record(db, actor, { action: 'changed', kind: 'settings', id: 1, payload: { before, after: { ...after } } })
  })
}
