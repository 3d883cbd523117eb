import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Audience } from '../accounts/role'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { POINT_IN_TIME } from './as-of.schema'
import { ProblemDocument } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { hasVersion, type Operation } from './operation'
import { operationsByNoun } from './operations'
import { MESSAGES } from './webhook.schema'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made of the schemas that requests are parsed by and the table the router is built from. */
export function openApiDocument(baseUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const [noun, operations] of Object.entries(operationsByNoun)) {
    for (const operation of operations) {
      const path = openApiPath(operation.path)
      paths[path] = { ...paths[path], [operation.method]: operationObject(noun, operation) }
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gainsay',
      version: '1',
      description:
        'Who said what in the news, and who gainsaid it. What is published needs no account; the rest needs a token, and each ' +
        'operation says whose. Each write carries an Idempotency-Key, by which it is done once however often it is sent. ' +
        'Changes name the version they were made from in If-Match; lists go on at their `next`. Bodies are UTF-8, and say a ' +
        'thing once. Words are kept as they are sent but for three things: line ends become LF, accents are composed (NFC), ' +
        'and spaces at both ends go. What can’t be kept so is refused.',
    },
    servers: [{ url: baseUrl }],
    tags: Object.keys(operationsByNoun).map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(
      Object.entries(MESSAGES).map(([type, message]) => [type, { post: messageObject(type, message) }]),
    ),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Made on the account page, or by `gainsay token add EMAIL`. A read token is for GET alone.',
        },
      },
    },
  }
}

/** What we send, as a receiver has to take it. */
function messageObject(type: string, { schema, summary }: (typeof MESSAGES)[keyof typeof MESSAGES]): Json {
  const header = (name: string, description: string) => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string' },
  })
  return {
    operationId: type.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase()),
    tags: ['Webhooks'],
    summary,
    security: [],
    parameters: [
      header('webhook-id', 'The same for each try of a message: by it a receiver knows one that came before.'),
      header('webhook-timestamp', 'Of this try, in seconds since 1970. Refuse what is more than five minutes off.'),
      header(
        'webhook-signature',
        '`v1,` and a signature in base64; after a space another, while a former secret signs along.',
      ),
    ],
    requestBody: { required: true, content: { 'application/json': { schema: named(schema) } } },
    responses: {
      '2XX': { description: 'Taken.' },
      410: { description: 'Nothing more is wanted: the webhook is paused.' },
      default: { description: 'Not taken: it is tried again.' },
    },
  }
}

/** Express's `:id` as OpenAPI writes it. */
export const openApiPath = (path: string) => path.replace(/:(\w+)/g, '{$1}')

/** All named shapes, each once, told apart by name: requests as they are sent, answers as they are read. */
export function componentSchemas(): Record<string, Json> {
  const uri = (id: string) => `#/components/schemas/${id}`
  const requests = z.toJSONSchema(requestShapes, { io: 'input', uri })
  const answers = z.toJSONSchema(answerShapes, { io: 'output', uri })
  const schemas: Record<string, Json> = {}
  for (const [name, schema] of Object.entries({ ...requests.schemas, ...answers.schemas })) {
    // In a document a schema's address is its place; the dialect is OpenAPI's own default.
    const { $id: _id, $schema: _dialect, ...rest } = schema as Json
    schemas[name] = rest
  }
  return schemas
}

/** Whom a token has to be of, in words; each role may do what those before it may. Null where none is needed. */
export function forWhom(audience: Audience): string | null {
  if (audience === 'anyone') return null
  return audience === 'reader' ? 'for anybody with an account' : `for ${audience}s`
}

/** What the summary doesn't say: whom it is for, in a sentence, and the operation's own words. */
function descriptionOf({ audience, description }: Operation): string | undefined {
  const whom = forWhom(audience)
  const sentences = [whom && `${whom.charAt(0).toUpperCase()}${whom.slice(1)}.`, description].filter(Boolean)
  return sentences.length > 0 ? sentences.join(' ') : undefined
}

function operationObject(noun: string, operation: Operation): Json {
  const { name, summary, body, example, audience } = operation
  const description = descriptionOf(operation)
  return {
    operationId: name,
    tags: [noun],
    summary,
    ...(description ? { description } : {}),
    security: audience === 'anyone' ? [{}, { token: [] }] : [{ token: [] }],
    parameters: parametersOf(operation),
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: { 'application/json': { schema: named(body), example } },
          },
        }
      : {}),
    responses: { ...successOf(operation), ...refusalsOf(operation) },
  }
}

/** A reference to a shape by its name; a shape without one would be a slip that a test finds. */
export function named(schema: z.ZodType): Json {
  const id = requestShapes.get(schema)?.id ?? answerShapes.get(schema)?.id
  if (id === undefined) throw new Error('A schema of the API is registered under no name')
  return { $ref: `#/components/schemas/${id}` }
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Json
}

/** Whether it may change something, and so wants an idempotency key. */
const isWrite = ({ method }: Pick<Operation, 'method'>) => method !== 'get'

