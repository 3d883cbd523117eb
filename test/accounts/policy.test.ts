import { policy } from '../../src/routes'
import request from '../support/request'
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

/** Whether some address is both of these: each part a word that is the same, or open in one of them. */
function overlap(one: string, other: string): boolean {
  const [parts, others] = [one.split('/'), other.split('/')]
  return (
    parts.length === others.length &&
    parts.every((part, place) => part === others[place] || part.startsWith(':') || others[place]?.startsWith(':'))
  )
}

test('where two routes take one address, the policy knows it by the one that answers', () => {
  const { router } = world.app as unknown as { router: ListingRouter }
  const answering = routesOf(router).filter((route) => !BEFORE_THE_POLICY.includes(route))
  const inTable = Object.keys(policy)
  const both = answering.flatMap((route, place) =>
    answering.slice(place + 1).flatMap((other) => (overlap(route, other) ? [[route, other] as const] : [])),
  )
  expect(both).toContainEqual(['GET /corrections/log', 'GET /corrections/:token'])
  expect(both.filter(([first, second]) => inTable.indexOf(first) > inTable.indexOf(second))).toEqual([])
})

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
