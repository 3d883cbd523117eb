import request from 'supertest'
import { cookieLacks, lacking } from '../../bench/trust/injection/headers'
import { createApp } from '../../src/app'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld({ baseUrl: 'https://claims.example' })
})

afterAll(() => world.close())

const OVER_HTTPS = { 'X-Forwarded-Proto': 'https', 'Sec-Fetch-Site': 'same-origin' }

// What MDN's HTTP Observatory gives its A+ for; the bench asks the Observatory itself, where it is installed.
test.each([
  '/',
  '/signin',
  '/search?q=x',
  '/api',
  '/openapi.json',
  '/api/v1/claims',
  '/exports/claims.csv',
  '/nothing',
  '/%',
])('%s lacks no header that keeps readers safe', async (path) => {
  const { headers } = await request(world.app).get(path)
  expect(lacking(headers)).toEqual([])
  expect(headers['set-cookie']).toBeUndefined()
})

test('a bare answer lacks them all, and each that is taken away is missed', async () => {
  const { headers } = await request(world.app).get('/')
  expect(lacking({ 'x-powered-by': 'Express' }).length).toBeGreaterThan(9)
  const kept = {
    ...headers,
    'content-security-policy': String(headers['content-security-policy']).replace(
      "script-src 'self'",
      "script-src 'self' 'unsafe-inline'",
    ),
  }
  expect(lacking(kept)).toEqual(['scripts and styles from here alone', 'a policy without a hole'])
  expect(lacking({ ...headers, 'strict-transport-security': 'max-age=300' })).toEqual([
    'Strict-Transport-Security of half a year',
  ])
})

test('what is no page says so, and is not taken for one', async () => {
  for (const path of ['/openapi.json', '/api/v1/claims', '/exports/claims.csv', '/exports/claims.jsonl']) {
    const { headers } = await request(world.app).get(path).expect(200)
    expect(headers['content-type']).not.toMatch(/html|xml|javascript/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('the session’s cookie is bound to this host and https, and no script reads it', async () => {
  const { email, password } = world.editor
  const behindProxy = createApp({ ...world.context, trustProxy: 1 })
  const answer = await request(behindProxy)
    .post('/signin')
    .set(OVER_HTTPS)
    .type('form')
    .send({ email, password })
    .expect(303)
  const [cookie = ''] = answer.get('Set-Cookie') ?? []
  expect(cookieLacks(cookie)).toEqual([])
  expect(cookieLacks('gainsay=x; Domain=claims.example')).toHaveLength(6)
})
