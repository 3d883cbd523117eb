import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import type { Account } from './account.entity'

/**
 * Lets whoever has the account say whether their name stands with what they record, in exports and for readers, or their number
 * alone. It holds from then on: files that were taken before keep what they had. Returns the account's version then.
 */
export const showName = (
  db: EntityManager,
  { id }: Pick<Account, 'id'>,
  version: number,
  isPublic: boolean,
): Promise<number> => setShown(db, { id }, { id, version }, isPublic)

/** Makes somebody's name private for them, who may be shut out and can't; never public. Otherwise as `showName`. */
export const hideName = (
  db: EntityManager,
  actor: Actor,
  { id, version }: Pick<Account, 'id' | 'version'>,
): Promise<number> => setShown(db, actor, { id, version }, false)

function setShown(
  db: EntityManager,
  actor: Actor,
  { id, version }: Pick<Account, 'id' | 'version'>,
  isPublic: boolean,
): Promise<number> {
  return inTransaction(db, async (db) => {
    const [now] = await db.query<{ version: number; isPublic: boolean }[]>(
      'SELECT version, name_is_public AS "isPublic" FROM accounts WHERE id = $1',
      [id],
    )
    if (now?.version === version && now.isPublic === isPublic) return version
    if (!(await changeVersion(db, 'accounts', id, version, { name_is_public: isPublic })))
      throw stale(words.stale.account)
    const action = isPublic ? 'name made public' : 'name made private'
    await record(db, actor, { action, kind: 'account', id, payload: {} })
    return version + 1
  })
}
