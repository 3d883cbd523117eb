import { setTimeout as pause } from 'node:timers/promises'
import { startChores } from '../../src/chores'
import { type CollectedSpan, type Collector, otlpCollector } from '../support/otlp-collector'
import request from '../support/request'
import { signedIn } from '../support/world'
import { type WatchedWorld, watchedWorld } from './watched-world'

let collector: Collector
let world: WatchedWorld

beforeAll(async () => {
  collector = await otlpCollector()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url
  process.env.OTEL_SERVICE_NAME = 'claims desk'
  world = await watchedWorld({ traces: true }, { trustProxy: 1 })
})
afterAll(async () => {
  await world.close()
  await collector.close()
})

/** The spans of so many requests and what they did: a request ends after whoever asked has its answer. */
async function spansOf(work: () => Promise<unknown>, requests = 1): Promise<CollectedSpan[]> {
  await world.watching.traces?.flush()
  const before = collector.spans.length
  const ended = world.logged('request completed').length
  await work()
  while (world.logged('request completed').length < ended + requests) await pause(5)
  await world.watching.traces?.flush()
  return collector.spans.slice(before)
}

const childrenOf = (spans: CollectedSpan[], { spanId }: { spanId: string }) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId)

test('a request is a span by its route, and each of its statements one below it, by name', async () => {
  const spans = await spansOf(() => request(world.app).get('/search?q=Nora%20Nobody').expect(200))
  const [page] = spans.filter(({ kind }) => kind === 2)
  expect(page).toMatchObject({
    name: 'GET /search',
    parentSpanId: '',
    status: 0,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/search',
      'url.path': '/search',
      'http.response.status_code': 200,
    },
  })
  const statements = childrenOf(spans, page as CollectedSpan)
  expect(statements.length).toBeGreaterThan(1)
  expect(statements).toHaveLength(spans.length - 1)
  expect(statements.map(({ name }) => name)).toContain('settings for pages')
  for (const { traceId, kind, start, end, attributes } of statements) {
    expect([traceId, kind]).toEqual([page?.traceId, 3])
    expect(start >= (page?.start ?? 0n) && end >= start && end <= (page?.end ?? 0n)).toBe(true)
    expect(attributes).toMatchObject({
      'db.system.name': 'postgresql',
      'db.operation.name': expect.stringMatching(/^[A-Z]+$/),
      'gainsay.pool': expect.stringMatching(/^(pages|visits|writes)$/),
    })
  }
  expect(JSON.stringify(spans, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/Nora/)
  expect(collector.resource).toMatchObject({ 'service.name': 'claims desk', 'service.version': expect.any(String) })
})

test('requests at one moment have their own statements each', async () => {
  const spans = await spansOf(
    () =>
      Promise.all(
        Array.from({ length: 8 }, (_, place) =>
          request(world.app)
            .get(`/claims/${place + 1}`)
            .expect(404),
        ),
      ),
    8,
  )
  const pages = spans.filter(({ kind }) => kind === 2)
  expect(new Set(pages.map(({ traceId }) => traceId)).size).toBe(8)
  // The settings may be read for one of them.
  const counts = pages.map((page) => childrenOf(spans, page).filter(({ name }) => name !== 'settings for pages').length)
  expect(new Set(counts)).toEqual(new Set([counts[0]]))
  expect(counts[0]).toBeGreaterThan(0)
})

test('a change has the statements of its transaction, its body read before', async () => {
  const agent = await signedIn(world, world.editor)
  const spans = await spansOf(() => agent.post('/settings').type('form').send({ name: 'Never taken' }).expect(403))
  expect(spans.find(({ kind }) => kind === 2)).toMatchObject({ name: 'POST /settings', status: 0 })
  const saved = await spansOf(() =>
    agent
      .post('/articles')
      .type('form')
      .send({ outlet: 'The Daily', headline: 'Bridge opens', publishedOn: '2026-01-02', text: 'The bridge is open.' })
      .expect(303),
  )
  const [page] = saved.filter(({ kind }) => kind === 2)
  const names = childrenOf(saved, page as CollectedSpan).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['INSERT articles', 'INSERT revisions', 'COMMIT']))
  expect(saved.filter(({ parentSpanId }) => parentSpanId === '')).toHaveLength(1)
})

