import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { line, optionalLine } from '../web/text-fields'
import { ROLES, TOKEN_SCOPES } from './role'

/** One address, without anything that a mail's header would read as more than that. */
export const AccountEmail = line(254, 'Give an e-mail address.')
  .transform((email) => email.toLowerCase())
  .pipe(z.string().regex(/^[^\s@,;:<>()[\]"\\\p{C}]+@[^\s@,;:<>()[\]"\\\p{C}]+$/u, 'This is no e-mail address.'))

export const AccountName = line(200, 'Give the name as others here will see it.').refine(
  (name) => !/\p{Cc}/u.test(name),
  'A name is one line.',
)
export const AccountRole = z.enum(ROLES, { error: `A role is one of ${ROLES.join(', ')}.` })

export const NewAccount = z.object({ email: AccountEmail, name: AccountName, role: AccountRole })

/** What a form says besides, when somebody is about to shut out themselves. */
export const Sure = z
  .string()
  .optional()
  .transform((sure) => sure !== undefined)

export const AccountForm = z.object({ name: AccountName, role: AccountRole, version: Version, sure: Sure })
export const VersionedForm = z.object({ version: Version, sure: Sure })

export const TokenLabel = line(100, 'Say in a few words what it is for.')

export const TokenForm = z.object({
  label: optionalLine(100),
  scope: z.enum(TOKEN_SCOPES, { error: 'Choose what the token may do.' }),
})
