import { dayMoment, type Moment } from '../accounts/moments'
import type { Effect } from '../revising/carrying'
import { contentIn, type WordsOfPart } from '../revising/places-sql'
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
  /** Who was named as having said it, or how, and who is now. */
  mentions: Mention[]
  href: string
}

export function editsOf(rows: readonly EditRow[]): Edit[] {
  return rows.map((row) => ({
    claimId: row.claimId,
    statementId: row.statementId,
    told: effectInWords(row.effect, row.fromRevision, row.revision),
    outlet: row.outlet ?? words.article.unknownOutlet,
    language: row.language,
    captured: dayMoment(row.capturedAt),
    capturedBefore: dayMoment(row.capturedBefore),
    runs: bothWordings(contentIn(row.before), row.after && contentIn(row.after)),
    mentions: row.effect === 'reattributed' ? mentionsOf(row.before, row.after ?? []) : [],
    href: placeOnRevisionPage(row),
  }))
}

/** "Wording changed in revision 2"; where nobody looked at texts in between, between which it was. */
export function effectInWords(effect: Effect, from: number, to: number): string {
  // That it was not there was seen in the text right before.
  const since = effect === 'returned' ? to - 1 : from
  return words.revisions.effects[effect](words.revisions.when(since, to))
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

/** Words that name the speaker, the saying, or who passed it on, in both texts. */
export interface Mention {
  label: string
  runs: Run[]
}

/** What names the speaker, the saying, and who passed it on, where that is not as it was. */
export function mentionsOf(before: readonly WordsOfPart[], after: readonly WordsOfPart[]): Mention[] {
  const wordsOf = (of: readonly WordsOfPart[], { part, position }: WordsOfPart) =>
    of.find((one) => one.part === part && one.position === position)?.words ?? null
  const added = after.filter((one) => wordsOf(before, one) === null)
  return [...before, ...added].flatMap((one) => {
    const { part } = one
    const [was, is] = [wordsOf(before, one), wordsOf(after, one)]
    if (part === 'content' || was === is) return []
    const label = words.revisions.parts[part]
    return [{ label, runs: was === null ? [{ words: is ?? '', is: 'new' as const }] : bothWordings(was, is) }]
  })
}

/** What was told before it is on earlier pages of the list. */
function placeOnRevisionPage({ articleId, revision, carryingId, statementId }: EditRow): string {
  const behind = carryingId > 1 ? `?told=${carryingId - 1}` : ''
  return `/articles/${articleId}/revisions/${revision}${behind}#statement-${statementId}`
}
