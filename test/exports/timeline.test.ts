import { buildSync } from 'esbuild'
import { JSDOM, VirtualConsole } from 'jsdom'
import request from '../support/request'
import { BASE_URL, newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'

let world: World
beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
})
afterEach(() => world.close())

/** TimelineJS's own reader, as a browser has it. */
const READER = buildSync({
  stdin: {
    contents: `export { TimelineConfig } from '@knight-lab/timelinejs/src/js/core/TimelineConfig.js'`,
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'reader',
  loader: { '.less': 'empty' },
}).outputFiles[0]?.text

/** What TimelineJS takes of a file, and what it complains of. */
function taken(file: object): { events: number; errors: string[] } {
  const { window } = new JSDOM('', { runScripts: 'outside-only', url: BASE_URL, virtualConsole: new VirtualConsole() })
  window.eval(`${READER}; window.file = ${JSON.stringify(file)}`)
  const said = window.eval(
    `const config = new reader.TimelineConfig(file); config.validate(); JSON.stringify({ events: config.events.length, errors: config.getErrors() })`,
  )
  return JSON.parse(String(said))
}

async function download(query = '') {
  return JSON.parse(
    (await request(world.app).get(`/exports/timeline.json${query}`).responseType('blob').expect(200)).body.toString(),
  )
}

const DATES = [
  '2019-06-03',
  '2019-06',
  '2019',
  '2019-04-29/2019-05',
  '../2019-06-04',
  '2019-06-03/..',
  '201X',
  '2019-06~',
]

test('TimelineJS takes every claim with a day; each date goes as far as it is known; the rest are counted', async () => {
  const { db } = world
  const articleId = await article(db, 'He said <script>alert(1)</script> & more.')
  const quote = '<script>alert(1)</script> & more'
  const ids: number[] = []
  for (const saidOn of DATES) {
    const speakers = [{ name: `Ann <b> ${saidOn}`, kind: 'person' as const }]
    ids.push((await statement(db, articleId, quote, { claim: { saidOn, speakers } })).claimId)
  }
  await statement(db, articleId, quote, {
    claim: { saidOn: null, saidOnBasis: 'not_stated', speakers: [{ name: 'Bea', kind: 'person' }] },
  })
  await link(db, Number(ids[1]), Number(ids[0]), 'denies')

  const file = await download()
  expect(taken(file)).toEqual({ events: DATES.length, errors: [] })
  // Controls: an event without a start is dropped without a word, and one of which the start is null is complained of.
  const [{ start_date: _start, ...undated }, ...others] = file.events
  expect(taken({ events: [undated, ...others] })).toEqual({ events: DATES.length - 1, errors: [] })
  expect(taken({ events: [{ ...undated, start_date: null }, ...others] }).errors).not.toEqual([])

  const dates = file.events.map((event: Record<string, unknown>) => [
    event.start_date,
    event.end_date ?? null,
    event.display_date ?? null,
  ])
  expect(dates).toEqual([
    [{ year: 2019, month: 6, day: 3 }, null, null],
    [{ year: 2019, month: 6 }, null, null],
    [{ year: 2019 }, null, null],
    [{ year: 2019, month: 4, day: 29 }, { year: 2019, month: 5 }, null],
    [{ year: 2019, month: 6, day: 4 }, null, '../2019-06-04'],
    [{ year: 2019, month: 6, day: 3 }, null, '2019-06-03/..'],
    [{ year: 2010 }, { year: 2019 }, null],
    [{ year: 2019, month: 6 }, null, '2019-06~'],
  ])
  expect(JSON.stringify(file)).not.toMatch(/<script|<b>/)
  expect(file.events[1].text.text).toContain(`denies <a href=\\"${BASE_URL}/claims/${ids[0]}\\">`.replaceAll('\\', ''))
  expect(file.events[1].text.text).toContain(`${BASE_URL}/articles/${articleId}`)
  expect(file.title.text.text).toContain('not on this timeline: 1.')
  const { text } = await request(world.app).get('/exports').expect(200)
  expect(text).toContain('8 events; 1 claim without a stated day left out')

  expect((await download('?from=2019-07-01&to=2019-07-02')).events).toHaveLength(3)
})

test('a selection of nothing is a whole file', async () => {
  const file = await download()
  expect(file.events).toEqual([])
  // Its own rule: it shows no timeline without events, and says so.
  expect(taken(file)).toEqual({ events: 0, errors: [expect.stringContaining('has no events')] })
})
