import type { RELATION_TERMS } from '../links/relation-terms'
import { words } from '../words/words'

/** What our own vocabulary has beside the relations: its names, as they stand behind `gs:`, and what each means. */
export const OWN_TERMS = words.vocabulary.terms

type RelationTerms = typeof RELATION_TERMS
/** A name of our own vocabulary; `/ns` tells what it means. */
export type OwnTerm = keyof typeof OWN_TERMS | RelationTerms[keyof RelationTerms]['gs']
