import type { EntityManager } from 'typeorm'
import type { Account } from '../accounts/account.entity'
import type { StatementOutcome } from '../claims/statements.commands'
import { recordWithLinks } from '../links/record-with-links.commands'
import { fieldProblems } from '../web/parse'
import { typedHops } from './hop-form.schema'
import { typedLinks } from './link-fields'
import { problemsInRows } from './speaker-fields'
import { claimGiven, ReportForm, StatementForm, spansGiven } from './statement-form.schema'
import { type TypedForm, typedValue } from './typed-form'

/**
 * Records what the form of an article says, as a new claim or another report of one, with the links ticked in it. A
 * context that no longer fits, because the words were edited, is left aside.
 */
export async function recordTyped(
  db: EntityManager,
  editor: Account,
  articleId: number,
  typed: TypedForm,
): Promise<StatementOutcome> {
  const isReport = typedValue(typed.claimId) !== ''
  const fields = { ...typed, hops: typedHops(typed) }
  const form = isReport ? ReportForm.safeParse(fields) : StatementForm.safeParse(fields)
  if (!form.success) return { problems: problemsInRows(fieldProblems(form.error)) }
  const links = typedLinks(typed)
  if ('problems' in links) return links
  const claim = 'claimId' in form.data ? { id: form.data.claimId } : claimGiven(form.data)
  const { wording, inZone, relayedBy } = form.data
  const tryWith = (context: 'with context' | 'words alone') => {
    const statement = { ...spansGiven(form.data, context), articleId, wording, inZone, claim }
    return recordWithLinks(db, editor, statement, { relayedBy, ...links })
  }
  const outcome = await tryWith('with context')
  // Words found in a zone were found: without their context they might only be found elsewhere.
  const wasNotFound =
    'problems' in outcome && outcome.problems.content !== undefined && outcome.problems.inZone === undefined
  return wasNotFound && (form.data.prefix || form.data.suffix) ? tryWith('words alone') : outcome
}
