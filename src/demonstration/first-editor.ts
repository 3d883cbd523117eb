import fs from 'node:fs'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { addAccount } from '../accounts/accounts.commands'
import { accountForSignIn, countAccounts } from '../accounts/accounts.queries'
import { passwordMatches } from '../accounts/passwords'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'

const EMAIL = 'editor@gainsay.example'

/**
 * Somebody to try the product with, an admin who may do all of it, on an embedded database that has no accounts yet. The
 * password is made here, kept in a file that only this account can read, and told at every start for as long as it is
 * the right one.
 */
export async function firstEditor(
  db: EntityManager,
  dataDir: string,
): Promise<{ email: string; password: string } | null> {
  const file = path.join(dataDir, 'first-editor')
  if ((await countAccounts(db)) === 0) {
    await inTransaction(db, async (db) => {
      const added = await addAccount(db, { email: EMAIL, name: 'First Editor', role: 'admin' })
      if (!('problem' in added))
        await record(db, null, {
          action: 'added',
          kind: 'account',
          id: added.id,
          payload: { email: EMAIL, role: 'admin' },
        })
      // Before the account is there for good: killed in between, the next start finds none and makes both anew.
      if (!('problem' in added)) fs.writeFileSync(file, `${added.password}\n`, { mode: 0o600 })
      return added
    })
  }
  if (!fs.existsSync(file)) return null
  const password = fs.readFileSync(file, 'utf8').trim()
  const account = await accountForSignIn(db, EMAIL)
  const works = account !== null && (await passwordMatches(account.passwordHash, password))
  return works ? { email: EMAIL, password } : null
}
