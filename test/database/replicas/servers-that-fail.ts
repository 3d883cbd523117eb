import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { watch } from '../../../src/database/in-hand'
import { conditionOfReplica, SpreadPool } from '../../../src/database/replicas/spread-pool'
import { newDatabase } from '../../support/database'
import type { Replicated } from '../../support/replicated'
import request from '../../support/request'

/** What readers are answered while servers die, stand still or become others; the last stories leave the first replica promoted. */
export function serversThatFail(site: () => Replicated) {
  let server: Server

  beforeAll(async () => {
    server = createServer(site().world.app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  /** Many addresses, so that each server has some, all of them made anew: what is asked behind `?` is another page. */
  const addresses = (round: number) =>
    Array.from({ length: 12 }, (_, place) =>
      [site().chain, site().claim, '/', '/articles'].map((path) => `${path}?n=${round}.${place}`),
    ).flat()

  /**
   * Readers come until it is over; gives what they were answered.
   *
   * @param work is given what waits until so many more were answered
   */
  async function whileReading(
    work: (more: (many: number) => Promise<void>) => Promise<void>,
  ): Promise<Map<number, number>> {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answers = new Map<number, number>()
    let count = 0
    let counted = () => {}
    let isOver = false
    let round = 0
    const readers = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        round += 1
        for (const address of addresses(round)) {
          const { status, body } = await fetch(url + address)
          await body?.cancel()
          answers.set(status, (answers.get(status) ?? 0) + 1)
          count += 1
          counted()
          if (isOver) return
        }
      }
    })
    const more = (many: number) =>
      new Promise<void>((resolve) => {
        const enough = count + many
        counted = () => count >= enough && resolve()
      })
    try {
      // Who fails before it is over would leave it waiting.
      await Promise.race([work(more), Promise.all(readers)])
    } finally {
      isOver = true
      await Promise.all(readers)
    }
    return answers
  }

  const pause = (ms: number) => new Promise((passed) => setTimeout(passed, ms))

  /** Tells when a statement of this pool has failed for the first time, as it does once its connection is given up. */
  function givenUp(name: string) {
    let end = () => {}
    const first = new Promise<string>((resolve) => {
      end = watch({ statement: ({ pool, failed }) => void (pool === name && failed !== null && resolve('given up')) })
    })
    return { first, end }
  }

  test('a replica that is killed while it is read from costs no reader an error, and comes back', async () => {
    const { replicas, look, conditions } = site()
    const answers = await whileReading(async (more) => {
      await more(20)
      await replicas[0]?.kill()
      await more(20)
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
    const { replicas, look, conditions } = site()
    const answers = await whileReading(async () => {
      replicas[1]?.freeze()
      try {
        await look()
        expect(conditions()).toEqual(['well', 'away'])
      } finally {
        replicas[1]?.thaw()
      }
      await look()
    })
    expect([...answers.keys()]).toEqual([200])
  })

  test('one that is frozen is left out by whoever finds out first, and nobody waits there any longer', async () => {
    const { replicas, world, look, conditions } = site()
    const [replica] = world.database.replicas
    const waits = () => replica?.reads.rows({ name: '', text: 'SELECT 1' })
    await waits()
    replicas[0]?.freeze()
    try {
      const waiting = expect(waits()).rejects.toThrow('the replica is left out')
      await pause(50)
      replica?.failed(Object.assign(new Error('connect'), { code: 'ETIMEDOUT' }))
      expect(conditions()).toEqual(['away', 'well'])
      await waiting
    } finally {
      replicas[0]?.thaw()
    }
    await look()
    expect(conditions()).toEqual(['well', 'well'])
  })

  test('one that says itself what is the matter keeps those who are at it', async () => {
    const { world, look, conditions } = site()
    const [replica] = world.database.replicas
    const waiting = replica?.reads.rows({ name: '', text: 'SELECT 1 AS one FROM pg_sleep(0.3)' })
    await pause(50)
    replica?.failed(Object.assign(new Error('too many clients'), { code: '53300', severity: 'FATAL' }))
    expect(conditions()).toEqual(['away', 'well'])
    expect(await waiting).toEqual([{ one: 1 }])
    await look()
  })

  test('while the primary is frozen, readers’ pages are answered from replicas, those too that it had made newer', async () => {
    const { primary, look } = site()
    await site().paused(async () => {
      const made = ['/?n=frozen', site().chain, site().claim]
      await site().rename('What the primary has?')
      for (const path of made) await site().read(path).set('Cookie', 'just-wrote=1').expect(200)
      primary.freeze()
      const connections = givenUp('pages')
      try {
        // Those who wait there already, and whoever comes later: before their connections are given up, which alone would let them go on.
        const answered = Promise.all(
          [...made, ...addresses(0).slice(0, 8)].map((path) => site().read(path).expect(200)),
        )
        await pause(50)
        await look()
        expect(await Promise.race([answered.then(() => 'answers'), connections.first])).toBe('answers')
        expect(site().pages.isPrimaryThere).toBe(false)
        expect((await site().read()).status).toBe(200)
      } finally {
        connections.end()
        primary.thaw()
      }
      await look()
      expect(site().pages.isPrimaryThere).toBe(true)
    })
  })

  test('connections that are cut, as by an operator or for the log’s sake, cost no reader an error', async () => {
    const { replicas } = site()
    const sessions = await Promise.all(replicas.map((replica) => replica.owner()))
    const answers = await whileReading(async (more) => {
      for (let cut = 0; cut < 5; cut += 1) {
        for (const session of sessions)
          await session.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'gainsay replica %'`,
          )
        await more(4)
      }
    }).finally(() => Promise.all(sessions.map((session) => session.end())))
    expect([...answers.keys()]).toEqual([200])
  })

  test('a server of another database is none that readers are sent to', async () => {
    const stranger = await newDatabase()
    const pages = new SpreadPool(site().primary.appUrl, [stranger.appUrl, site().replicas[1]?.appUrl ?? ''], () => {})
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
    const { primary, replicas } = site()
    const seen = async (url: string) => (await conditionOfReplica(url, primary.appUrl)).condition
    expect(await seen(replicas[0]?.appUrl ?? '')).toBe('well')
    expect(await seen(primary.appUrl)).toBe('no replica')
    expect(await seen('postgres://gainsay_app:wrong@127.0.0.1:1/gainsay')).toBe('away')
  })

  test('one that was promoted is no replica any more', async () => {
    const { world, replicas, look, conditions } = site()
    await replicas[0]?.sql('SELECT pg_promote()')
    await look()
    expect(conditions()).toEqual(['no replica', 'well'])
    await site().rename('After the promotion?')
    await replicas[1]?.caughtUp()
    expect((await site().read()).text).toContain('After the promotion?')
    const { body } = await request(world.app).get('/readyz').expect(200)
    expect(body).toMatchObject({ status: 'ready', replicas: ['no replica', 'well'] })
  })

  test('without its primary, readers’ pages live on; all else waits for it', async () => {
    const { world, primary, look } = site()
    const answers = await whileReading(async (more) => {
      await more(20)
      await primary.kill()
      await more(20)
      await look()
      await more(20)
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
    const others = [
      `${site().chain}/map`,
      `${site().chain}/matrix`,
      '/articles/1/revisions/1',
      '/sitemap.xml',
      '/feed.atom',
    ]
    for (const path of [...lists, ...ones, ...others, `/api/v1${site().chain}`]) {
      const { status } = await request(world.app).get(path)
      expect([path, status]).toEqual([path, 200])
    }
    await request(world.app).get(site().chain).set('Cookie', 'just-wrote=1').expect(503)
    const ready = await request(world.app).get('/readyz').expect(200)
    expect(ready.body).toMatchObject({ status: 'ready for readers alone', pools: { pages: 'away', writes: 'away' } })
    await primary.start()
    await look()
    await site().rename('It is back?')
    expect((await request(world.app).get('/readyz').expect(200)).body.status).toBe('ready')
  })
}
