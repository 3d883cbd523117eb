import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import { ACCOUNTS_ON_PAGE, type AccountInList, accountsByName } from '../accounts/account-list.queries'
import { accountShown } from '../accounts/accounts.pages'
import { withDatabase } from './database'
import { print } from './terminal'

/** Everybody, by name: a line each, of address, role and state. */
export function listUsers() {
  return new Command('list')
    .description('List everybody who may sign in, by name')
    .option('--json', 'a list, an object a person')
    .action(async ({ json }: { json?: boolean }) => {
      const accounts = (await withDatabase(({ db }) => everybody(db))).map(accountShown)
      if (json)
        return print(
          JSON.stringify(accounts.map(({ id, email, name, role, state }) => ({ id, email, name, role, state }))),
        )
      for (const { email, name, role, state } of accounts) print([email, role, state, name].join('\t'))
    })
}

async function everybody(db: EntityManager): Promise<AccountInList[]> {
  const accounts: AccountInList[] = []
  for (;;) {
    const rows = await accountsByName(db, accounts.at(-1)?.id ?? 0)
    accounts.push(...rows.slice(0, ACCOUNTS_ON_PAGE))
    if (rows.length <= ACCOUNTS_ON_PAGE) return accounts
  }
}
