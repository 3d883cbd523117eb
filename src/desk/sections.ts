import { annotationsSection } from './annotations-section'
import { articleSections } from './article-sections'
import { carryingSection } from './carrying-section'
import { chainSection, claimSections } from './claim-sections'
import { copiesSection } from './copy-pairs'
import type { DeskSection } from './desk-section'
import { duplicatesSection } from './duplicate-pairs'
import { correctionSection, reviewSections } from './waiting-sections'
import { withdrawnSection } from './withdrawn-section'

/**
 * What waits at the desk, in the order in which a day is best begun. A feature with work of its own adds its section here:
 * a name for its page, SQL for what waits, and its lines.
 */
export const deskSections: readonly DeskSection[] = [
  ...articleSections,
  annotationsSection,
  carryingSection,
  correctionSection,
  ...reviewSections,
  copiesSection,
  duplicatesSection,
  ...claimSections,
  chainSection,
  withdrawnSection,
]
