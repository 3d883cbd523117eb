import { createApp } from '../../src/app'
import { CurrentSettings } from '../../src/settings/settings.queries'
import { adminAt } from '../support/accounts'
import { statementsSent } from '../support/statements-sent'
import { signedIn } from '../support/world'
import { type TwoProcesses, twoProcesses } from './two-processes'

let two: TwoProcesses
beforeAll(async () => {
  two = await twoProcesses()
})
afterAll(() => two.close())

describe('the next request of each process shows', () => {
  const shown = async (path: string, words: string | RegExp) => {
    for (const app of [two.beside, two.site.app]) expect((await two.page(path, app)).text).toMatch(words)
  }

  test('a claim as it was changed, on all its pages', async () => {
    const pages = [two.paths.claim, two.paths.chain, two.paths.article, two.paths.speaker, '/', '/search?q=Venezuela']
    await two.keep(...pages)
    const { body: claim } = await two.api.get(`/claims/${two.made.tweet.claimId}`)
    expect(
      (await two.api.patch(`/claims/${claim.id}`, claim.version, { summary: 'All of them have left.' })).status,
    ).toBe(200)
    for (const path of [two.paths.claim, two.paths.chain, two.paths.speaker, '/'])
      await shown(path, 'All of them have left.')
  })

  test('the name that a speaker has now', async () => {
    await two.keep(two.paths.chain, two.paths.speaker, '/speakers')
    const id = two.paths.speaker.split('/').at(-1)
    const { body: speaker } = await two.api.get(`/speakers/${id}`)
    expect((await two.api.patch(`/speakers/${id}`, speaker.version, { name: 'The President' })).status).toBe(200)
    for (const path of [two.paths.chain, two.paths.speaker, '/speakers']) await shown(path, 'The President')
  })

  test('the desk’s name, and its licence', async () => {
    const { post } = await adminAt(two.site)
    await two.keep(two.paths.claim, '/')
    const [{ version }] = await two.site.db.query('SELECT version FROM desk_settings')
    await post('/settings', { version, name: 'The Ledger', licence: 'CC0', licenceUrl: '', languages: 'en' }).expect(
      303,
    )
    for (const path of ['/', two.paths.claim]) await shown(path, /The Ledger[\s\S]*CC0/)
  })

  test('what was written past the product', async () => {
    await two.keep('/', two.paths.claim)
    await two.owner.query(`UPDATE desk_settings SET name = 'Past the Product'`)
    for (const path of ['/', two.paths.claim]) await shown(path, 'Past the Product')
  })

  test('a link withdrawn, its chain gone with it', async () => {
    await two.keep(two.paths.chain, two.paths.claim)
    const { body: link } = await two.api.get(`/links/${two.made.link.id}`)
    const withdrawn = await two.api.send('post', `/links/${link.id}/withdrawal`, {
      body: { reason: 'A mistake.' },
      version: link.version,
    })
    expect(withdrawn.status).toBe(200)
    for (const app of [two.beside, two.site.app]) {
      await two.page(two.paths.chain, app).expect(410)
      expect((await two.page(two.paths.claim, app)).text).not.toContain('Asked about it.')
    }
  })
})

test('a page that is made while something is written is made again', async () => {
  const path = `${two.paths.claim}?while-written`
  await two.page(two.paths.speaker)
  await two.page(two.paths.speaker)
  // The page's first question waits for the lock; what it then finds is older than the end of this transaction, or not.
  await two.owner.query('BEGIN; LOCK TABLE replies')
  const half = two.page(path).then((answer) => answer)
  await waiting()
  await two.owner.query(`UPDATE claims SET summary = 'Written meanwhile.'; COMMIT`)
  await half
  for (const app of [two.site.app, two.beside]) expect((await two.page(path, app)).text).toContain('Written meanwhile.')
  await two.owner.query(`UPDATE claims SET summary = NULL`)
  expect((await two.page(path)).text).not.toContain('Written meanwhile.')
})

/** Until a session waits for a lock. */
async function waiting() {
  for (let tried = 0; tried < 200; tried += 1) {
    const { rows } = await two.owner.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (rows.length > 0) return
    await new Promise((passed) => setTimeout(passed, 10))
  }
  throw new Error('nobody waits')
}

test('whoever is signed in is sent no kept page, and leaves none', async () => {
  const agent = await signedIn(two.site)
  await agent.get(`${two.paths.claim}?desk`).expect(200)
  await agent.get(`${two.paths.claim}?desk`).expect(200)
  const { text } = await two.page(`${two.paths.claim}?desk`)
  expect(text).not.toContain('desk.css')
  await two.keep(`${two.paths.claim}?desk`)
  const theirs = await agent.get(`${two.paths.claim}?desk`).expect(200)
  expect(theirs.text).toContain('desk.css')
  expect(theirs.headers['cache-control']).toBe('private, no-store')
  // A cookie that opens nothing any more is a session's all the same.
  const { sent } = await statementsSent(
    async () => await two.page(`${two.paths.claim}?desk`).set('Cookie', 'gainsay=s%3Agone.x'),
  )
  expect(sent.map(({ name }) => name)).toContain('reading claim')
})

test('what was kept is forgotten once a connection breaks: the server may have crashed, or be another', async () => {
  await two.keep(two.paths.claim)
  await two.owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gainsay pages' AND datname = current_database()`,
  )
  // Refused where it was asked on a connection that had just been cut.
  for (let tried = 0; tried < 20 && (await two.page(two.paths.claim)).status !== 200; tried += 1);
  await two.keep(two.paths.claim)
  const life = two.site.context.database.pages.life
  expect(life).toBeGreaterThan(1)
})

test('a state that misses a change is found by these tests', async () => {
  class Blind extends CurrentSettings {
    override async state() {
      const { position } = await super.state()
      return { text: 'always the same', position }
    }
  }
  const blind = createApp({ ...two.site.context, settings: new Blind(two.site.database.pages) })
  await two.page(two.paths.claim, blind)
  await two.page(two.paths.claim, blind)
  await two.owner.query(`UPDATE claims SET summary = 'Not seen by the blind.'`)
  expect((await two.page(two.paths.claim)).text).toContain('Not seen by the blind.')
  expect((await two.page(two.paths.claim, blind)).text).not.toContain('Not seen by the blind.')
})
