import { Command } from 'commander'
import { addToken } from '../accounts/accounts.commands'
import { accountByEmail } from '../accounts/accounts.queries'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'
import { withDatabase } from './database'
import { complain, FAILED, print } from './terminal'

export function tokenCommand() {
  const add = new Command('add')
    .description('Print a token for somebody’s scripts, once')
    .argument('<email>')
    .option('--json')
    .action(async (email: string, { json }: { json?: boolean }) => {
      const token = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        if (!account || account.disabledAt) return null
        return inTransaction(db, async (db) => {
          const token = await addToken(db, account.id)
          await record(db, null, { action: 'token added', kind: 'account', id: account.id, payload: {} })
          return token
        })
      })
      if (token === null) {
        complain(`Nobody here has the address ${email}.`)
        process.exitCode = FAILED
        return
      }
      print(json ? JSON.stringify({ email, token }) : token)
    })
  return new Command('token').description('Keys to the API').addCommand(add)
}
