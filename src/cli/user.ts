import { Command } from 'commander'
import { addAccount, disableAccount, resetPassword } from '../accounts/accounts.commands'
import { accountByEmail } from '../accounts/accounts.queries'
import { ROLES, type Role } from '../accounts/role'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'
import { withDatabase } from './database'
import { choice } from './options'
import { complain, FAILED, print } from './terminal'

interface AddOptions {
  role: Role
  name?: string
  json?: boolean
}

/** People who may sign in. */
export function userCommand() {
  return new Command('user')
    .description('People who may sign in')
    .addCommand(add())
    .addCommand(password())
    .addCommand(disable())
}

function add() {
  return new Command('add')
    .description('Add somebody, and print a password for them, once')
    .argument('<email>')
    .option('--role <role>', ROLES.join(' or '), choice(ROLES), 'editor' as Role)
    .option('--name <name>', 'as it is shown; without one, the e-mail address')
    .option('--json')
    .action(async (email: string, { role, name, json }: AddOptions) => {
      const outcome = await withDatabase(({ db }) =>
        inTransaction(db, async (db) => {
          const added = await addAccount(db, { email, role, name: name ?? email })
          if (!('problem' in added))
            await record(db, null, { action: 'added', kind: 'account', id: added.id, payload: { email, role } })
          return added
        }),
      )
      if ('problem' in outcome) return refuse(outcome.problem)
      print(
        json
          ? JSON.stringify({ id: outcome.id, email, role, password: outcome.password })
          : `${email} may sign in as ${role} with the password ${outcome.password}`,
      )
    })
}

function password() {
  return new Command('password')
    .description('Print a new password for somebody, once, and end their sessions')
    .argument('<email>')
    .action(async (email: string) => {
      const made = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        if (!account) return null
        return inTransaction(db, async (db) => {
          const made = await resetPassword(db, account.id)
          await record(db, null, { action: 'password reset', kind: 'account', id: account.id, payload: {} })
          return made
        })
      })
      if (made === null) return refuse(`Nobody here has the address ${email}.`)
      print(`${email} may sign in with the password ${made}`)
    })
}

function disable() {
  return new Command('disable')
    .description('Shut somebody out, from their next request on; what they did stays')
    .argument('<email>')
    .action(async (email: string) => {
      const done = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        if (!account) return false
        await inTransaction(db, async (db) => {
          await disableAccount(db, account.id)
          await record(db, null, { action: 'disabled', kind: 'account', id: account.id, payload: {} })
        })
        return true
      })
      if (!done) return refuse(`Nobody here has the address ${email}.`)
      print(`${email} is shut out.`)
    })
}

function refuse(problem: string) {
  complain(problem)
  process.exitCode = FAILED
}
