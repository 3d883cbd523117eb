import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

const signIn = (email: string, password: string, next = '/') =>
  request(world.app).post('/signin').set('Sec-Fetch-Site', 'same-origin').type('form').send({ email, password, next })

test('an editor signs in, is greeted by name, and signs out', async () => {
  const agent = await signedIn(world)
  expect((await agent.get('/articles/new').expect(200)).text).toMatch(/editor 1<\/a>[\s\S]*Sign out/)
  await agent.post('/signout').expect(303)
  await agent.get('/articles/new').expect(303)
})

test('a request under way when somebody signs out does not bring the session back', async () => {
  const answer = await signIn(world.editor.email, world.editor.password).expect(303)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const send = (method: 'get' | 'post', path: string) =>
    request(world.app)[method](path).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin')
  const uploads = [1, 2, 3].map((turn) =>
    send('post', '/articles')
      .field('text', `A text on its way ${turn}`)
      .field('outletUnknown', 'yes')
      .field('publishedOnUnknown', 'yes'),
  )
  await Promise.all([...uploads, send('post', '/signout').expect(303)])
  await send('get', '/articles/new').expect(303)
})

test('a wrong password and an unknown address read the same, and keep the address typed', async () => {
  const wrong = await signIn(world.editor.email, 'not the password').expect(422)
  const unknown = await signIn('nobody@desk.example', 'not the password').expect(422)
  expect(wrong.text).toContain('don’t belong together')
  expect(unknown.text.replaceAll('nobody@desk.example', world.editor.email)).toBe(wrong.text)
  expect(wrong.headers['set-cookie']).toBeUndefined()
})

test('the right password of somebody shut out reads as a wrong one', async () => {
  const person = await world.person('editor')
  await world.db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [person.id])
  const right = await signIn(person.email, person.password).expect(422)
  const wrong = await signIn(person.email, 'not the password').expect(422)
  expect(right.text).toBe(wrong.text)
  expect(right.headers['set-cookie']).toBeUndefined()
})

test('after five wrong passwords there is a pause, before anything is hashed', async () => {
  const person = await world.person('editor')
  for (let guess = 0; guess < 5; guess += 1) await signIn(person.email, `guess ${guess}`).expect(422)
  const answer = await signIn(person.email, person.password).expect(429)
  expect(answer.text).toContain('Try again in')
})

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'goes on to no other site: %s',
  async (next) => {
    const answer = await signIn(world.editor.email, world.editor.password, next).expect(303)
    expect(answer.headers.location).toBe('/desk')
  },
)

test('a session id from before signing in is not kept', async () => {
  const agent = request.agent(world.app).set('Sec-Fetch-Site', 'same-origin')
  const planted = 'gainsay=s%3Aplanted.signature'
  const answer = await agent
    .post('/signin')
    .set('Cookie', planted)
    .type('form')
    .send({ email: world.editor.email, password: world.editor.password })
  expect(String(answer.headers['set-cookie'])).toMatch(/^gainsay=s%3A(?!planted)/)
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
})

test('somebody shut out is out at the next request, session and token alike', async () => {
  const person = await world.person('editor')
  const agent = await signedIn(world, person)
  await world.db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [person.id])
  await agent.get('/articles/new').expect(303)
  await request(world.app).get('/api/v1/articles').set('Authorization', `Bearer ${person.token}`).expect(401)
  await signIn(person.email, person.password).expect(422)
})

test('only a hash of the password is kept', async () => {
  const [row] = await world.db.query('SELECT password_hash FROM accounts WHERE id = $1', [world.editor.id])
  // At the tests' low cost; the product's is held by test/cli.test.ts.
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/)
})

test('every page carries a strict policy and nothing inline', async () => {
  const answer = await request(world.app).get('/signin').expect(200)
  const policy = String(answer.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(answer.text).not.toMatch(/ style=| on\w+=|<script>|<style/)
})
