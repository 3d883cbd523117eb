import type { ArticleWithText } from '../articles/articles.queries'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { DismissedAnnotation, PartOfList } from './annotations.queries'
import type { LineProblem } from './json-lines'
import type { TakenOver } from './take-over.commands'

interface TakeOverPage extends PageHead {
  article: Pick<ArticleWithText, 'id' | 'headline' | 'language'>
  /** How many wait. */
  waiting: number
  dismissed: DismissedAnnotation[]
  part: PartOfList
  typed: { text?: string }
  problems: FieldProblems
  /** What is wrong with the file. */
  lines: readonly LineProblem[]
}

export const takeOverPage = page<TakeOverPage>('annotations/take-over')

/** What became of a file, in sentences. */
export function takenInWords({ taken, known, leftOut, partOf, byPosition }: Omit<TakenOver, 'articles'>): string {
  const said = words.annotations
  const aside = Object.entries(leftOut).map(([what, count]) => said.leftOut[what as keyof typeof leftOut](count ?? 0))
  return [
    said.taken(taken),
    ...(partOf ? [said.partOf(partOf.entries, partOf.total)] : []),
    ...(known > 0 ? [said.known(known)] : []),
    ...(aside.length > 0 ? [said.aside(aside)] : []),
    ...(byPosition.length > 0 ? [said.byPosition(byPosition)] : []),
  ].join(' ')
}
