import type { PartOfText } from '../suggestions/part-of-text'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { CarryingInHand } from './carryings.queries'

interface PointingPage extends PageHead {
  carrying: CarryingInHand
  /** Where the form came from. */
  back: string
  /** The content as the text before had it, each part. */
  was: string[]
  /** What each field for the words of a hop is for. */
  hops: string[]
  /** The part of the text that is shown, and its paragraphs. */
  part: PartOfText
  paragraphs: string[]
  typed: Record<string, string[]>
  problems: FieldProblems
}

export const pointingPage = page<PointingPage>('revising/point')
