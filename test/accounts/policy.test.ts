import request from 'supertest'
import { policy } from '../../src/routes'
import { newWorld, signedIn, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

interface ListingRouter {
  listRoutes(): { path: string; methods?: string[]; router?: ListingRouter }[]
}

/** Served before anybody is asked who they are: for whoever watches the process. */
const BEFORE_THE_POLICY = ['GET /healthz', 'GET /readyz']

/** What Express knows, as `METHOD /path`; HEAD comes with GET. */
function routesOf(router: ListingRouter, prefix = ''): string[] {
  return router.listRoutes().flatMap(({ path, methods = [], router: inner }) => {
    const whole = `${prefix}${path === '/' && inner ? '' : path}`
    const own = methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${whole}`)
    return inner ? [...own, ...routesOf(inner, whole)] : own
  })
}

test('every route stands in the policy table, and every line of the table is a route', () => {
  const { router } = world.app as unknown as { router: ListingRouter }
  const routes = routesOf(router).filter((route) => !BEFORE_THE_POLICY.includes(route))
  expect(routes.length).toBeGreaterThan(20)
  expect(routes.sort()).toEqual(Object.keys(policy).sort())
})

const forEditors = Object.entries(policy).filter(([, audience]) => audience !== 'anyone')

test.each(forEditors)('signed out, %s is refused and changes nothing', async (route) => {
  const [method, path] = route.split(' ') as [string, string]
  const before = await countRows()
  const answer = await request(world.app)
    [method.toLowerCase() as 'get' | 'post'](path.replaceAll(/:\w+/g, '1'))
    .set('Sec-Fetch-Site', 'same-origin')
  if (method === 'GET' && !path.startsWith('/api'))
    expect([answer.status, answer.headers.location]).toEqual([303, expect.stringMatching(/^\/signin\?next=/)])
  else expect(answer.status).toBe(401)
  expect(await countRows()).toEqual(before)
})

async function countRows() {
  return world.db.query(
    'SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM history) AS history',
  )
}

test('an address that no rule knows is not found, and a method it does not take is said so', async () => {
  await request(world.app).get('/nothing/here').expect(404)
  const answer = await request(world.app).put('/signin').set('Sec-Fetch-Site', 'same-origin').expect(405)
  expect(answer.headers.allow).toBe('GET, POST')
})

test.each(['/articles/%E0%A4%A', '/api/v1/claims/%ff', '/chains/%'])(
  'a malformed address is the sender’s mistake: %s',
  async (path) => {
    await request(world.app).get(path).expect(400)
  },
)

describe('a change asked for by another site', () => {
  test.each([
    ['by a browser that says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from a neighbouring host', { 'Sec-Fetch-Site': 'same-site' }],
    ['by an old browser with a foreign origin', { Origin: 'https://evil.example' }],
    ['by an origin that is none', { Origin: 'null' }],
    ['by something that says nothing', {}],
  ])('%s is refused', async (_what, headers) => {
    const agent = await signedIn(world)
    agent.set('Sec-Fetch-Site', '')
    const cookie = await sessionCookie()
    const answer = await request(world.app)
      .post('/articles')
      .set('Cookie', cookie)
      .set(headers)
      .field('text', 'A text.')
    expect(answer.status).toBe(403)
    expect(await world.db.query('SELECT count(*) AS n FROM articles')).toEqual([{ n: 0 }])
  })

  test('is let through from the site itself', async () => {
    const cookie = await sessionCookie()
    const own = await request(world.app).post('/signout').set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin')
    expect(own.status).toBe(303)
  })
})

async function sessionCookie(): Promise<string> {
  const { email, password } = world.editor
  const answer = await request(world.app)
    .post('/signin')
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send({ email, password })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}
