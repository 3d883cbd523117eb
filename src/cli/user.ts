import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import type { Account } from '../accounts/account.entity'
import { addAccount } from '../accounts/accounts.commands'
import { accountByEmail } from '../accounts/accounts.queries'
import { type ChangeOutcome, changeAccount, disableAccount, enableAccount } from '../accounts/administer.commands'
import { linkAddress } from '../accounts/one-time-link'
import { inviteAccount, makeLink, setPassword } from '../accounts/one-time-links.commands'
import { hashPassword, oneTimePassword } from '../accounts/passwords'
import { hideName as makeNamePrivate } from '../accounts/public-name.commands'
import { ROLES, type Role } from '../accounts/role'
import { inTransaction } from '../database/transaction'
import { record } from '../history/history.commands'
import { withDatabase } from './database'
import { choice } from './options'
import { complain, FAILED, print } from './terminal'
import { listUsers } from './user-list'

interface JsonOption {
  json?: boolean
}

interface AddOptions extends JsonOption {
  role: Role
  name?: string
}

/** People who may sign in. */
export function userCommand() {
  return new Command('user')
    .addCommand(add())
    .addCommand(invite())
    .addCommand(listUsers())
    .addCommand(role())
    .addCommand(password())
    .addCommand(disable())
    .addCommand(enable())
    .addCommand(hideName())
}

function add() {
  return new Command('add')
    .description('Add somebody, and print a password for them, once')
    .argument('<email>')
    .option('--role <role>', ROLES.join(', '), choice(ROLES), 'editor' as Role)
    .option('--name <name>', 'as it is shown; without one, the e-mail address')
    .option('--json', 'one JSON object')
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

function invite() {
  return new Command('invite')
    .description('Print a link by which somebody chooses a password, once; adds them if they are not here yet')
    .argument('<email>')
    .option('--role <role>', `${ROLES.join(', ')}; of somebody new`, choice(ROLES), 'editor' as Role)
    .option('--name <name>', 'of somebody new; without one, the e-mail address')
    .option('--json', 'one JSON object')
    .action(async (email: string, { role, name, json }: AddOptions) => {
      const outcome = await withDatabase(async ({ db, baseUrl }) => {
        const account = await accountByEmail(db, email)
        const made = account
          ? await makeLink(db, null, account.id)
          : await inviteAccount(db, null, { email, role, name: name ?? email })
        return 'problem' in made ? made : { ...made, link: linkAddress(baseUrl, made.token) }
      })
      if ('problem' in outcome) return refuse(outcome.problem)
      const { link, purpose, expiresAt } = outcome
      print(json ? JSON.stringify({ id: outcome.account.id, email, purpose, link, expiresAt }) : link)
    })
}

function role() {
  return new Command('role')
    .description('Change what somebody may do, from their next request on')
    .argument('<email>')
    .argument('<role>', ROLES.join(', '), choice(ROLES))
    .option('--json', 'one JSON object')
    .action(async (email: string, role: Role, { json }: JsonOption) => {
      const done = await changed(email, (db, account) =>
        changeAccount(db, null, atItsVersion(account), { name: account.name, role }),
      )
      if (done) print(json ? JSON.stringify({ email, role }) : `${email} is ${role} now.`)
    })
}

function password() {
  return new Command('password')
    .description('Print a new password for somebody, once, and end their sessions')
    .argument('<email>')
    .option('--json', 'one JSON object')
    .action(async (email: string, { json }: JsonOption) => {
      const made = oneTimePassword()
      const done = await withDatabase(async ({ db }) => {
        const account = await accountByEmail(db, email)
        if (!account) return false
        const passwordHash = await hashPassword(made)
        await inTransaction(db, async (db) => {
          await setPassword(db, account.id, passwordHash)
          await record(db, null, { action: 'password reset', kind: 'account', id: account.id, payload: {} })
        })
        return true
      })
      if (!done) return refuse(nobody(email))
      print(json ? JSON.stringify({ email, password: made }) : `${email} may sign in with the password ${made}`)
    })
}

function disable() {
  return new Command('disable')
    .description('Shut somebody out, from their next request on; what they did stays')
    .argument('<email>')
    .option('--json', 'one JSON object')
    .action(async (email: string, { json }: JsonOption) => {
      const done = await changed(email, (db, account) => disableAccount(db, null, atItsVersion(account)))
      if (done) print(json ? JSON.stringify({ email, disabled: true }) : `${email} is shut out.`)
    })
}

function enable() {
  return new Command('enable')
    .description('Let somebody in again, with the password and tokens they had')
    .argument('<email>')
    .option('--json', 'one JSON object')
    .action(async (email: string, { json }: JsonOption) => {
      const done = await changed(email, (db, account) => enableAccount(db, null, account))
      if (done) print(json ? JSON.stringify({ email, disabled: false }) : `${email} may sign in again.`)
    })
}

function hideName() {
  return new Command('hide-name')
    .description('Make somebody’s name private again, from the next export on; only they make it public')
    .argument('<email>')
    .option('--json', 'one JSON object')
    .action(async (email: string, { json }: JsonOption) => {
      const done = await changed(email, async (db, account) => ({ version: await makeNamePrivate(db, null, account) }))
      if (done) print(json ? JSON.stringify({ email, nameIsPublic: false }) : `${email} is told by number alone.`)
    })
}

const atItsVersion = ({ id, version }: Account) => ({ id, version, sure: true })

/** Whether the account is there and the change was done; says why not. */
async function changed(email: string, change: (db: EntityManager, account: Account) => Promise<ChangeOutcome>) {
  const problem = await withDatabase(async ({ db }) => {
    const account = await accountByEmail(db, email)
    if (!account) return nobody(email)
    const outcome = await change(db, account)
    return 'problems' in outcome ? Object.values(outcome.problems).join(' ') : null
  })
  if (problem !== null) refuse(problem)
  return problem === null
}

const nobody = (email: string) => `Nobody here has the address ${email}.`

function refuse(problem: string) {
  complain(problem)
  process.exitCode = FAILED
}
