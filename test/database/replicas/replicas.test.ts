import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { flushed } from '../../../bench/nodes/streaming-replica'
import { belongsTo } from '../../../src/database/replicas/spread'
import { conditionOfReplica, SpreadPool } from '../../../src/database/replicas/spread-pool'
import { ask } from '../../corrections/reader'
import { newDatabase } from '../../support/database'
import { type Replicated, replicated } from '../../support/replicated'
import request from '../../support/request'
import { signedIn } from '../../support/world'

let site: Replicated
let server: Server

beforeAll(async () => {
  site = await replicated()
  server = createServer(site.world.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await site.close()
})

/** Both fall behind, and are known not to be too late yet. */
async function paused(work: () => Promise<void>) {
  for (const replica of site.replicas) await replica.pause()
  try {
    await work()
  } finally {
    for (const replica of site.replicas) await replica.resume()
    await site.caughtUp()
    await site.look()
  }
}

test('readers are shown what a replica has, editors what they wrote', async () => {
  await site.rename('Before the replicas stood still?')
  await site.caughtUp()
  await paused(async () => {
    await site.rename('While they stand still?')
    expect((await site.asEditor()).title).toBe('While they stand still?')
    const agent = await signedIn(site.world)
    expect((await agent.get(site.chain)).text).toContain('While they stand still?')
    for (const reading of [site.read(), site.read(), site.read(`/api/v1${site.chain}`)])
      expect((await reading.expect(200)).text).toContain('Before the replicas stood still?')
  })
  expect((await site.read()).text).toContain('While they stand still?')
})

test('whoever has written something reads it, without an account too, and is no reader for a while', async () => {
  const { world, claimId } = site
  await paused(async () => {
    const sent = await ask(world, claimId).expect(303)
    const [cookie = ''] = sent.get('Set-Cookie') ?? []
    expect(cookie).toMatch(/^just-wrote=1; Max-Age=10; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    await request(world.app).get(String(sent.headers.location)).expect(200)
    await site.rename('Seen by whoever wrote?')
    expect((await site.read()).text).not.toContain('Seen by whoever wrote?')
    expect((await site.read().set('Cookie', 'just-wrote=1')).text).toContain('Seen by whoever wrote?')
  })
  // Nobody else gets a cookie.
  expect((await site.read()).headers['set-cookie']).toBeUndefined()
})

test('whoever signs out right after a change still sees it', async () => {
  const agent = await signedIn(site.world)
  await paused(async () => {
    await site.rename('Written, and left?')
    await agent.post('/signout').expect(303)
    expect((await agent.get(site.chain)).text).toContain('Written, and left?')
  })
})

test('a page that was kept is never sent older than it was', async () => {
  await paused(async () => {
    await site.rename('The newer title?')
    // Kept as the primary has it, for whoever wrote.
    expect((await site.read().set('Cookie', 'just-wrote=1')).text).toContain('The newer title?')
    expect((await site.read()).text).toContain('The newer title?')
  })
})

/** The clock runs, and is ten seconds ahead, with what was written before: whoever stood still then is too late by that. */
async function tenSecondsLater(work: () => Promise<void>) {
  const { now } = Date
  const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + 10_000)
  await work().finally(() => later.mockRestore())
}

test('a replica that is too late is left out, and comes back', async () => {
  const { world, read, look, conditions } = site
  await paused(async () => {
    await site.rename('Ten seconds later?')
    await flushed(site.primary)
    await look()
    await tenSecondsLater(async () => {
      await look()
      expect(conditions()).toEqual(['behind', 'behind'])
      expect(world.database.replicas[0]?.late).toBeGreaterThan(5_000)
      expect((await read()).text).toContain('Ten seconds later?')
      const { body } = await request(world.app).get('/readyz').expect(200)
      expect(body).toMatchObject({ status: 'ready', replicas: ['behind', 'behind'] })
    })
  })
  expect(conditions()).toEqual(['well', 'well'])
})

test('while the primary is only busy, nobody is shown what a replica has that is too late', async () => {
  const { world, read, look, conditions } = site
  await paused(async () => {
    await site.rename('Withdrawn since?')
    await flushed(site.primary)
    await look()
    await tenSecondsLater(async () => {
      await look()
      const { pool } = world.database.pages
      const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
      await look()
      expect([conditions(), site.pages.isPrimaryThere]).toEqual([['behind', 'behind'], true])
      await read(`${site.chain}?n=busy`).expect(503)
      for (const client of taken) client.release()
      expect((await read(`${site.chain}?n=busy`).expect(200)).text).toContain('Withdrawn since?')
    })
  })
})

test('an idle primary makes no replica late', async () => {
  const now = Date.now()
  const later = jest.spyOn(Date, 'now').mockImplementation(() => now + 3_600_000)
  await site.look().finally(() => later.mockRestore())
  expect(site.conditions()).toEqual(['well', 'well'])
})

/** Many addresses, so that each server has some, all of them made anew: what is asked behind `?` is another page. */
const addresses = (round: number) =>
  Array.from({ length: 12 }, (_, place) =>
    [site.chain, site.claim, '/', '/articles'].map((path) => `${path}?n=${round}.${place}`),
  ).flat()

/** Readers come until it is over; gives what they were answered. */
async function whileReading(work: () => Promise<void>): Promise<Map<number, number>> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answers = new Map<number, number>()
  let isOver = false
  let round = 0
  const readers = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      round += 1
      for (const address of addresses(round)) {
        const { status, body } = await fetch(url + address)
        await body?.cancel()
        answers.set(status, (answers.get(status) ?? 0) + 1)
        if (isOver) return
      }
    }
  })
  await work()
  isOver = true
  await Promise.all(readers)
  return answers
}

