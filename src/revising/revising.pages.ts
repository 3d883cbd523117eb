import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { CarryingInHand } from './carryings.queries'

interface PointingPage extends PageHead {
  carrying: Omit<CarryingInHand, 'text'>
  /** Where the form came from. */
  back: string
  /** The content as the text before had it, each part. */
  was: string[]
  /** What each field for the words of a hop is for. */
  hops: string[]
  paragraphs: string[]
  typed: Record<string, string[]>
  problems: FieldProblems
}

export const pointingPage = page<PointingPage>('revising/point')
