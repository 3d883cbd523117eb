import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'

interface Schemas<Document> {
  /** Knows the document as `openapi`. */
  ajv: Ajv2020
  /** The one that was first given: what is compiled of it is found again by its very objects. */
  document: Document
}

const known = new Map<string, Schemas<unknown>>()

/** A document's schemas. Compiling those that one test file needs takes half a second, so all files of a worker share them. */
export function schemasOf<Document extends object>(document: Document): Schemas<Document> {
  const text = JSON.stringify(document)
  let schemas = known.get(text) as Schemas<Document> | undefined
  if (!schemas) {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats(ajv)
    ajv.addSchema(document, 'openapi')
    schemas = { ajv, document }
    known.set(text, schemas)
  }
  return schemas
}
