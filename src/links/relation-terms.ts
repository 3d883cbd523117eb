import type { Relation } from './relation'

/** What a relation is called in linked data: by our own vocabulary (`/ns`), and by CiTO, which others know. */
export interface RelationTerm {
  gs: string
  cito: string
  /** Whether it is said from both ends. */
  isSymmetric: boolean
}

/** CiTO is about works that cite each other; each of our terms says the narrower thing. */
export const RELATION_TERMS: Record<Relation, RelationTerm> = {
  contradicts: { gs: 'contradicts', cito: 'disagreesWith', isSymmetric: true },
  denies: { gs: 'denies', cito: 'disputes', isSymmetric: false },
  corrects: { gs: 'corrects', cito: 'corrects', isSymmetric: false },
  walks_back: { gs: 'walksBack', cito: 'qualifies', isSymmetric: false },
  corroborates: { gs: 'corroborates', cito: 'confirms', isSymmetric: false },
  repeats: { gs: 'repeats', cito: 'agreesWith', isSymmetric: false },
  relays: { gs: 'relays', cito: 'containsAssertionFrom', isSymmetric: false },
}

export const CITO = 'http://purl.org/spar/cito/'

/** Our own vocabulary, of the site at this address. */
export const ownVocabulary = (baseUrl: string): string => `${baseUrl}/ns#`
