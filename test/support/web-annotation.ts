import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import { conformanceFile } from './conformance'

const FOLDER = 'web-annotation'

const fileOf = (name: string): Record<string, unknown> | null => {
  const text = conformanceFile(`${FOLDER}/${name}`)
  return text === null ? null : JSON.parse(text)
}

/** W3C's lists of what "must" be so. */
const MUSTS = {
  annotation: 'annotations/annotationMusts.test',
  collection: 'collections/collectionMusts.test',
  page: 'collections/pages/pageMusts.test',
} as const

const DEFINITIONS = [
  'annotations',
  'bodyTarget',
  'choiceSet',
  'collections',
  'id',
  'otherProperties',
  'specificResource',
]

const KEPT = new Map<keyof typeof MUSTS, ReturnType<typeof compiled>>()

/** By assertion of W3C's, whether a document fails it; null where the assertions are not at hand. */
export function mustsOf(kind: keyof typeof MUSTS): Map<string, (document: unknown) => boolean> | null {
  const known = KEPT.get(kind) ?? compiled(kind)
  KEPT.set(kind, known)
  return known
}

function compiled(kind: keyof typeof MUSTS): Map<string, (document: unknown) => boolean> | null {
  const list = fileOf(MUSTS[kind])
  if (list === null) return null
  const ajv = addFormats(new Ajv({ strict: false, validateFormats: true }))
  for (const name of DEFINITIONS) ajv.addSchema(fileOf(`definitions/${name}.json`) as object)
  return new Map(
    (list.assertions as string[]).map((file) => {
      const schema = fileOf(file) as { expectedResult: string }
      const valid = ajv.compile(schema)
      return [file.replace(/^.*\/|\.json$/g, ''), (document) => valid(document) !== (schema.expectedResult === 'valid')]
    }),
  )
}

/** As much of the standard's context as our files use, for where the whole one is not at hand. */
const OWN_CONTEXT = {
  '@context': {
    '@vocab': 'http://www.w3.org/ns/oa#',
    id: '@id',
    type: '@type',
    ...Object.fromEntries(
      ['body', 'target', 'source', 'selector', 'state', 'creator', 'canonical', 'cached', 'first', 'last']
        .concat('partOf', 'next', 'prev', 'rights')
        .map((name) => [name, { '@type': '@id' }]),
    ),
    items: { '@type': '@id', '@container': '@list' },
    motivation: { '@type': '@vocab' },
    purpose: { '@type': '@vocab' },
  },
}

const CONTEXT = fileOf('anno.jsonld')

/** Whether documents are read by the standard's own context, which knows no other keys. */
export const isWholeAnnotationContext = CONTEXT !== null

/** The document as a graph. Throws where something in it would be dropped in silence (safe mode of JSON-LD). */
export async function annotationTriples(document: object): Promise<Store> {
  const documentLoader = async (url: string) => {
    if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`no such context here: ${url}`)
    return { contextUrl: undefined, documentUrl: url, document: CONTEXT ?? OWN_CONTEXT }
  }
  const quads = await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' })
  return new Store(new Parser({ format: 'N-Quads' }).parse(quads))
}
