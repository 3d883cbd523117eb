import type { Response } from 'express'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { componentSchemas, forWhom, named, openApiPath, parametersOf, refusalStatuses } from './openapi'
import type { Operation } from './operation'
import { operationsByNoun } from './operations'

/** One member of a body, or one parameter, in words. */
interface Member {
  name: string
  required: boolean
  kind: string
  description: string
}

interface OperationOnPage {
  anchor: string
  method: string
  path: string
  /** Whom a token has to be of; null where none is needed. */
  audience: string | null
  summary: string
  description: string
  parameters: Member[]
  members: Member[]
  success: number
  response: string
  refusals: [number, string][]
  curl: string
}

interface DocumentationPage extends PageHead {
  nouns: { name: string; operations: OperationOnPage[] }[]
}

const view = page<DocumentationPage>('api/index')

/** The API for people: every operation with what it takes and a command to try. Made once; it is the same for everyone. */
export function documentationPage(baseUrl: string) {
  let nouns: DocumentationPage['nouns'] | undefined
  const { title, description } = words.api
  return (res: Response) => {
    nouns ??= allOperations(baseUrl)
    view.render(res, { title, description, section: '/api', canonical: '/api', nouns })
  }
}

function allOperations(baseUrl: string): DocumentationPage['nouns'] {
  const shapes = componentSchemas()
  return Object.entries(operationsByNoun).map(([name, operations]) => ({
    name,
    operations: operations.map((operation) => onPage(operation, shapes, baseUrl)),
  }))
}

function onPage(operation: Operation, shapes: Record<string, Shape>, baseUrl: string): OperationOnPage {
  const { name, method, path, audience, summary, description = '', body, success, response } = operation
  return {
    anchor: name,
    method: method.toUpperCase(),
    path: openApiPath(path),
    audience: forWhom(audience),
    summary,
    description,
    parameters: parametersOf(operation).map(({ name, required, schema, description = '' }) => ({
      name,
      required,
      kind: kindOf(schema),
      description,
    })),
    members: body ? membersOf(shapes[shapeName(body)]) : [],
    success,
    response: shapeName(response),
    refusals: refusalStatuses(operation),
    curl: curlOf(operation, baseUrl),
  }
}

const shapeName = (schema: Parameters<typeof named>[0]) => String(named(schema).$ref).split('/').at(-1) ?? ''

interface Shape {
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Shape[]
  items?: Shape
  description?: string
  properties?: Record<string, Shape>
  required?: string[]
}

function membersOf({ properties = {}, required = [] }: Shape = {}): Member[] {
  return Object.entries(properties).map(([name, member]) => ({
    name,
    required: required.includes(name),
    kind: kindOf(member),
    description: member.description ?? '',
  }))
}

/** A JSON Schema in a few words: "text or null", "list of objects", "asserts, denies or asks". */
function kindOf({ type, enum: values, anyOf, items }: Shape): string {
  if (values) return alternatives(values.map(String))
  if (anyOf) return alternatives([...new Set(anyOf.map(kindOf))])
  if (Array.isArray(type)) return alternatives(type.map((one) => KINDS[one] ?? one))
  if (type === 'array') return items ? `list: ${kindOf(items)}` : 'list'
  return KINDS[type ?? ''] ?? type ?? 'any'
}

const KINDS: Record<string, string> = { string: 'text', integer: 'number', boolean: 'true or false', object: 'object' }

const alternatives = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** A command for a shell, its example in single quotes. */
function curlOf({ method, path, sections, audience, changes, example }: Operation, baseUrl: string): string {
  const lines = [
    method === 'get' ? 'curl' : `curl -X ${method.toUpperCase()}`,
    `  '${baseUrl}${path.replace(':id', '17').replace(':section', sections?.[0] ?? '')}'`,
    ...(audience === 'anyone' ? [] : [`  -H "Authorization: Bearer $GAINSAY_TOKEN"`]),
    ...(method === 'get' ? [] : ['  -H "Idempotency-Key: $(uuidgen)"']),
    ...(changes ? [`  -H 'If-Match: "1"'`] : []),
    ...(example === undefined
      ? []
      : [
          `  -H 'Content-Type: application/json'`,
          `  -d '${JSON.stringify(example, null, 2).replaceAll("'", "'\\''")}'`,
        ]),
  ]
  return lines.join(' \\\n')
}
