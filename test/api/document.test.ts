import type { Router } from 'express'
import { apiPolicy, apiRoutes } from '../../src/api/api.routes'
import { openApiPath } from '../../src/api/openapi'
import { operations } from '../../src/api/operations'
import { preparedLimit } from '../../src/exports/prepared-limit'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { newWorld, type World } from '../support/world'
import { apiClient } from './api-client'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

/** What Express would answer, as `METHOD /path`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    route ? route.stack.map((layer) => `${String(layer.method).toUpperCase()} ${route.path}`) : [],
  )
}

test('the document, the policy and the router know the same routes', async () => {
  const { db, pages, visits } = world.database
  const { mail, sender, sessionSecret, preparing } = world.context
  const webhooks = { sender, secret: sessionSecret }
  const prepared = preparedLimit({ pool: visits.pool, secret: sessionSecret })
  const parts = { db, pages, mail, webhooks, preparing, prepared, baseUrl: 'http://127.0.0.1' }
  const known = routesOf(apiRoutes(parts)).sort()
  expect(known).toEqual(Object.keys(apiPolicy).sort())

  const { document } = await apiClient(world)
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const api = known.filter((route) => route.includes('/api/v1/')).map(openApiPath)
  expect(documented.sort()).toEqual(api.sort())
})

test('every reference in the document leads somewhere, and names are given once', async () => {
  const { document } = await apiClient(world)
  const text = JSON.stringify(document)
  const { schemas } = (document as unknown as { components: { schemas: Record<string, object> } }).components
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
    expect(Object.keys(schemas)).toContain(name)
  expect(text).not.toContain('$defs')
  const names = operations.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('every operation says whose token it takes', async () => {
  const { document } = await apiClient(world)
  const sentences = {
    ...{ anyone: '', reader: 'For anybody with an account.', editor: 'For editors.' },
    ...{ reviewer: 'For reviewers.', admin: 'For admins.' },
  }
  for (const { path, method, audience } of operations) {
    const { description = '' } =
      (document.paths[openApiPath(path)] as Record<string, { description?: string }>)[method] ?? {}
    expect(/^(For \w+( with an account)?\.)?/.exec(description)?.[0]).toBe(
      sentences[audience as keyof typeof sentences],
    )
  }
})

test.each(operations.filter(({ body }) => body).map((operation) => [operation.name, operation] as const))(
  'the example of %s is accepted, by the schema and by the document',
  async (_name, { body, example, method, path }) => {
    expect(body?.safeParse(example)).toMatchObject({ success: true })
    const { document, ajv } = await apiClient(world)
    const described = (document.paths[openApiPath(path)] as Record<string, unknown>)[method] as {
      requestBody: { content: { 'application/json': { schema: { $ref: string } } } }
    }
    const { $ref } = described.requestBody.content['application/json'].schema
    expect(ajv.validate(`openapi${$ref}`, example)).toBe(true)
  },
)

test('the documentation names every operation, and needs no script', async () => {
  const { text } = await request(world.app).get('/api').expect(200).expect('Content-Type', /html/)
  for (const { path, method } of operations) expect(text).toContain(`${method.toUpperCase()} ${openApiPath(path)}`)
  expect(text).not.toMatch(RUNNING_SCRIPT)
  expect(text).toContain('GET /api/v1/accounts</code> for admins</p>')
  expect(text).toContain('GET /api/v1/claims/{id}</code></p>')
  expect(text).not.toContain('undefined')
  expect(text).toContain('-H &#39;If-Match: &#34;1&#34;&#39;')
})
