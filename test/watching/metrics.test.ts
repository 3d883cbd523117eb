import fs from 'node:fs'
import path from 'node:path'
import { Metrics } from '../../src/watching/metrics'
import request from '../support/request'
import { signedIn } from '../support/world'
import { type WatchedWorld, watchedWorld } from './watched-world'

let world: WatchedWorld

beforeAll(async () => {
  world = await watchedWorld({ metrics: { host: '127.0.0.1', port: 0 } })
})
afterAll(() => world.close())

/** All that is served: each line’s number by its name with its labels. */
async function served(): Promise<Map<string, number>> {
  const answer = await fetch(world.watching.url ?? '')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

test('the public port has no metrics, and that of the metrics has nothing else', async () => {
  await request(world.app).get('/metrics').expect(404)
  const { origin } = new URL(world.watching.url ?? '')
  expect((await fetch(`${origin}/`)).status).toBe(404)
  expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(405)
})

test('requests are told by the pattern of their route and the class of their answer, whatever they asked for', async () => {
  for (const id of [901, 902, 903]) await request(world.app).get(`/claims/${id}?q=Nora`).expect(404)
  await request(world.app).get('/search?q=Nora').expect(200)
  await request(world.app).get('/nora/of/nowhere').expect(404)
  await request(world.app).get('/healthz').expect(200)
  const found = await served()
  const requests = (labels: string) => found.get(`gainsay_http_requests_total{${labels}}`)
  expect(requests('method="GET",route="/claims/:id",status_class="4xx"')).toBe(3)
  expect(requests('method="GET",route="/search",status_class="2xx"')).toBe(1)
  expect(requests('method="GET",route="none",status_class="4xx"')).toBe(2)
  expect(requests('method="GET",route="/healthz",status_class="2xx"')).toBe(1)
  expect(found.get('gainsay_http_request_duration_seconds_count{method="GET",route="/claims/:id"}')).toBe(3)
  expect([...found.keys()].join('\n')).not.toMatch(/nora|901/i)
  expect(found.get('gainsay_http_requests_under_way')).toBe(0)
})

test('a page that was kept is a hit as soon as nothing was written in between', async () => {
  const hits = async () => (await served()).get('gainsay_kept_pages_total{outcome="hit"}') ?? 0
  const before = await hits()
  // Tests that run beside this one write in the same PostgreSQL, and any write of it ends a page.
  for (let tries = 0; tries < 100 && (await hits()) === before; tries++)
    await request(world.app).get('/chains').expect(200)
  const found = await served()
  expect(found.get('gainsay_kept_pages_total{outcome="hit"}')).toBe(before + 1)
  expect(found.get('gainsay_kept_pages_total{outcome="miss"}')).toBeGreaterThan(0)
})

test('downloads have their bytes', async () => {
  const { text } = await request(world.app).get('/exports/claims.csv').expect(200)
  const found = await served()
  expect(found.get('gainsay_downloads_running')).toBe(0)
  expect(found.get('gainsay_download_bytes_total')).toBeGreaterThan(text.length)
})

test('pools, statements and their failures', async () => {
  const client = await world.database.exports.connect()
  await client.query('SELECT 1 / 0').catch(() => {})
  const found = await served().finally(() => client.release())
  expect(found.get('gainsay_pool_connections{pool="exports",state="used"}')).toBe(1)
  expect(found.get('gainsay_pool_connections_max{pool="pages"}')).toBe(10)
  expect(found.get('gainsay_pool_waiting{pool="writes"}')).toBe(0)
  expect(found.get('gainsay_database_statement_errors_total{pool="exports",code="22012"}')).toBe(1)
  expect(found.get('gainsay_database_statements_total{pool="pages"}')).toBeGreaterThan(0)
})

test('a replica is told with whether it is read from, and by how much it is late where it was seen', async () => {
  const metrics = new Metrics({
    version: '1.0.0',
    pools: () => [],
    replicas: [
      { poolName: 'replica 1', condition: 'behind', late: 7_500 },
      { poolName: 'replica 2', condition: 'away', late: null },
      { poolName: 'replica 3', condition: 'well', late: 0 },
    ],
    facts: async () => null,
  })
  const told = (await metrics.text()).split('\n').filter((line) => line.startsWith('gainsay_replica_'))
  expect(told).toEqual([
    'gainsay_replica_well{replica="replica 1"} 0',
    'gainsay_replica_well{replica="replica 2"} 0',
    'gainsay_replica_well{replica="replica 3"} 1',
    'gainsay_replica_late_seconds{replica="replica 1"} 7.5',
    'gainsay_replica_late_seconds{replica="replica 3"} 0',
  ])
})

test('an import that waits, and the events that nobody has sealed', async () => {
  await world.db.query(
    `INSERT INTO captures (made_by_id, name, state, asked_url, created_at)
     SELECT $1, 'one', 'waiting', 'https://daily.example/', now() - interval '1 hour' FROM generate_series(1, 3)`,
    [world.editor.id],
  )
  await world.db.query(`INSERT INTO captures (made_by_id, name, state) VALUES ($1, 'two', 'refused')`, [
    world.editor.id,
  ])
  const found = await served()
  expect(found.get('gainsay_jobs{kind="import",state="waiting"}')).toBe(3)
  expect(found.get('gainsay_jobs_failed_last_day{kind="import"}')).toBe(1)
  expect(found.get('gainsay_job_oldest_due_seconds{kind="import"}')).toBeGreaterThanOrEqual(3_600)
  expect(found.get('gainsay_unsealed_events')).toBeGreaterThan(0)
  expect(found.get('gainsay_sealed_events')).toBe(0)
  expect(found.get('gainsay_database_up')).toBe(1)
  expect(found.get('gainsay_database_bytes')).toBeGreaterThan(1e6)
})

test('a change that could not be made is counted, and one that was asked for wrongly is not', async () => {
  const agent = await signedIn(world, world.editor)
  const failed = (found: Map<string, number>) => found.get('gainsay_write_errors_total{kind="unavailable"}') ?? 0
  const articles = async () => agent.post('/articles').type('form').send({ text: '' })
  expect((await articles()).status).toBe(422)
  const before = failed(await served())
  const broken = new Error('Connection terminated unexpectedly')
  const query = jest.spyOn(world.database.orm, 'createQueryRunner').mockImplementation(() => {
    throw broken
  })
  expect((await articles()).status).toBe(503)
  query.mockRestore()
  expect(failed(await served())).toBe(before + 1)
})

/** What the database is asked for, each time: not there while it does not answer. */
const FACTS = [
  'gainsay_database_bytes',
  'gainsay_jobs',
  'gainsay_jobs_failed_last_day',
  'gainsay_job_oldest_due_seconds',
  'gainsay_unsealed_events',
  'gainsay_oldest_unsealed_event_seconds',
  'gainsay_sealed_events',
]

test('while the database is away its facts are left out, and the rest is there', async () => {
  const facts = (found: Map<string, number>) => {
    const names = new Set([...found.keys()].map((name) => name.replace(/\{.*/, '')))
    return [...FACTS, 'gainsay_last_checkpoint_timestamp_seconds'].filter((name) => names.has(name))
  }
  const away = jest.spyOn(world.database.visits.db, 'query').mockRejectedValue(new Error('away'))
  const found = await served()
  away.mockRestore()
  expect(found.get('gainsay_database_up')).toBe(0)
  expect(facts(found)).toEqual([])
  expect(found.get('gainsay_pool_waiting{pool="writes"}')).toBe(0)
  const back = await served()
  expect(back.get('gainsay_database_up')).toBe(1)
  expect(facts(back)).toEqual(FACTS)
})

test('every metric that is served stands in docs/operations.md, and none stands there that is not served', async () => {
  const answer = await fetch(world.watching.url ?? '')
  const names = [...(await answer.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  const docs = fs.readFileSync(path.join(__dirname, '../../docs/operations.md'), 'utf8')
  const [, section] = docs.match(/\n## Metrics\n([\s\S]*?)\n### Alerts/) ?? []
  const written = [...(section ?? '').matchAll(/`((?:gainsay|process|nodejs)_\w+)`/g)].map(([, name]) => name)
  expect(written).toHaveLength(new Set(written).size)
  expect(written.sort()).toEqual(names.sort())
})

test('alerts ask for metrics that there are', () => {
  const docs = fs.readFileSync(path.join(__dirname, '../../docs/operations.md'), 'utf8')
  const [, alerts] = docs.match(/### Alerts that matter([\s\S]*?)\n## /) ?? []
  const asked = new Set((alerts ?? '').match(/\b(?:gainsay|nodejs)_\w+/g) ?? [])
  expect(asked.size).toBeGreaterThan(5)
  for (const name of asked) expect(docs).toContain(`\`${name.replace(/_bucket$/, '')}\``)
})
