import type { EntityManager } from 'typeorm'
import { takeBackClaim, takeBackStatement } from '../claims/drafts.commands'
import { inTransaction } from '../database/transaction'
import { notify } from '../discussion/notifications.commands'
import { takeBackLink } from '../links/draft-links.commands'
import type { Made } from '../web/undo-form'
import { authorsOf, workersOn } from './authors.queries'

/** What is taken back to draft, in the version that was looked at. */
export interface Published {
  kind: 'claim' | 'statement' | 'link'
  id: number
  version: number
}

const COMMANDS = { claim: takeBackClaim, statement: takeBackStatement, link: takeBackLink }

/**
 * Takes back to draft what is published, and tells whoever worked on what readers don't see any more.
 *
 * @returns the drafts that can be published again, by the versions that this made: of a claim its reports
 */
export function takeBack(
  db: EntityManager,
  person: { id: number; name: string },
  { kind, id, version }: Published,
): Promise<Made[]> {
  return inTransaction(db, async (db) => {
    const reports = await COMMANDS[kind](db, person, id, version)
    const parts = [(await workersOn(db, kind, [id])).get(id), ...(await workersAlongside(db, kind, id))]
    const authors = parts.flatMap((part) => authorsOf(part).credited.map((author) => author.id))
    const text = `${person.name} took ${kind} ${id}, which you worked on, back to draft: readers do not see it now.`
    await notify(db, person, authors, { kind: 'taken back', subjectKind: kind, subjectId: id, text })
    return reports
      ? reports.map((report): Made => ({ kind: 'statement', ...report }))
      : [{ kind, id, version: version + 1 }]
  })
}

/** Those of what goes along: the reports of a claim, and the claim of the last report that readers saw. */
async function workersAlongside(db: EntityManager, kind: Published['kind'], id: number) {
  if (kind === 'link') return []
  const [of, where] =
    kind === 'claim'
      ? (['statement', `SELECT id FROM statements WHERE claim_id = $1 AND state = 'draft'`] as const)
      : ([
          'claim',
          `SELECT id FROM claims WHERE id = (SELECT claim_id FROM statements WHERE id = $1) AND state = 'draft'`,
        ] as const)
  const rows: { id: number }[] = await db.query(where, [id])
  return (
    await workersOn(
      db,
      of,
      rows.map((row) => row.id),
    )
  ).values()
}