const pause = (ms: number) => new Promise((passed) => setTimeout(passed, ms))

test('a replica that is killed while it is read from costs no reader an error, and comes back', async () => {
  const { replicas, look, conditions } = site
  const answers = await whileReading(async () => {
    await pause(200)
    await replicas[0]?.kill()
    await pause(200)
    await look()
    expect(conditions()).toEqual(['away', 'well'])
    await replicas[0]?.start()
    await replicas[0]?.caughtUp()
    await look()
  })
  expect([...answers.keys()]).toEqual([200])
  expect(conditions()).toEqual(['well', 'well'])
})

test('one that is frozen is left out by a look, and whoever waited there is answered', async () => {
  const { replicas, look, conditions } = site
  const answers = await whileReading(async () => {
    replicas[1]?.freeze()
    await look()
    expect(conditions()).toEqual(['well', 'away'])
    replicas[1]?.thaw()
    await look()
  })
  expect([...answers.keys()]).toEqual([200])
})

test('one that is frozen is left out by whoever finds out first, and nobody waits there any longer', async () => {
  const { replicas, world, look, conditions } = site
  const [replica] = world.database.replicas
  const waits = () => replica?.reads.rows({ name: '', text: 'SELECT 1' })
  await waits()
  replicas[0]?.freeze()
  const waiting = expect(waits()).rejects.toThrow('the replica is left out')
  await pause(50)
  replica?.failed(Object.assign(new Error('connect'), { code: 'ETIMEDOUT' }))
  expect(conditions()).toEqual(['away', 'well'])
  await waiting
  replicas[0]?.thaw()
  await look()
  expect(conditions()).toEqual(['well', 'well'])
})

test('one that says itself what is the matter keeps those who are at it', async () => {
  const { world, look, conditions } = site
  const [replica] = world.database.replicas
  const waiting = replica?.reads.rows({ name: '', text: 'SELECT 1 AS one FROM pg_sleep(0.3)' })
  await pause(50)
  replica?.failed(Object.assign(new Error('too many clients'), { code: '53300', severity: 'FATAL' }))
  expect(conditions()).toEqual(['away', 'well'])
  expect(await waiting).toEqual([{ one: 1 }])
  await look()
})

test('a page does not go back in time when its replica dies', async () => {
  const { world, replicas, look, conditions } = site
  await site.rename('Seen by nobody?')
  await site.caughtUp()
  await look()
  const own = Array.from({ length: 40 }, (_, number) => `${site.chain}?n=back.${number}`).filter(
    (path) => belongsTo(path, world.database.replicas) === world.database.replicas[0],
  )
  await site.read(own[0]).expect(200)
  await replicas[1]?.pause()
  await site.rename('Seen by a reader?')
  await replicas[0]?.caughtUp()
  expect((await site.read(own[1])).text).toContain('Seen by a reader?')
  replicas[0]?.freeze()
  await look()
  expect(conditions()[0]).toBe('away')
  expect((await site.read(own[1])).text).toContain('Seen by a reader?')
  replicas[0]?.thaw()
  await replicas[1]?.resume()
  await site.caughtUp()
  await look()
})

