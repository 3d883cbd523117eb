import { flushed } from '../../../bench/nodes/streaming-replica'
import { watch } from '../../../src/database/in-hand'
import { poolsNow } from '../../../src/database/pools-now'
import type { Replica } from '../../../src/database/replicas/replica'
import { belongsTo } from '../../../src/database/replicas/spread'
import { type Looks, SpreadPool } from '../../../src/database/replicas/spread-pool'
import { ask } from '../../corrections/reader'
import { LOOKS, type Replicated } from '../../support/replicated'
import request from '../../support/request'
import { signedIn } from '../../support/world'

/** The clock runs, and is later by almost a minute, with what was written before: whoever stood still then is too late by that. */
async function muchLater(work: () => Promise<void>) {
  const { now } = Date
  const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + LOOKS.mostLate + 10_000)
  await work().finally(() => later.mockRestore())
}

/** The replicas stand still; then a title is given that they lack, and they are too late by it. */
const tooLateFor = (site: Replicated, title: string, work: () => Promise<void>): Promise<void> =>
  site.paused(async () => {
    await site.rename(title)
    await flushed(site.primary)
    await site.look()
    await muchLater(async () => {
      await site.look()
      await work()
    })
  })

/** What readers are shown where replicas are late, and who is none; all are well again after each. */
export function howLate(site: () => Replicated) {
  test('readers are shown what a replica has, editors what they wrote', async () => {
    await site().rename('Before the replicas stood still?')
    await site().caughtUp()
    await site().paused(async () => {
      await site().rename('While they stand still?')
      expect((await site().asEditor()).title).toBe('While they stand still?')
      const agent = await signedIn(site().world)
      expect((await agent.get(site().chain)).text).toContain('While they stand still?')
      for (const reading of [site().read(), site().read(), site().read(`/api/v1${site().chain}`)])
        expect((await reading.expect(200)).text).toContain('Before the replicas stood still?')
    })
    expect((await site().read()).text).toContain('While they stand still?')
  })

  test('whoever has written something reads it, without an account too, and is no reader for a while', async () => {
    const { world, claimId } = site()
    await site().paused(async () => {
      const sent = await ask(world, claimId).expect(303)
      const [cookie = ''] = sent.get('Set-Cookie') ?? []
      expect(cookie).toMatch(/^just-wrote=1; Max-Age=10; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
      await request(world.app).get(String(sent.headers.location)).expect(200)
      await site().rename('Seen by whoever wrote?')
      expect((await site().read()).text).not.toContain('Seen by whoever wrote?')
      expect((await site().read().set('Cookie', 'just-wrote=1')).text).toContain('Seen by whoever wrote?')
    })
    // Nobody else gets a cookie.
    expect((await site().read()).headers['set-cookie']).toBeUndefined()
  })

  test('whoever signs out right after a change still sees it', async () => {
    const agent = await signedIn(site().world)
    await site().paused(async () => {
      await site().rename('Written, and left?')
      await agent.post('/signout').expect(303)
      expect((await agent.get(site().chain)).text).toContain('Written, and left?')
    })
  })

  test('a page that was kept is never sent older than it was', async () => {
    await site().paused(async () => {
      await site().rename('The newer title?')
      // Kept as the primary has it, for whoever wrote.
      expect((await site().read().set('Cookie', 'just-wrote=1')).text).toContain('The newer title?')
      expect((await site().read()).text).toContain('The newer title?')
    })
  })

  test('a replica that is too late is left out, and comes back', async () => {
    const { world, read, conditions } = site()
    await tooLateFor(site(), 'Much later?', async () => {
      expect(conditions()).toEqual(['behind', 'behind'])
      expect(world.database.replicas[0]?.late).toBeGreaterThan(LOOKS.mostLate)
      expect((await read()).text).toContain('Much later?')
      const { body } = await request(world.app).get('/readyz').expect(200)
      expect(body).toMatchObject({ status: 'ready', replicas: ['behind', 'behind'] })
    })
    expect(conditions()).toEqual(['well', 'well'])
  })

  test('while the primary is only busy, nobody is shown what a replica has that is too late', async () => {
    const { world, read, look, conditions } = site()
    await tooLateFor(site(), 'Withdrawn since?', async () => {
      const { pool } = world.database.pages
      const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
      // None comes back meanwhile, however long one waits.
      const patience = jest.replaceProperty(pool.options, 'connectionTimeoutMillis', 100)
      try {
        await look()
        expect([conditions(), site().pages.isPrimaryThere]).toEqual([['behind', 'behind'], true])
        await read(`${site().chain}?n=busy`).expect(503)
      } finally {
        patience.restore()
        for (const client of taken) client.release()
      }
      expect((await read(`${site().chain}?n=busy`).expect(200)).text).toContain('Withdrawn since?')
    })
  })

  test('an idle primary makes no replica late', async () => {
    const now = Date.now()
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now + 3_600_000)
    await site()
      .look()
      .finally(() => later.mockRestore())
    expect(site().conditions()).toEqual(['well', 'well'])
  })

  test('what is asked of a replica goes by its own pool', async () => {
    const asked: string[] = []
    const end = watch({ statement: ({ pool }) => void asked.push(pool) })
    await site().read(`${site().chain}?n=pool`).expect(200)
    end()
    expect(new Set(asked.filter((pool) => pool !== 'watch'))).toEqual(
      new Set([expect.stringMatching(/^replica [12]$/)]),
    )
    const pools = poolsNow(site().world.database).filter(({ name }) => name.startsWith('replica'))
    expect(pools.map(({ name }) => name)).toEqual(['replica 1', 'replica 2'])
    expect(pools.reduce((sum, { used, idle }) => sum + used + idle, 0)).toBeGreaterThan(0)
  })

  test('a page does not go back in time when its replica dies', async () => {
    const { world, replicas, look, conditions } = site()
    await site().rename('Seen by nobody?')
    await site().caughtUp()
    await look()
    const own = Array.from({ length: 40 }, (_, number) => `${site().chain}?n=back.${number}`).filter(
      (path) => belongsTo(path, world.database.replicas) === world.database.replicas[0],
    )
    await site().read(own[0]).expect(200)
    await replicas[1]?.pause()
    await site().rename('Seen by a reader?')
    await replicas[0]?.caughtUp()
    expect((await site().read(own[1])).text).toContain('Seen by a reader?')
    replicas[0]?.freeze()
    try {
      await look()
      expect(conditions()[0]).toBe('away')
      expect((await site().read(own[1])).text).toContain('Seen by a reader?')
    } finally {
      replicas[0]?.thaw()
      await replicas[1]?.resume()
      await site().caughtUp()
      await look()
    }
  })

  /** Readers’ pages of another process. */
  const besides = (tell: (replica: Replica) => void, looks: Looks) =>
    new SpreadPool(
      site().primary.appUrl,
      site().replicas.map(({ appUrl }) => appUrl),
      tell,
      looks,
    )

  test('a process that starts while something is written finds its replicas well', async () => {
    const told: string[] = []
    const pages = besides(({ condition }) => told.push(condition), LOOKS)
    try {
      let starting: Promise<void> = Promise.resolve()
      await site().paused(async () => {
        await site().rename('On its way to the replicas?')
        await flushed(site().primary)
        starting = pages.watch()
      })
      await starting
      expect(told).toEqual(['well', 'well'])
    } finally {
      await pages.close()
    }
  })

  test('replicas are looked at again and again, by nobody’s asking', async () => {
    const told: string[] = []
    let hears = () => {}
    const pages = besides(
      ({ condition }) => {
        told.push(condition)
        hears()
      },
      { ...LOOKS, every: 20 },
    )
    const untilTold = (many: number) =>
      new Promise<void>((resolve) => {
        hears = () => told.length >= many && resolve()
        hears()
      })
    try {
      await pages.watch()
      await site().paused(async () => {
        await site().rename('Looked for?')
        await flushed(site().primary)
        await muchLater(() => untilTold(4))
      })
      await untilTold(6)
      expect(told).toEqual(['well', 'well', 'behind', 'behind', 'well', 'well'])
    } finally {
      await pages.close()
    }
  })
}
