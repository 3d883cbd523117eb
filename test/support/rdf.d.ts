/** As much of these packages as tests use; they come without types. */
declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: object): Promise<string> }
  export default jsonld
}

declare module 'rdf-validate-shacl' {
  interface Report {
    conforms: boolean
    results: { focusNode?: { value: string }; path?: { value: string }[]; message: { value: string }[] }[]
  }
  export default class Validator {
    constructor(shapes: object, options?: object)
    validate(data: object): Promise<Report> | Report
  }
}

declare module 'rdf-canonize' {
  export function canonize(quads: object[], options: { algorithm: string }): Promise<string>
}

declare module 'n3' {
  interface Term {
    termType: string
    value: string
    datatype: { value: string }
  }
  interface Quad {
    subject: Term
    predicate: Term
    object: Term
    graph: { termType: string; value: string }
  }
  export class Parser {
    constructor(options?: { format?: string })
    parse(text: string): Quad[]
  }
  export class Store {
    constructor(quads: Quad[])
    readonly size: number
    getQuads(subject: string | null, predicate: string | null, object: string | null, graph: null): Quad[]
  }
}
