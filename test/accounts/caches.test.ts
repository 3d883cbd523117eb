import { apiClient, gainsaidTweet } from '../api/api-client'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await gainsaidTweet(await apiClient(world))
})
afterAll(() => world.close())

/** Readers and editors share these addresses, and see different things there. */
const SHARED = ['/', '/claims/1', '/articles/1', '/speakers', '/chains', '/search', '/no-such-page']

test.each([...SHARED, '/review', '/desk', '/corrections/inbox', '/account'])(
  'what an editor sees at %s is kept by no cache',
  async (path) => {
    const { headers } = await (await signedIn(world)).get(path)
    expect(headers['cache-control']).toMatch(/^(private, )?no-store$/)
  },
)

test.each(SHARED)(
  'what readers see at %s is asked for again each time, and is not for whoever is signed in',
  async (path) => {
    const { headers } = await request(world.app).get(path)
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers.vary).toContain('Cookie')
  },
)

test('a reader who has the page as it is now is told so', async () => {
  const { headers } = await request(world.app).get('/claims/1').expect(200)
  const again = request(world.app).get('/claims/1').set('If-None-Match', String(headers.etag))
  await again.expect(304)
})
