import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import type { Account } from './account.entity'

/**
 * Lets whoever has the account say whether their name stands with what they record, in exports and for readers, or their number
 * alone. It holds from then on: files that were taken before keep what they had. Returns the account's version then.
 */
export function showName(
  db: EntityManager,
  { id }: Pick<Account, 'id'>,
  version: number,
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
    await record(db, { id }, { action, kind: 'account', id, payload: {} })
    return version + 1
  })
}
