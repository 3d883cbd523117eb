import pino from 'pino'
import { createApp } from '../../src/app'
import { adminAt, browserOf, choose, historyOf, linkIn } from '../support/accounts'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

const ask = (email: string) => browserOf(world).post('/forgotten').type('form').send({ email })

/** What is mailed is mailed after the answer. */
async function mailTo(email: string): Promise<string> {
  for (let waited = 0; waited < 500; waited += 1) {
    const mail = world.mails.find(({ to }) => to === email)
    if (mail) return mail.text
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`No mail to ${email}`)
}

test('mails a link, by which a new password is chosen', async () => {
  const person = await world.person('editor')
  const { text } = await browserOf(world).get('/signin').expect(200)
  expect(text).toContain('href="/forgotten"')
  await ask(person.email.toUpperCase()).expect(200)
  const agent = browserOf(world)
  await choose(agent, linkIn(await mailTo(person.email))).expect(303)
  await agent.get('/account').expect(200)
  expect((await historyOf(world, person.id)).map(({ action }) => action)).toEqual(['link asked for', 'password chosen'])
  const seen = await (await adminAt(world)).agent.get(`/accounts/${person.id}`)
  expect(seen.text).toMatch(/asked for <span class="meta">by whoever gave this address/)
})

test('says the same whether or not somebody has the address', async () => {
  const person = await world.person('editor')
  const gone = await world.person('editor')
  await world.db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [gone.id])
  const answers = await Promise.all([person.email, gone.email, 'nobody@desk.example'].map((email) => ask(email)))
  const words = answers.map(({ status, text }) => `${status} ${text.replaceAll(/[\w.]+@desk\.example/g, 'X')}`)
  expect(new Set(words).size).toBe(1)
  await mailTo(person.email)
  expect(world.mails.filter(({ to }) => to !== person.email && to === gone.email)).toEqual([])
})

test('leaves the invitation that an admin has handed over', async () => {
  const admin = await adminAt(world)
  const invitation = await admin.invite({ email: 'handed@desk.example' })
  world.mails.length = 0
  await ask('handed@desk.example').expect(200)
  const reset = linkIn(await mailTo('handed@desk.example'))
  await browserOf(world).get(invitation).expect(200)
  await choose(browserOf(world), reset).expect(303)
  await browserOf(world).get(invitation).expect(410)
})

test('leaves the link for a new password that an admin has handed over, and takes the place of one asked for before', async () => {
  const admin = await adminAt(world)
  const person = await world.person('editor')
  const handed = linkIn((await admin.post(`/accounts/${person.id}/link`).expect(201)).text)
  const mailed: string[] = []
  for (let turn = 1; turn <= 2; turn += 1) {
    world.mails.length = 0
    await ask(person.email).expect(200)
    mailed.push(linkIn(await mailTo(person.email)))
  }
  const [first = '', second = ''] = mailed
  await browserOf(world).get(first).expect(410)
  await browserOf(world).get(second).expect(200)
  await choose(browserOf(world), handed).expect(303)
  await browserOf(world).get(second).expect(410)
})

test('whoever has a new password is told which tokens still work, and revokes them all at once', async () => {
  const person = await world.person('editor')
  const agent = browserOf(world)
  world.mails.length = 0
  await ask(person.email).expect(200)
  const { headers } = await choose(agent, linkIn(await mailTo(person.email))).expect(303)
  expect((await agent.get(headers.location ?? '')).text).toContain(
    '1 API token still works. <a href="/account#tokens">See and revoke them</a>',
  )
  await agent.post('/account/tokens').type('form').send({ label: 'Another', scope: 'read' }).expect(201)
  expect((await agent.get('/account')).text).toContain('Revoke all tokens')
  await agent.post('/account/tokens/revocation').expect(303)
  const page = (await agent.get('/account')).text
  expect(page).toContain('Revoked: 2 tokens.')
  expect(page).not.toContain('Revoke all tokens')
  await request(world.app).get('/api/v1/account').set('Authorization', `Bearer ${person.token}`).expect(401)
  expect((await historyOf(world, person.id)).at(-1)?.action).toBe('tokens revoked')
})

test('fills nobody’s mailbox, and tells no one by its refusal who is here', async () => {
  const person = await world.person('editor')
  for (const email of [person.email, 'nobody.at.all@desk.example']) {
    const asked: number[] = []
    // From behind other addresses, for one address has its own limit.
    for (let place = 1; place <= 4; place += 1) {
      const app = createApp({ ...world.context, trustProxy: 1 })
      const answer = await request(app)
        .post('/forgotten')
        .set({ 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `192.0.2.${place}` })
        .type('form')
        .send({ email })
      asked.push(answer.status)
    }
    expect(asked).toEqual([200, 200, 200, 429])
  }
})

test.each([[''], [' '], ['a\u0000b@c'], ['a'.repeat(300)]])('refuses what is no address: %j', async (email) => {
  await ask(email).expect(422)
})

test('without a mail server one is told to ask an admin', async () => {
  const app = createApp({ ...world.context, mail: { isSet: false, send: async () => false } })
  expect((await request(app).get('/forgotten').expect(200)).text).toContain('Ask an admin')
  const post = request(app).post('/forgotten').set('Sec-Fetch-Site', 'same-origin').type('form')
  expect((await post.send({ email: world.editor.email }).expect(422)).text).toContain('Ask an admin')
})

test('no log has a token: of a link, in whatever letters its address is written, nor of the API', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
  const app = createApp({ ...world.context, log })
  const token = 'abcdefghijklmnopqrstuvwxyz0123456789_secret'
  for (const path of [`/welcome/${token}`, `/WELCOME/${token}/`, `/welcome/${token}?x=${token}`]) {
    await request(app).get(path).expect(410)
    await request(app).post(path).set('Sec-Fetch-Site', 'same-origin')
    await request(app).post(path).set('Sec-Fetch-Site', 'cross-site').expect(403)
  }
  await request(app).get('/api/v1/account').set('Authorization', `Bearer ${token}`).expect(401)
  expect(lines.length).toBeGreaterThan(9)
  expect(lines.join('')).not.toContain(token)
  expect(lines.join('')).toContain('/welcome/…')
  // The control: the address of a page without a secret stands there whole.
  await request(app).get(`/exports/${token}`)
  expect(lines.join('')).toContain(token)
})

test('a reader has an account page, and signs out', async () => {
  const agent = await signedIn(world, await world.person('reader'))
  expect((await agent.get('/account').expect(200)).text).toContain('reads what the public reads')
  await agent.get('/articles/new').expect(403)
  await agent.get('/accounts').expect(403)
  await agent.post('/signout').expect(303)
  await agent.get('/account').expect(303)
})
