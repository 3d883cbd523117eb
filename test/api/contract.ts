import type { Response } from 'supertest'
import { schemasOf } from './schemas.kept'

type Json = Record<string, unknown>
type Content = Record<string, { schema: { $ref: string } }>

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: Json
}

interface DocumentedOperation {
  operationId: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { headers?: Record<string, { required?: boolean; schema: Json }>; content?: Content }>
}

/** What of the OpenAPI document requests and answers are held against. */
export interface Documented {
  paths: Record<string, Record<string, DocumentedOperation>>
}

/** A request as it was sent. */
export interface Request {
  method: string
  /** With its query. */
  path: string
  /** By lower-case name. */
  headers: Record<string, string>
  /** The JSON; undefined where no body was sent. */
  body: unknown
}

/** Headers of an answer that a script goes by: sent where they are documented, and nowhere else. */
const TELLING = ['ETag', 'Location', 'Link', 'Idempotent-Replayed', 'RateLimit', 'RateLimit-Policy']

/** Holds requests and their answers against the document; each function throws what doesn't fit. */
export function contract(given: Documented) {
  const { ajv, document } = schemasOf(given)

  function operationAt({ method, path }: Request): { template: string; operation: DocumentedOperation } {
    const [address = ''] = path.split('?')
    const template = Object.keys(document.paths).find((known) => matches(known, address))
    const operation = template === undefined ? undefined : document.paths[template]?.[method]
    if (!template || !operation) throw new Error(`${method} ${path} is not in the document`)
    return { template, operation }
  }

  function fits(schema: Json | string, value: unknown, what: string) {
    if (ajv.validate(schema, value)) return
    throw new Error(`${what}: ${ajv.errorsText()}\n${JSON.stringify(value)}`)
  }

  /** A request that was taken: nothing in it that is not documented, and nothing missing that is. */
  function holdRequest(request: Request) {
    const { method, path, headers } = request
    const { template, operation } = operationAt(request)
    const what = `${method} ${path}`
    const given = { path: pathOf(template, path), query: queryOf(path, what), header: headers }
    const known = (place: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === place)
    for (const { in: place, name, required, schema } of operation.parameters) {
      const text = given[place][place === 'header' ? name.toLowerCase() : name]
      if (text !== undefined) fits(schema, parsedAs(text, schema), `${what}, ${name}`)
      else if (required) throw new Error(`${what} was taken without ${name}`)
    }
    const names = known('query').map(({ name }) => name)
    for (const name of Object.keys(given.query))
      if (!names.includes(name)) throw new Error(`${what} was taken with ?${name}, not documented`)
    const inHeaders = known('header').map(({ name }) => name.toLowerCase())
    for (const name of ['if-match', 'idempotency-key'])
      if (headers[name] !== undefined && !inHeaders.includes(name))
        throw new Error(`${what} was sent ${name}, not documented`)
    holdBody(operation, request, what)
  }

  function holdBody({ requestBody }: DocumentedOperation, { headers, body }: Request, what: string) {
    if (body === undefined) {
      if (requestBody?.required) throw new Error(`${what} was taken without a body`)
      return
    }
    if (!requestBody) throw new Error(`${what} was sent a body, not documented`)
    const type = headers['content-type']?.split(';')[0] ?? 'none'
    const schema = requestBody.content[type]?.schema
    if (!schema) throw new Error(`${what} was taken as ${type}, not documented`)
    fits(`openapi${schema.$ref}`, body, `${what}, its body`)
  }

  function holdAnswer(request: Request, answer: Response) {
    const { operation } = operationAt(request)
    const what = `${request.method} ${request.path} answered ${answer.status}`
    const documented = operation.responses[answer.status]
    if (!documented) throw new Error(`${what}, not documented: ${answer.text}`)
    const { headers = {}, content } = documented
    // A refusal may have Express's hash of itself.
    for (const name of answer.status < 400 ? TELLING : []) {
      const value = answer.headers[name.toLowerCase()]
      const header = headers[name]
      if (value !== undefined && !header) throw new Error(`${what} with ${name}, not documented`)
      if (value === undefined && header?.required) throw new Error(`${what} without ${name}`)
      if (value !== undefined && header) fits(header.schema, value, `${what}, ${name}`)
    }
    if (!content) return
    const schema = content[answer.type]?.schema
    if (!schema) throw new Error(`${what} as ${answer.type}, not documented`)
    fits(`openapi${schema.$ref}`, JSON.parse(answer.text), what)
  }

  /** Every answer; the request where it was taken. Gives the operation's name where it succeeded. */
  function hold(request: Request, answer: Response): string | null {
    holdAnswer(request, answer)
    if (answer.status >= 300) return null
    holdRequest(request)
    return operationAt(request).operation.operationId
  }

  return { ajv, hold }
}

function matches(template: string, path: string): boolean {
  const [wanted, asked] = [template.split('/'), path.split('/')]
  return wanted.length === asked.length && wanted.every((part, place) => part.startsWith('{') || part === asked[place])
}

function pathOf(template: string, path: string): Record<string, string> {
  const asked = (path.split('?')[0] ?? '').split('/')
  const parts = template.split('/').map((part, place) => [part, asked[place] ?? ''] as const)
  return Object.fromEntries(
    parts.filter(([part]) => part.startsWith('{')).map(([part, value]) => [part.slice(1, -1), value]),
  )
}

function queryOf(path: string, what: string): Record<string, string> {
  const pairs = [...new URLSearchParams(path.split('?')[1] ?? '')]
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`${what} was taken with one name twice`)
  return Object.fromEntries(pairs)
}

/** A parameter's value out of its text, as a generated client would have it before it is sent. */
function parsedAs(text: string, { type }: Json): unknown {
  return type === 'integer' || type === 'number' ? Number(text) : text
}