test('what a proxy has begun is gone on with, and no other trace', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const ask = (traceparent: string) => spansOf(() => request(world.app).get('/chains').set({ traceparent }).expect(200))
  const [page] = (await ask(`00-${trace}-00f067aa0ba902b7-01`)).filter(({ kind }) => kind === 2)
  expect(page).toMatchObject({ traceId: trace, parentSpanId: '00f067aa0ba902b7' })
  // The proxy decided that this one is not taken.
  expect(await ask(`00-${trace}-00f067aa0ba902b7-00`)).toEqual([])
  for (const none of [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `ff-${trace}-00f067aa0ba902b7-01`, 'nonsense']) {
    const [own] = (await ask(none)).filter(({ kind }) => kind === 2)
    expect(own?.parentSpanId).toBe('')
    expect(own?.traceId).not.toBe(trace)
  }
})

test('a job is a root with its statements, and a round with nothing to do is none', async () => {
  const rounds = async () => startChores({ ...world.context, isEnding: false })()
  const spans = await spansOf(rounds, 0)
  const seal = spans.find(({ name }) => name === 'job seal')
  expect(seal).toMatchObject({ parentSpanId: '', kind: 1, attributes: { 'gainsay.job.kind': 'seal' } })
  expect(childrenOf(spans, seal as CollectedSpan).map(({ name }) => name)).toContain('INSERT seals')
  expect((await spansOf(rounds, 0)).map(({ name }) => name)).not.toContain('job seal')
})

test('a failure of ours is an error, with the code of what the database said', async () => {
  const failing = jest.spyOn(world.database.pages, 'rows').mockImplementation(async () => {
    await world.database.pages.pool.query('SELECT 1 / 0')
    return []
  })
  const spans = await spansOf(() => request(world.app).get('/claims/1'))
  failing.mockRestore()
  const [page] = spans.filter(({ kind }) => kind === 2)
  const failed = childrenOf(spans, page as CollectedSpan).find(({ status }) => status === 2)
  expect(failed?.attributes).toMatchObject({ 'db.response.status_code': '22012', 'db.query.summary': 'SELECT' })
})

test('lines of the log name the trace', async () => {
  const spans = await spansOf(() => request(world.app).get('/speakers').expect(200))
  const [page] = spans.filter(({ kind }) => kind === 2)
  expect(world.logged('request completed').at(-1)).toMatchObject({
    traceId: page?.traceId,
    reqId: page?.attributes['gainsay.request_id'],
  })
})

test('without an endpoint nothing of OpenTelemetry is loaded', async () => {
  const { execFileSync } = await import('node:child_process')
  const loaded = (traces: boolean) =>
    execFileSync(process.execPath, ['-e', LOADED, String(traces)], { encoding: 'utf8', env: { ...process.env } })
  expect(loaded(true)).toBe('true true')
  expect(loaded(false)).toBe('false false')
})

/** What of the packages is loaded once a process has begun to watch. */
const LOADED = `
  const { startWatching } = require('./dist/src/watching')
  const wanted = process.argv[1] === 'true'
  const metrics = wanted ? { host: '127.0.0.1', port: 0 } : null
  startWatching({ metrics, traces: wanted, slowQueryMs: 500 }, { database: { visits: {} }, log: {} }).then(() => {
    const has = (name) => Object.keys(require.cache).some((file) => file.includes('node_modules/' + name))
    process.stdout.write(has('@opentelemetry/sdk') + ' ' + has('prom-client'), () => process.exit())
  })`
