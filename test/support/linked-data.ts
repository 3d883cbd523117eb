import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import { conformanceFile } from './conformance'

/** The linked data of a page, as its script element has it. */
export function linkedDataOf(html: string): Record<string, unknown> {
  const [, text = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? []
  return JSON.parse(text)
}

/** As much of schema.org's context as our pages use, for where the whole one is not at hand. */
const OWN_CONTEXT = {
  '@context': {
    '@vocab': 'http://schema.org/',
    ...Object.fromEntries(['sameAs', 'url', 'itemListOrder'].map((name) => [name, { '@type': '@id' }])),
    datePublished: { '@type': 'Date' },
  },
}

const SCHEMA_ORG = conformanceFile('schemaorgcontext.jsonld')

/** Whether documents are read by schema.org's own context. */
export const isWholeContext = SCHEMA_ORG !== null

/** No network: schema.org's context is here, and no other is wanted. */
async function documentLoader(url: string) {
  if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`no such context here: ${url}`)
  return { contextUrl: undefined, documentUrl: url, document: SCHEMA_ORG ? JSON.parse(SCHEMA_ORG) : OWN_CONTEXT }
}

/** The document as a graph. Throws where something in it would be dropped in silence (safe mode). */
export async function triplesOf(document: object): Promise<Store> {
  const quads = await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' })
  return new Store(new Parser({ format: 'N-Quads' }).parse(quads))
}
