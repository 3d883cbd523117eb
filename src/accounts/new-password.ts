import { z } from 'zod'
import type { FieldProblems } from '../web/parse'
import { typed } from '../web/text-fields'
import { words } from '../words/words'
import { LONGEST_PASSWORD, passwordProblem } from './password-rules'

const Passwords = z.object({ password: typed(LONGEST_PASSWORD), again: typed(LONGEST_PASSWORD) })

/** A password chosen in a form, given twice: itself in NFC, or what speaks against it by field. */
export function chosenPassword(
  form: Record<string, string>,
  owner: { email: string; name: string },
): { password: string } | { problems: FieldProblems } {
  const read = Passwords.safeParse({ password: form.password ?? '', again: form.again ?? '' })
  if (!read.success) {
    return { problems: { password: read.error.issues[0]?.message ?? words.accounts.passwordUnusable } }
  }
  const password = read.data.password.normalize('NFC')
  const problem = passwordProblem(password, owner)
  if (problem) return { problems: { password: problem } }
  if (password !== read.data.again.normalize('NFC')) return { problems: { again: words.accounts.notTheSame } }
  return { password }
}
