import { type PageHead, page } from '../web/page'
import type { DeskLine, DeskSection } from './desk-section'
import type { DuplicatePair } from './duplicate-pairs'

export interface SectionInBrief extends Pick<DeskSection, 'name' | 'title' | 'what' | 'empty'> {
  count: string
  lines: DeskLine[]
  hasMore: boolean
}

interface DeskPage extends PageHead {
  /** Those where something waits, and those that are done. */
  waiting: SectionInBrief[]
  done: SectionInBrief[]
}

export const deskPage = page<DeskPage>('desk/index')

interface SectionPage extends PageHead, Pick<DeskSection, 'name' | 'what' | 'empty'> {
  lines: DeskLine[]
  next: string | null
}

export const sectionPage = page<SectionPage>('desk/section')

interface DuplicatesPage extends PageHead, Pick<DeskSection, 'name' | 'what' | 'empty'> {
  pairs: DuplicatePair[]
  next: string | null
}

export const duplicatesPage = page<DuplicatesPage>('desk/duplicates')