/** What an operation wants beside its body. */
export function parametersOf(operation: Operation): Parameter[] {
  const { path, query, sections, changes } = operation
  const parameters: Parameter[] = []
  for (const name of ['id', 'number'].filter((name) => path.includes(`/:${name}`))) {
    parameters.push({
      name,
      in: 'path',
      required: true,
      schema: { type: 'integer', minimum: 1, maximum: LARGEST_INTEGER },
    })
  }
  if (path.includes('/:key'))
    parameters.push({ name: 'key', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } })
  if (path.includes('/:at')) parameters.push({ name: 'at', in: 'path', required: true, ...POINT_IN_TIME })
  if (sections)
    parameters.push({ name: 'section', in: 'path', required: true, schema: { type: 'string', enum: sections } })
  if (query) {
    // As it is after parsing: a query's numbers are numbers, though they travel as text.
    const { properties = {} } = z.toJSONSchema(query, { io: 'output' }) as { properties?: Record<string, Json> }
    for (const [name, { description, ...schema }] of Object.entries(properties)) {
      parameters.push({ name, in: 'query', required: false, description: description as string | undefined, schema })
    }
  }
  if (changes) {
    const description = 'The version that is changed, as ETag gave it, or alone.'
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description,
      schema: { type: 'string', pattern: '^(W/)?"[1-9][0-9]*(-[A-Za-z0-9_-]{11})?"$' },
    })
  }
  if (!isWrite(operation)) {
    const description = 'The ETag of what you have: while it is the same, the answer is 304.'
    parameters.push({ name: 'If-None-Match', in: 'header', required: false, description, schema: { type: 'string' } })
  }
  if (isWrite(operation)) {
    const description =
      'Made up by you for each new request, and sent with every try of it: 1 to 255 visible characters of ASCII, or these ' +
      'in quotation marks.'
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description,
      schema: { type: 'string', pattern: '^[!-~]{1,255}$|^"[ -~]*"$' },
    })
  }
  return parameters
}

const ADDRESS = { type: 'string', format: 'uri' }

/** RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers-10; a site without a limit sends none. */
const LIMITS = {
  'RateLimit-Policy': {
    description: 'How many requests (q) are taken in how many seconds (w).',
    schema: { type: 'string', pattern: '^"api";q=[0-9]+;w=[0-9]+$' },
  },
  RateLimit: {
    description: 'How many are left (r), and in how many seconds all will be there again (t).',
    schema: { type: 'string', pattern: '^"api";r=[0-9]+;t=[0-9]+$' },
  },
}

function successOf(operation: Operation): Json {
  const { success, response, query } = operation
  const isTagged = !isWrite(operation) || hasVersion(operation)
  const tag = { type: 'string', pattern: `^"${hasVersion(operation) ? '[1-9][0-9]*-' : ''}[A-Za-z0-9_-]{11}"$` }
  const description = hasVersion(operation)
    ? 'The version, and what tells whether anything else in it changed.'
    : 'Tells whether anything in it changed.'
  const tagged = isTagged ? { ETag: { description, required: true, schema: tag } } : {}
  const headers = {
    ...tagged,
    ...LIMITS,
    ...(success === 201 ? { Location: { description: 'Where it is.', required: true, schema: ADDRESS } } : {}),
    ...(isWrite(operation)
      ? {
          'Idempotent-Replayed': {
            description: 'The same was sent before: this is what was answered then.',
            schema: { type: 'string', enum: ['true'] },
          },
        }
      : {}),
    ...(query ? { Link: { description: 'The next page, if there is one.', schema: { type: 'string' } } } : {}),
  }
  const content = { 'application/json': { schema: named(response) } }
  return {
    [success]: { description: success === 201 ? 'It is there.' : 'Done, or found.', headers, content },
    ...(isWrite(operation)
      ? {}
      : { 304: { description: 'It is as If-None-Match says.', headers: { ...tagged, ...LIMITS } } }),
  }
}

function refusalsOf(operation: Operation): Json {
  const responses: Json = {}
  for (const [status, description] of refusalStatuses(operation)) {
    responses[status] =
      status === 308
        ? { description, headers: { Location: { description: 'Where it is now.', required: true, schema: ADDRESS } } }
        : { description, content: { 'application/problem+json': { schema: named(ProblemDocument) } } }
  }
  return responses
}

/** What an idempotency key may be refused for, whatever it is sent with. */
const OF_KEYS = {
  400: '`Idempotency-Key` is missing, or is none.',
  409: 'A request under this key is under way: send it again in a moment.',
  422: 'The `Idempotency-Key` was sent before, with another request.',
}

/** Every refusal of an operation with what it means: those that follow from its definition, and its own. */
export function refusalStatuses(operation: Operation): [number, string][] {
  const { audience, path, body, query, sections, changes, refusals = {} } = operation
  const meant: Record<number, string | undefined> = {
    401:
      audience === 'anyone'
        ? 'The token sent is unknown or has been revoked.'
        : 'A token is needed, one that is known.',
    ...(audience === 'anyone' ? {} : { 403: 'The account, or the token, may not do this.' }),
    ...(path.includes('/:id') ? { 404: 'There is none of this number.' } : {}),
    ...(path.includes('/:key') ? { 404: 'There is none of this key, or not any more.' } : {}),
    ...(sections ? { 404: 'There is none of this name.' } : {}),
    ...(body || query ? { 422: 'Something in it is not accepted; `errors` has a sentence for each member.' } : {}),
    ...(body ? { 413: 'It is too large.', 415: 'It is not JSON.' } : {}),
    ...(body || changes ? { 400: 'It can’t be read.' } : {}),
    ...(changes ? { 412: 'It has been changed since the version in If-Match.', 428: 'If-Match is missing.' } : {}),
    429: 'Too many requests: `Retry-After` says in how many seconds to go on.',
    503: `${STATUS_CODES[503]}: try again in a few seconds.`,
    ...refusals,
  }
  if (isWrite(operation)) {
    for (const [status, meaning] of Object.entries(OF_KEYS))
      meant[Number(status)] = [meant[Number(status)], meaning].filter(Boolean).join(' ')
  }
  return Object.entries(meant).flatMap(([status, meaning]) =>
    meaning === undefined ? [] : [[Number(status), meaning]],
  )
}
