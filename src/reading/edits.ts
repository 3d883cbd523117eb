import { dayMoment, type Moment } from '../accounts/moments'
import { contentIn } from '../revising/places-sql'
import { type Run, runsOf } from '../versions/differences'
import { words } from '../words/words'
import type { EditRow } from './edits.queries'

/** What an article changed of a report after it was published, as its claim's and its chain's pages tell it. */
export interface Edit {
  claimId: number
  statementId: number
  /** "Wording changed in revision 2". */
  told: string
  outlet: string
  language: string
  captured: Moment
  capturedBefore: Moment
  /** Both wordings: word by word where they share enough, else one after the other; of what was removed it is the old one. */
  runs: Run[]
  href: string
}

export function editsOf(rows: readonly EditRow[]): Edit[] {
  return rows.map((row) => ({
    claimId: row.claimId,
    statementId: row.statementId,
    told: words.revisions.effects[row.effect](row.revision),
    outlet: row.outlet ?? words.article.unknownOutlet,
    language: row.language,
    captured: dayMoment(row.capturedAt),
    capturedBefore: dayMoment(row.capturedBefore),
    runs: bothWordings(contentIn(row.before), row.after && contentIn(row.after)),
    href: `/articles/${row.articleId}/revisions/${row.revision}#statement-${row.statementId}`,
  }))
}

/** Two wordings as one text in which what is gone and what is new are marked; null is in the text no more. */
export function bothWordings(before: string, after: string | null): Run[] {
  if (after === null) return [{ words: before, is: 'gone' }]
  if (before === after) return [{ words: after, is: 'kept' }]
  return (
    runsOf(before, after) ?? [
      { words: before, is: 'gone' },
      { words: after, is: 'new' },
    ]
  )
}
