import type { Run } from '../versions/differences'
import { type PageHead, page } from '../web/page'
import type { ComparedArticle } from './compared.queries'
import type { CopyPair } from './copy-pairs'
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

interface CopiesPage extends PageHead, Pick<DeskSection, 'name' | 'what' | 'empty'> {
  pairs: CopyPair[]
  next: string | null
}

export const copiesPage = page<CopiesPage>('desk/copies')

interface ComparedPage extends PageHead {
  one: ComparedArticle
  /** Null until one is named. */
  other: ComparedArticle | null
  /** Null where they can't be set side by side. */
  runs: Run[] | null
}

export const comparedPage = page<ComparedPage>('desk/compared')