test('while the primary is frozen, readers’ pages are answered from replicas, those too that it had made newer', async () => {
  const { primary, look } = site
  await paused(async () => {
    const made = ['/?n=frozen', site.chain, site.claim]
    await site.rename('What the primary has?')
    for (const path of made) await site.read(path).set('Cookie', 'just-wrote=1').expect(200)
    primary.freeze()
    try {
      // Those who wait there already, and whoever comes later; the connections themselves are given up after ten seconds.
      const answered = Promise.all([...made, ...addresses(0).slice(0, 8)].map((path) => site.read(path).expect(200)))
      const first = await Promise.race([answered.then(() => 'answers'), pause(8_000).then(() => 'ten seconds')])
      expect(first).toBe('answers')
      expect(site.pages.isPrimaryThere).toBe(false)
      expect((await site.read()).status).toBe(200)
    } finally {
      primary.thaw()
    }
    await look()
    expect(site.pages.isPrimaryThere).toBe(true)
  })
})

test('a process that starts while much is written finds its replicas well', async () => {
  let isOver = false
  const writing = (async () => {
    while (!isOver) await flushed(site.primary)
  })()
  const told: string[] = []
  const pages = new SpreadPool(
    site.primary.appUrl,
    site.replicas.map(({ appUrl }) => appUrl),
    ({ condition }) => told.push(condition),
  )
  await pages.watch()
  isOver = true
  await writing
  expect(told).toEqual(['well', 'well'])
  await pages.close()
})

test('connections that are cut, as by an operator or for the log’s sake, cost no reader an error', async () => {
  const { replicas } = site
  const answers = await whileReading(async () => {
    for (let cut = 0; cut < 10; cut += 1) {
      for (const replica of replicas)
        await replica.sql(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gainsay pages'`,
        )
      await pause(20)
    }
  })
  expect([...answers.keys()]).toEqual([200])
})

test('a server of another database is none that readers are sent to', async () => {
  const stranger = await newDatabase()
  const pages = new SpreadPool(site.primary.appUrl, [stranger.appUrl, site.replicas[1]?.appUrl ?? ''], () => {})
  await pages.look()
  expect(pages.replicas.map(({ condition }) => condition)).toEqual(['of another database', 'well'])
  expect(pages.replicas.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^replica 1 \(127\.0\.0\.1:\d+\)$/),
    expect.stringMatching(/^replica 2 \(127\.0\.0\.1:\d+\)$/),
  ])
  await pages.close()
  await stranger.drop()
})

test('doctor sees what is the matter with a replica', async () => {
  const { primary, replicas } = site
  const seen = async (url: string) => (await conditionOfReplica(url, primary.appUrl)).condition
  expect(await seen(replicas[0]?.appUrl ?? '')).toBe('well')
  expect(await seen(primary.appUrl)).toBe('no replica')
  expect(await seen('postgres://gainsay_app:wrong@127.0.0.1:1/gainsay')).toBe('away')
})

test('one that was promoted is no replica any more', async () => {
  const { world, replicas, look, conditions } = site
  await replicas[0]?.sql('SELECT pg_promote()')
  await look()
  expect(conditions()).toEqual(['no replica', 'well'])
  await site.rename('After the promotion?')
  await replicas[1]?.caughtUp()
  expect((await site.read()).text).toContain('After the promotion?')
  const { body } = await request(world.app).get('/readyz').expect(200)
  expect(body).toMatchObject({ status: 'ready', replicas: ['no replica', 'well'] })
})

test('without its primary, readers’ pages live on; all else waits for it', async () => {
  const { world, primary, look } = site
  const answers = await whileReading(async () => {
    await pause(200)
    await primary.kill()
    await pause(1_000)
    await look()
    await pause(500)
  })
  expect([...answers.keys()]).toEqual([200])
  const lists = [
    '/',
    '/articles',
    '/chains',
    '/speakers',
    '/unanswered',
    '/transparency',
    '/search?q=Russia',
    '/corrections/log',
  ]
  const ones = ['articles', 'chains', 'claims', 'speakers'].flatMap((kind) => [`/${kind}/1`, `/${kind}/1/history`])
  const others = [`${site.chain}/map`, `${site.chain}/matrix`, '/articles/1/revisions/1', '/sitemap.xml', '/feed.atom']
  for (const path of [...lists, ...ones, ...others, `/api/v1${site.chain}`]) {
    const { status } = await request(world.app).get(path)
    expect([path, status]).toEqual([path, 200])
  }
  await request(world.app).get(site.chain).set('Cookie', 'just-wrote=1').expect(503)
  const ready = await request(world.app).get('/readyz').expect(200)
  expect(ready.body).toMatchObject({ status: 'ready for readers alone', pools: { pages: 'away', writes: 'away' } })
  await primary.start()
  await look()
  await site.rename('It is back?')
  expect((await request(world.app).get('/readyz').expect(200)).body.status).toBe('ready')
})
