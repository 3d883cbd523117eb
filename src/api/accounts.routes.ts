import type { Account as AccountEntity } from '../accounts/account.entity'
import { type ChangeOutcome, changeAccount, disableAccount, enableAccount } from '../accounts/administer.commands'
import { linkAddress, linkMail } from '../accounts/one-time-link'
import { inviteAccount, type MadeLink, makeLink } from '../accounts/one-time-links.commands'
import { showName } from '../accounts/public-name.commands'
import type { TokenScope } from '../accounts/role'
import { deskSettings } from '../settings/settings.queries'
import { notFound, unprocessable } from '../web/problems'
import {
  Account,
  AccountChanges,
  AccountPage,
  Disabling,
  InvitedAccount,
  NewAccount,
  OneTimeLink,
  Self,
  SelfChanges,
} from './account.schema'
import { type AccountRow, accountPage, accountRow } from './accounts.queries'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { pageWithPages, withPage } from './present'

const readSelf = operation({
  name: 'readSelf',
  method: 'get',
  path: '/api/v1/account',
  audience: 'reader',
  summary: 'Read who you are here, and what your token may do',
  success: 200,
  response: Self,
  answer: async ({ account, tokenScope }) => ({ document: selfDocument(account, tokenScope) }),
})

const patchSelf = operation({
  name: 'changeSelf',
  method: 'patch',
  path: '/api/v1/account',
  audience: 'reader',
  summary: 'Show your name to the public, or your number alone',
  description:
    'In exports beside what you tagged and linked, and in the public histories of what you publish. Files that somebody has taken before, ' +
    'and snapshots, keep what they say.',
  body: SelfChanges,
  example: { nameIsPublic: true },
  changes: true,
  success: 200,
  response: Self,
  async answer({ db, account, version, body: { nameIsPublic }, tokenScope }) {
    const then = await showName(db, account, version, nameIsPublic)
    return { document: selfDocument({ ...account, nameIsPublic, version: then }, tokenScope) }
  },
})

const selfDocument = (
  { id, email, name, role, nameIsPublic, version }: AccountEntity,
  tokenScope: TokenScope | null,
) => ({ id, email, name, role, nameIsPublic, version, tokenScope })

const listAccounts = operation({
  name: 'listAccounts',
  method: 'get',
  path: '/api/v1/accounts',
  audience: 'admin',
  summary: 'List accounts',
  query: PageQuery,
  success: 200,
  response: AccountPage,
  async answer({ rows, query, baseUrl }) {
    const found = await rows(accountPage, pageValues(query))
    const document = pageWithPages(baseUrl, 'accounts', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

const newAccount = operation({
  name: 'inviteAccount',
  method: 'post',
  path: '/api/v1/accounts',
  audience: 'admin',
  summary: 'Add an account, and invite its owner',
  description:
    'The answer has a link, good once and for seven days, by which a password is chosen. It is told this once.',
  body: NewAccount,
  example: { email: 'ann@example.org', name: 'Ann Lee', role: 'editor' },
  success: 201,
  response: InvitedAccount,
  async answer(asked) {
    const made = await inviteAccount(asked.db, asked.account, asked.body)
    if ('problem' in made) throw refusedFields({ email: made.problem })
    const account = await accountDocument(asked, made.account.id)
    const document = { ...account, invitation: await handedOver(asked, made) }
    return { document, location: `/api/v1/accounts/${account.id}` }
  },
})

const readAccount = operation({
  name: 'readAccount',
  method: 'get',
  path: '/api/v1/accounts/:id',
  audience: 'admin',
  summary: 'Read an account',
  success: 200,
  response: Account,
  answer: async (asked) => answerWith(asked, asked.id),
})

const patchAccount = operation({
  name: 'changeAccount',
  method: 'patch',
  path: '/api/v1/accounts/:id',
  audience: 'admin',
  summary: 'Change name and role; members left out stay as they are',
  description: 'Holds from the account’s next request on. The last admin who can sign in keeps the role.',
  body: AccountChanges,
  example: { role: 'reviewer' },
  changes: true,
  success: 200,
  response: Account,
  async answer(asked) {
    const { id, version, body, db, account } = asked
    const { name, role } = await accountDocument(asked, id)
    const wanted = { name: body.name ?? name, role: body.role ?? role }
    const outcome = await changeAccount(db, account, { id, version, sure: body.sure === true }, wanted)
    return answerAfter(asked, id, outcome)
  },
})

const disable = operation({
  name: 'disableAccount',
  method: 'post',
  path: '/api/v1/accounts/:id/disabling',
  audience: 'admin',
  summary: 'Shut an account out',
  description:
    'From its next request on. Its sessions end and its links die; its tokens are refused for as long as it lasts.',
  body: Disabling,
  example: {},
  changes: true,
  success: 200,
  response: Account,
  async answer(asked) {
    const { id, version, body, db, account } = asked
    const outcome = await disableAccount(db, account, { id, version, sure: body.sure === true })
    return answerAfter(asked, id, outcome)
  },
})

const enable = operation({
  name: 'enableAccount',
  method: 'delete',
  path: '/api/v1/accounts/:id/disabling',
  audience: 'admin',
  summary: 'Let an account in again, with the password and tokens it had',
  changes: true,
  success: 200,
  response: Account,
  refusals: { 422: 'It is not disabled.' },
  async answer(asked) {
    const { id, version, db, account } = asked
    return answerAfter(asked, id, await enableAccount(db, account, { id, version }))
  },
})

const newLink = operation({
  name: 'makeOneTimeLink',
  method: 'post',
  path: '/api/v1/accounts/:id/links',
  audience: 'admin',
  summary: 'Make a link by which the account’s owner chooses a password',
  description:
    'An invitation for whoever has no password yet, good for seven days; else a reset, good for one. It takes the place of the older one.',
  success: 201,
  response: OneTimeLink,
  refusals: { 422: 'The account is disabled.' },
  async answer(asked) {
    const { id } = await accountDocument(asked, asked.id)
    const made = await makeLink(asked.db, asked.account, id)
    if ('problem' in made) throw unprocessable(made.problem)
    return { document: await handedOver(asked, made), location: `/api/v1/accounts/${id}` }
  },
})

type Any = Asked<unknown, unknown>

async function accountDocument({ rows, baseUrl }: Any, id: number): Promise<AccountRow & { page: string }> {
  const [row] = await rows(accountRow, [id])
  if (!row) throw notFound('This account')
  return withPage(baseUrl, 'accounts')(row)
}

async function answerWith(asked: Any, id: number): Promise<Answer> {
  const document = await accountDocument(asked, id)
  return { document }
}

/** The account as it is after a change, or 422 with what speaks against it. */
async function answerAfter(asked: Any, id: number, outcome: ChangeOutcome): Promise<Answer> {
  if ('problems' in outcome) throw refusedFields(outcome.problems)
  return answerWith(asked, id)
}

/** A link as it is told once, mailed where that can be. */
async function handedOver({ db, mail, baseUrl }: Any, made: MadeLink) {
  const { name } = await deskSettings(db)
  const mailed = mail.isSet && (await mail.send(linkMail(made, name, baseUrl))) === true
  const { token, purpose, expiresAt } = made
  return { link: linkAddress(baseUrl, token), purpose, expiresAt: expiresAt.toISOString(), mailed }
}

export const accountOperations = [
  readSelf,
  patchSelf,
  listAccounts,
  newAccount,
  readAccount,
  patchAccount,
  disable,
  enable,
  newLink,
]
