import { dayInWords } from '../claims/said-on-days'
import { runsOf } from '../versions/differences'
import { words } from '../words/words'
import { SPLIT } from './claim-card'
import { MOST_COMPARED, type WordingRow } from './drift.queries'

/** One report’s wording beside the others. */
export interface WordingShown {
  statementId: number
  articleId: number
  outlet: string
  published: { day: string; words: string } | null
  language: string
  /** In order; those that the first report has not are marked. */
  pieces: { words: string; isNew: boolean }[]
}

/** How a claim was worded from report to report. */
export interface Drift {
  claimId: number
  wordings: WordingShown[]
  /** Said where it has more reports than are compared. */
  leftOut: string | null
}

/** Claims whose reports word it in more than one way, with the words side by side. */
export function driftsOf(rows: readonly WordingRow[]): Drift[] {
  const byClaim = new Map<number, WordingRow[]>()
  for (const row of rows) byClaim.set(row.claimId, [...(byClaim.get(row.claimId) ?? []), row])
  return Array.from(byClaim, ([claimId, reports]) => ({
    claimId,
    wordings: wordingsOf(reports),
    leftOut: leftOutOf(reports[0]?.reports ?? 0),
  })).filter(({ wordings }) => wordings.length > 1)
}

const leftOutOf = (reports: number) => (reports > MOST_COMPARED ? words.claim.comparedOf(MOST_COMPARED, reports) : null)

/** Each wording once, as the earliest report has it: agencies’ texts are printed word for word by many. */
function wordingsOf(reports: readonly WordingRow[]): WordingShown[] {
  const texts = new Map(reports.toReversed().map((report) => [report.content.join(SPLIT).toLowerCase(), report]))
  const distinct = reports.filter((report) => texts.get(report.content.join(SPLIT).toLowerCase()) === report)
  const first = distinct[0]?.content.join(SPLIT) ?? ''
  return distinct.map(({ statementId, articleId, content, outlet, publishedOn, language }, place) => ({
    statementId,
    articleId,
    outlet: outlet ?? words.article.unknownOutlet,
    published: publishedOn === null ? null : { day: publishedOn, words: dayInWords(publishedOn) },
    language,
    pieces: piecesOf(first, content.join(SPLIT), place > 0),
  }))
}

function piecesOf(first: string, text: string, isLater: boolean): WordingShown['pieces'] {
  if (!isLater) return [{ words: text, isNew: false }]
  const runs = runsOf(first, text)
  // They share too little to be compared word by word: all of it is otherwise.
  if (runs === null) return [{ words: text, isNew: true }]
  return runs.filter(({ is }) => is !== 'gone').map(({ words, is }) => ({ words, isNew: is === 'new' }))
}
