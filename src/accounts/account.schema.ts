import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { ROLES, TOKEN_SCOPES } from './role'

/** One address, without anything that a mail's header would read as more than that. */
export const AccountEmail = line(254, words.accounts.giveEmail)
  .transform((email) => email.toLowerCase())
  .pipe(z.string().regex(/^[^\s@,;:<>()[\]"\\\p{C}]+@[^\s@,;:<>()[\]"\\\p{C}]+$/u, words.corrections.noEmail))

export const AccountName = line(200, words.accounts.giveName).refine(
  (name) => !/\p{Cc}/u.test(name),
  words.accounts.nameIsOneLine,
)
export const AccountRole = z.enum(ROLES, { error: words.accounts.roleIsOneOf(ROLES.join(', ')) })

export const NewAccount = z.object({ email: AccountEmail, name: AccountName, role: AccountRole })

/** What a form says besides, when somebody is about to shut out themselves. */
export const Sure = z
  .string()
  .optional()
  .transform((sure) => sure !== undefined)

export const AccountForm = z.object({ name: AccountName, role: AccountRole, version: Version, sure: Sure })
export const VersionedForm = z.object({ version: Version, sure: Sure })

/** Whether somebody's own name is shown to the public. */
export const PublicNameForm = z.object({ version: Version, public: z.enum(['yes', 'no']) })

export const TokenLabel = line(100, words.accounts.sayWhatFor)

export const TokenForm = z.object({
  label: optionalLine(100),
  scope: z.enum(TOKEN_SCOPES, { error: words.accounts.chooseScope }),
})
