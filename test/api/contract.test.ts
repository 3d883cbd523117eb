import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Response } from 'supertest'
import { neverHeld, recordOf } from '../support/held-operations'
import { contract } from './contract'

const text = { type: 'string' }

const { hold } = contract({
  paths: {
    '/ships/{id}': {
      put: {
        operationId: 'changeShip',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 9 } },
          { name: 'If-Match', in: 'header', required: true, schema: { ...text, pattern: '^"\\d"$' } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/Ship' } } } },
        responses: {
          200: {
            headers: { ETag: { required: true, schema: text } },
            content: { 'application/json': { schema: { $ref: '#/components/Ship' } } },
          },
          409: {},
        },
      },
      delete: { operationId: 'sinkShip', parameters: [], responses: { 200: {} } },
    },
  },
  components: { Ship: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: text } } },
} as Parameters<typeof contract>[0])

const PUT = {
  method: 'put',
  path: '/ships/3?limit=2',
  headers: { 'if-match': '"1"', 'content-type': 'application/json' },
  body: { name: 'Argo' } as unknown,
}
const DELETE = { method: 'delete', path: '/ships/3', headers: {}, body: undefined }
const FOUND = { status: 200, headers: { etag: '"1"' }, type: 'application/json', text: '{"name":"Argo"}' }
const held = (request: object, answer: object = {}) =>
  hold({ ...PUT, ...request }, { ...FOUND, ...answer } as unknown as Response)

test('what fits is held, by its operation', () => {
  expect(held({})).toBe('changeShip')
  expect(held({ path: '/ships/3' })).toBe('changeShip')
  expect(held(DELETE, { headers: {} })).toBe('sinkShip')
})

test.each([
  ['a path that is nowhere', { path: '/boats/3' }, {}],
  ['a number that is none', { path: '/ships/x' }, {}],
  ['an undocumented parameter', { path: '/ships/3?colour=red' }, {}],
  ['a parameter out of its bounds', { path: '/ships/3?limit=10' }, {}],
  ['a parameter twice', { path: '/ships/3?limit=1&limit=1' }, {}],
  ['no If-Match', { headers: { 'content-type': 'application/json' } }, {}],
  ['an If-Match of another form', { headers: { ...PUT.headers, 'if-match': '*' } }, {}],
  ['an If-Match that nobody wants', { ...DELETE, headers: { 'if-match': '"1"' } }, { headers: {} }],
  ['a key that nobody wants', { headers: { ...PUT.headers, 'idempotency-key': 'k' } }, {}],
  ['another type', { headers: { ...PUT.headers, 'content-type': 'text/plain' } }, {}],
  ['no body', { body: undefined }, {}],
  ['a body that nobody wants', { ...DELETE, body: {} }, { headers: {} }],
  ['a member too many', { body: { name: 'Argo', mast: 1 } }, {}],
  ['a member of another type', { body: { name: 1 } }, {}],
  ['an answer of another shape', {}, { text: '{}' }],
  ['an answer of another type', {}, { type: 'text/html' }],
  ['a status that is not documented', {}, { status: 404 }],
  ['no ETag', {}, { headers: {} }],
  [
    'an answer from before, which is not documented',
    {},
    { headers: { ...FOUND.headers, 'idempotent-replayed': 'true' } },
  ],
  ['a Location that is not documented', {}, { headers: { ...FOUND.headers, location: '/ships/4' } }],
])('%s is found', (_what, request, answer) => {
  expect(() => held(request, answer)).toThrow()
})

test('a request that is refused may be anything', () => {
  expect(held({ path: '/ships/x?colour=red', headers: {}, body: 7 }, { status: 409 })).toBeNull()
})

test('an operation that nobody saw succeed is told, once all files have been run', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-held-'))
  try {
    const askers = ['api+one.test.ts', 'api+other.test.ts']
    const file = (name: string) => path.join(__dirname, '..', 'api', name)
    recordOf(file('one.test.ts'), ['changeShip', 'sinkShip'], dir)('changeShip')
    expect(neverHeld(dir, askers)).toEqual([])
    const saw = recordOf(file('other.test.ts'), ['changeShip', 'sinkShip'], dir)
    expect(neverHeld(dir, askers)).toEqual(['sinkShip'])
    saw('sinkShip')
    expect(neverHeld(dir, askers)).toEqual([])
  } finally {
    fs.rmSync(dir, { recursive: true })
  }
})
