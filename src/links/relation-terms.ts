import type { Relation } from './relation'

/** What a relation is called in linked data: by our own vocabulary (`/ns`), and by CiTO, which others know. */
export interface RelationTerm {
  gs: string
  cito: string
  /** What it is in PROV; null is nothing there. "corrects" is a revision only where an outlet corrects itself. */
  prov: 'wasRevisionOf' | 'wasDerivedFrom' | 'wasQuotedFrom' | null
  /** Whether it is said from both ends. */
  isSymmetric: boolean
}

/** CiTO is about works that cite each other; each of our terms says the narrower thing. */
export const RELATION_TERMS = {
  contradicts: { gs: 'contradicts', cito: 'disagreesWith', prov: null, isSymmetric: true },
  denies: { gs: 'denies', cito: 'disputes', prov: null, isSymmetric: false },
  corrects: { gs: 'corrects', cito: 'corrects', prov: 'wasRevisionOf', isSymmetric: false },
  walks_back: { gs: 'walksBack', cito: 'qualifies', prov: 'wasRevisionOf', isSymmetric: false },
  corroborates: { gs: 'corroborates', cito: 'confirms', prov: null, isSymmetric: false },
  repeats: { gs: 'repeats', cito: 'agreesWith', prov: 'wasDerivedFrom', isSymmetric: false },
  relays: { gs: 'relays', cito: 'containsAssertionFrom', prov: 'wasQuotedFrom', isSymmetric: false },
} as const satisfies Record<Relation, RelationTerm>

export const CITO = 'http://purl.org/spar/cito/'

/** Our own vocabulary, of the site at this address. */
export const ownVocabulary = (baseUrl: string): string => `${baseUrl}/ns#`
