import { CITO, ownVocabulary } from '../links/relation-terms'
import type { OwnTerm } from '../reading/own-terms'
import { literal } from './selection.queries'

/** The vocabularies of the RDF files but our own. */
const VOCABULARIES = {
  cito: CITO,
  schema: 'http://schema.org/',
  prov: 'http://www.w3.org/ns/prov#',
  oa: 'http://www.w3.org/ns/oa#',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** A term of one of them; of our own only what `/ns` tells the meaning of. */
export type Term = `${keyof typeof VOCABULARIES}:${string}` | `gs:${OwnTerm}`

/** How the two files write the same things. */
export interface RdfSyntax {
  /** A term as it stands in the file. */
  term(term: Term): string
  /** SQL: the IRI of something of ours; `path` is SQL, without a slash in front. */
  own(path: string): string
}

const vocabularies = (baseUrl: string): Record<string, string> => ({ gs: ownVocabulary(baseUrl), ...VOCABULARIES })

/** Every IRI whole. */
export function nquadsSyntax(baseUrl: string): RdfSyntax {
  const all = vocabularies(baseUrl)
  return {
    term: (term) => {
      const [prefix = '', name = ''] = term.split(':')
      return `<${all[prefix]}${name}>`
    },
    own: (path) => `${literal(`<${baseUrl}/`)} || ${path} || '>'`,
  }
}

/** Terms by prefix, and what is ours by its path. */
export const turtleSyntax: RdfSyntax = {
  term: (term) => (term === 'rdf:type' ? 'a' : term),
  own: (path) => `'<' || ${path} || '>'`,
}

/** What a Turtle begins with. */
export const turtlePrefixes = (baseUrl: string): string[] => [
  `@base <${baseUrl}/> .`,
  ...Object.entries(vocabularies(baseUrl)).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`),
]
