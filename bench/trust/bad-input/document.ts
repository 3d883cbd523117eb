type Json = Record<string, unknown>

/** What of an operation of the OpenAPI document requests are made of. */
export interface Operation {
  name: string
  method: string
  /** With `{id}`, `{section}`, `{number}` and `{at}`. */
  path: string
  /** Whether it needs no token. */
  isPublic: boolean
  /** Names of its parameters, by where they are. */
  query: string[]
  /** A value that each of these takes, as far as the document tells one. */
  queryValues: Record<string, string>
  takesVersion: boolean
  example: Json | null
  /** Every member that its body may have, nested ones by their path; an item of a list is 0. */
  members: Member[]
}

export interface Member {
  path: (string | number)[]
  isText: boolean
}

interface Schema extends Json {
  $ref?: string
  type?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  pattern?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

interface DocumentedOperation {
  operationId: string
  security: Json[]
  parameters: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema; example?: Json }> }
}

export interface OpenApi {
  paths: Record<string, Record<string, DocumentedOperation>>
  components: { schemas: Record<string, Schema> }
}

/** A body is nowhere deeper than this: content, hops, their speakers, these one's roles. */
const DEEPEST = 6

/** Every operation of a document, with what may be sent to it. */
export function operationsOf({ paths, components }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, parameters, requestBody }]) => {
      const { schema, example } = requestBody?.content['application/json'] ?? {}
      const inQuery = parameters.filter((parameter) => parameter.in === 'query')
      return {
        name: operationId,
        method: method.toUpperCase(),
        path,
        isPublic: security.some((way) => Object.keys(way).length === 0),
        query: inQuery.map(({ name }) => name),
        queryValues: Object.fromEntries(inQuery.map(({ name, schema }) => [name, usualValue(schema)])),
        takesVersion: parameters.some(({ name }) => name === 'If-Match'),
        example: requestBody ? (example ?? {}) : null,
        members: schema ? uniqueMembers(membersOf(schema, components.schemas, [])) : [],
      }
    }),
  )
}

/** Words, where a list of days goes on, a number, a language: the first that a rule has is taken. */
const USUAL = ['said', '2019-06-04.1', '1', 'en']

function usualValue({ type, format, const: only, enum: [first] = [], pattern = '' }: Schema): string {
  if (only !== undefined || first !== undefined) return String(only ?? first)
  if (format === 'date') return '2019-06-04'
  if (type === 'integer') return '1'
  return USUAL.find((value) => new RegExp(pattern).test(value)) ?? ''
}

function membersOf(schema: Schema, known: Record<string, Schema>, path: (string | number)[]): Member[] {
  if (path.length > DEEPEST) return []
  if (schema.$ref) return membersOf(known[schema.$ref.split('/').at(-1) ?? ''] ?? {}, known, path)
  const ways = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => some ?? [])
  return [
    ...(path.length > 0 ? [{ path, isText: schema.type === 'string' }] : []),
    ...ways.flatMap((way) => membersOf(way, known, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => membersOf(member, known, [...path, name])),
    ...(schema.items ? membersOf(schema.items, known, [...path, 0]) : []),
  ]
}

/** One member a path: a text if any of its forms is. */
function uniqueMembers(members: Member[]): Member[] {
  const byPath = new Map<string, Member>()
  for (const member of members) {
    const key = member.path.join('.')
    const known = byPath.get(key)
    byPath.set(key, { path: member.path, isText: member.isText || known?.isText === true })
  }
  return [...byPath.values()]
}

/** The value with a member put in place of what is there; what is on the way to it is made. */
export function withMember(value: unknown, [step, ...rest]: readonly (string | number)[], member: unknown): unknown {
  if (step === undefined) return member
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    list[step] = withMember(list[step], rest, member)
    return list
  }
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...(value as Json) } : {}
  // Defined, since `__proto__` would not be set by an assignment.
  return Object.defineProperty(object, step, {
    value: withMember((object as Json)[step], rest, member),
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

export function withoutMember(value: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Json
  if (rest.length === 0) {
    if (Array.isArray(copy)) copy.splice(Number(step), 1)
    else delete copy[step]
  } else if (step in copy) copy[step] = withoutMember(copy[step], rest)
  return copy
}
