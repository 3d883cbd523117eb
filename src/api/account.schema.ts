import { z } from 'zod'
import { AccountName, AccountRole, NewAccount as NewAccountMembers } from '../accounts/account.schema'
import { ROLES, TOKEN_SCOPES } from '../accounts/role'
import { Id, NOTHING_NAMED, namesSomething, rowMembers, Time, timeMembers, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

const accountMembers = {
  ...rowMembers,
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES).describe('Each may do all that the one before it may.'),
  state: z.enum(['active', 'invited', 'disabled']).describe('Invited: no password has been chosen yet.'),
  ...timeMembers,
}

export const Account = z.strictObject(accountMembers).register(answerShapes, { id: 'Account' })
export const AccountPage = pageOf(Account).register(answerShapes, { id: 'AccountPage' })

const OneTimeLinkMembers = {
  link: z.url().describe('Where a password is chosen, once. It is told this one time.'),
  purpose: z.enum(['invitation', 'reset']),
  expiresAt: Time,
  mailed: z.boolean().describe('Whether it was mailed; else somebody has to hand it over.'),
}
export const OneTimeLink = z.strictObject(OneTimeLinkMembers).register(answerShapes, { id: 'OneTimeLink' })

export const InvitedAccount = z
  .strictObject({ ...accountMembers, invitation: z.strictObject(OneTimeLinkMembers) })
  .register(answerShapes, { id: 'InvitedAccount' })

export const Self = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    nameIsPublic: z
      .boolean()
      .describe(
        'Whether your name stands with what you tagged and linked, in exports and for readers; else your number.',
      ),
    version: Version,
    tokenScope: z.enum(TOKEN_SCOPES).nullable().describe('Null with a session instead of a token.'),
  })
  .register(answerShapes, { id: 'Self' })

export const SelfChanges = z.strictObject({ nameIsPublic: z.boolean() }).register(requestShapes, { id: 'SelfChanges' })

export const NewAccount = z.strictObject(NewAccountMembers.shape).register(requestShapes, { id: 'NewAccount' })

const sure = z
  .boolean()
  .optional()
  .describe('Has to be true where it takes the admin role from yourself, or shuts you out.')

export const AccountChanges = z
  .strictObject({ name: AccountName.optional(), role: AccountRole.optional(), sure })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'AccountChanges' })

export const Disabling = z.strictObject({ sure }).register(requestShapes, { id: 'Disabling' })
