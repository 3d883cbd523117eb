import { CONTROLS, runControl } from '../../bench/trust/faults'
import { endingAtWork } from '../../bench/trust/faults/ending'
import { type OwnPostgres, ownPostgres } from '../../bench/trust/faults/own-postgres'
import { frozen, gone, restarted } from '../../bench/trust/faults/server-faults'
import { type Corpus, fill, type Site, siteOn } from '../../bench/trust/faults/site'
import { writesStuck } from '../../bench/trust/faults/stuck-faults'
import { WITHIN } from '../../bench/trust/faults/trial'

// The tests run on busy machines: here only what is answered counts. The bench looks at the clock too.
for (const limit of Object.keys(WITHIN) as (keyof typeof WITHIN)[]) WITHIN[limit] = 60_000

// `npm run bench -- trust faults` does all of them, for longer. Processes are stopped in their tracks: POSIX alone.
const onPosix = process.platform === 'win32' ? describe.skip : describe

onPosix('the product in trouble, on a PostgreSQL of its own', () => {
  let postgres: OwnPostgres
  let corpus: Corpus
  let site: Site

  beforeAll(async () => {
    postgres = await ownPostgres()
    corpus = await fill(postgres)
    site = await siteOn(postgres, corpus, { more: { DRAIN_SECONDS: '0.5' } })
  }, 60_000)
  afterAll(async () => {
    await site.app.end()
    await postgres.end()
  })

  test('writes stuck on a row, with every connection of theirs taken, hinder no reader', async () => {
    expect((await writesStuck(site, 500)).wrong).toEqual([])
  })

  test('a restart of the database costs no acknowledged write, and passes by itself', async () => {
    expect((await restarted(site, 1)).wrong).toEqual([])
  })

  test('a frozen database is waited for, and leaves no connection in the middle of something', async () => {
    expect((await frozen(site, 800)).wrong).toEqual([])
  })

  test('without a database everything is answered with 503, forms with what was typed', async () => {
    expect((await gone(site, 0)).wrong).toEqual([])
  })

  test('told to end, it says so first and answers what is under way', async () => {
    expect((await endingAtWork(site, 500)).wrong).toEqual([])
  })

  test.each(['onePool', 'noErrorHandler'])('a control is found: %s', async (name) => {
    const { isFound, wrong } = await runControl(postgres, corpus, CONTROLS[name] as (typeof CONTROLS)[string])
    expect([isFound, wrong]).toEqual([true, wrong])
  })
})
