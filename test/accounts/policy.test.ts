import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Audience, admits } from '../../src/accounts/role'
import { createApp } from '../../src/app'
import { policy } from '../../src/routes'
import { apiClient, gainsaidTweet } from '../api/api-client'
import { type Asker, ask, askersOf, fingerprint } from '../support/policy-cells'
import request from '../support/request'
import { newSite, type Site } from '../support/site'
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

describe('every route, asked by everybody', () => {
  let site: Site
  let askers: Asker[]
  beforeAll(async () => {
    site = await newSite()
    // So that number 1 of everything is there.
    await gainsaidTweet(await apiClient(site))
    askers = await askersOf(site)
    // Sessions that are there, and a token whose day of use is written down.
    for (const asker of askers) await ask(site.url, 'GET', '/api/v1/account', await asker.headers())
  })
  afterAll(() => site.close())

  test.each(Object.entries(policy))('%s is for %s, and nobody else', async (route, audience) => {
    expect(await slips(site.url, route, audience)).toEqual([])
  })

  test.each([
    ['GET /accounts', 'what an admin reads'],
    ['GET /api/v1/accounts', 'what a script reads'],
    ['POST /accounts/:id/link', 'a change'],
  ])('a guard taken from %s (%s) is found', async (route) => {
    const audience = policy[route] as Audience
    policy[route] = 'anyone'
    const unguarded = createServer(createApp(site.context)).listen(0, '127.0.0.1')
    policy[route] = audience
    await once(unguarded, 'listening')
    const url = `http://127.0.0.1:${(unguarded.address() as AddressInfo).port}`
    const found = await slips(url, route, audience)
    unguarded.close()
    expect(found.join('\n')).toMatch(/^signed out was /)
    expect(found.join('\n')).toMatch(/reviewer was answered/)
  })

  test('a guard that lets in fewer than the table says is found', async () => {
    expect(await slips(site.url, 'GET /accounts', 'reviewer')).toEqual(['reviewer was answered 403'])
  })

  /** What is wrong with the answers to one route, a line each. Empty is right. */
  async function slips(url: string, route: string, audience: Audience): Promise<string[]> {
    const isAdmitted = (asker: Asker) => mayAsk(asker, route, audience)
    const denied = askers.filter((asker) => !isAdmitted(asker))
    await Promise.all(askers.map((asker) => asker.headers()))
    const before = await fingerprint(site)
    const found = (await Promise.all(denied.map((asker) => slipOfDenial(url, route, asker)))).flat()
    if ((await fingerprint(site)) !== before) found.push('a row was changed by somebody who was denied')
    const admitted = askers.filter(isAdmitted).map((asker) => slipOfAdmission(url, route, asker))
    return [...found, ...(await Promise.all(admitted)).flat()]
  }

  /** Nothing to be changed or seen is named where it may be; what is denied is asked for where it is. */
  const pathOf = (path: string, id: number) => path.replaceAll(/:\w+/g, String(id))

  function mayAsk(asker: Asker, route: string, audience: Audience): boolean {
    const isForTokens = route.includes(' /api/v1/')
    if (asker.isRefused || (asker.onlyReads && !(isForTokens && route.startsWith('GET ')))) return false
    return admits(audience, asker.role)
  }

  async function slipOfDenial(url: string, route: string, asker: Asker): Promise<string[]> {
    const [method, path] = route.split(' ') as [string, string]
    const asked = pathOf(path, 1)
    const answer = await ask(url, method, asked, await asker.headers())
    const isPage = method === 'GET' && !path.startsWith('/api/')
    const wanted =
      asker.isRefused || (asker.onlyReads && !path.startsWith('/api/')) ? 401 : asker.role ? 403 : isPage ? 303 : 401
    if (answer.status !== wanted) return [`${asker.name} was answered ${answer.status}, not ${wanted}`]
    if (wanted === 303) {
      const isRight = answer.location === `/signin?next=${encodeURIComponent(asked)}`
      return isRight && answer.body.length < 200 ? [] : [`${asker.name} was sent to ${answer.location}: ${answer.body}`]
    }
    return isDenial(answer.body) ? [] : [`${asker.name} was denied, and shown: ${answer.body}`]
  }

  async function slipOfAdmission(url: string, route: string, asker: Asker): Promise<string[]> {
    const [method, path] = route.split(' ') as [string, string]
    const asked = pathOf(path, method === 'GET' ? 1 : 2_147_483_647)
    const { status } = await ask(url, method, asked, await asker.headers())
    const isWrong = status === 401 || status === 403 || status >= 500
    return isWrong ? [`${asker.name} was answered ${status}`] : []
  }
})

/** All that a denied answer may say, as a page or as a problem document: nothing of what was asked for. */
const DENIALS = [
  '401 Not signed in: Sign in first; over the API, send a token.',
  '401 Not signed in: This token is unknown or has been revoked.',
  '401 Not signed in: Tokens are for /api/v1; pages want a session.',
  '403 Not allowed: Your account may not do this.',
  '403 Not allowed: This token may only read.',
]

function isDenial(body: string): boolean {
  if (body.startsWith('{')) {
    const { title, status, detail, ...more } = JSON.parse(body) as Record<string, unknown>
    return Object.keys(more).length === 0 && DENIALS.includes(`${status} ${title}: ${detail}`)
  }
  const [, status, title, detail] =
    /<main[^>]*>\s*<article class="problem">\s*<p class="status" aria-hidden="true">(.*)<\/p>\s*<h1>(.*)<\/h1>\s*<p>(.*)<\/p>\s*<p><a href="\/">.*<\/a><\/p>\s*<\/article>\s*<\/main>/.exec(
      body,
    ) ?? []
  return DENIALS.includes(`${status} ${title}: ${detail}`)
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
