import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import type { Account } from '../accounts/account.entity'
import { TokenLabel } from '../accounts/account.schema'
import { accountByEmail } from '../accounts/accounts.queries'
import { makeToken, revokeToken } from '../accounts/tokens.commands'
import { tokensOf } from '../accounts/tokens.queries'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { withDatabase } from './database'
import { checked, positiveNumber } from './options'
import { complain, FAILED, print } from './terminal'

export function tokenCommand() {
  return new Command('token').addCommand(add()).addCommand(list()).addCommand(revoke())
}

function add() {
  return new Command('add')
    .description('Print a token for somebody’s scripts, once')
    .argument('<email>')
    .option('--read', 'it may only read; without this, all that the account may')
    .option('--label <label>', 'what it is for', checked(TokenLabel))
    .option('--json', 'one JSON object')
    .action(async (email: string, { read, label, json }: { read?: boolean; label?: string; json?: boolean }) => {
      const scope = read ? 'read' : 'write'
      const outcome = await withDatabase(async ({ db }) => {
        const account = await activeByEmail(db, email)
        return account ? makeToken(db, null, account.id, { label: label ?? null, scope }) : nobody(email)
      })
      if ('problem' in outcome) return refuse(outcome.problem)
      print(json ? JSON.stringify({ email, scope, token: outcome.token }) : outcome.token)
    })
}

function list() {
  return new Command('list')
    .description('List somebody’s tokens: number, scope, day of last use, label')
    .argument('<email>')
    .option('--json', 'a list, an object a token')
    .action(async (email: string, { json }: { json?: boolean }) => {
      const tokens = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        return account && tokensOf(db, account.id)
      })
      if (!tokens) return refuse(nobody(email).problem)
      if (json) return print(JSON.stringify(tokens))
      for (const { id, scope, lastUsedOn, label } of tokens) {
        print([id, scope, lastUsedOn ?? 'not used yet', label ?? ''].join('\t'))
      }
    })
}

function revoke() {
  return new Command('revoke')
    .description('Take a token’s worth, from its next request on')
    .argument('<email>')
    .argument('<number>', 'as `gainsay token list` tells it', positiveNumber)
    .option('--json', 'one JSON object')
    .action(async (email: string, id: number, { json }: { json?: boolean }) => {
      const revoked = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        return account !== null && (await revokeToken(db, null, account.id, Math.min(id, LARGEST_INTEGER)))
      })
      if (!revoked) return refuse(`${email} has no token ${id} that works.`)
      print(json ? JSON.stringify({ email, id, state: 'revoked' }) : `Token ${id} is revoked.`)
    })
}

async function activeByEmail(db: EntityManager, email: string): Promise<Account | null> {
  const account = await accountByEmail(db, email)
  return account?.disabledAt ? null : account
}

const nobody = (email: string) => ({ problem: `Nobody here has the address ${email}.` })

function refuse(problem: string) {
  complain(problem)
  process.exitCode = FAILED
}
