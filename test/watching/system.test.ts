import { startChores } from '../../src/chores'
import { connect } from '../../src/database/database'
import { migrations } from '../../src/database/migrations'
import { SERVING } from '../../src/database/serving'
import { entities } from '../../src/entities'
import { systemModel } from '../../src/watching/system.pages'
import { systemFacts } from '../../src/watching/system.queries'
import { gainsay } from '../support/command-line'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let admin: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  process.env.DATABASE_URL = world.appUrl
  process.env.DATABASE_OWNER_URL = world.ownerUrl
  admin = await signedIn(world, await world.person('admin'))
})
afterAll(() => world.close())

const look = async () => (await admin.get('/desk/system').expect(200)).text

test('a desk with nothing in it says so, and what will stand there', async () => {
  const text = await look()
  expect(text).toContain('None has failed of late.')
  expect(text).toContain('No replica follows this PostgreSQL.')
  expect(text).toContain('Nothing has been sealed yet.')
  expect(text).toContain(migrations.at(-1)?.name)
  expect(text).not.toMatch(/NaN|undefined|null/)
})

test('what waits, what failed and why, and whose it was; not what it was', async () => {
  await world.db.query(
    `INSERT INTO captures (made_by_id, name, state, asked_url, problem, created_at)
     SELECT $1, 'a private name.html', state, NULL, problem, now() - interval '1 hour'
     FROM (VALUES ('waiting', NULL), ('waiting', NULL), ('refused', 'The page has no text.')) AS given (state, problem)`,
    [world.editor.id],
  )
  const text = await look()
  expect(text).toMatch(/Articles of imports<\/th><td>2<\/td><td>0<\/td><td>1<\/td><td><strong>60 minutes/)
  expect(text).toContain('Something here waits too long.')
  expect(text).toContain('The page has no text.')
  expect(text).toContain(`<a href="/accounts/${world.editor.id}">editor 1</a>`)
  expect(text).not.toContain('private name')
})

test('the command tells the same, in words and for programs', async () => {
  const told = await gainsay('status', '--json')
  expect(JSON.parse(told.out)).toMatchObject({
    work: expect.arrayContaining([expect.objectContaining({ kind: 'import', waiting: 2 })]),
    failures: [expect.objectContaining({ kind: 'import', problem: 'The page has no text.' })],
    seals: { unsealed: expect.any(Number), treeSize: null, lastDay: 0 },
    sizes: { database: expect.any(Number) },
  })
  const { out: stdout } = await gainsay('status')
  expect(stdout).toContain('Articles of imports: Waiting 2, Running 0, Failed in a day 1')
  expect(stdout).toContain('No replica follows this PostgreSQL.')
  expect(stdout).not.toMatch(/NaN|undefined|null/)
})

test('history that has been sealed, and when', async () => {
  await startChores({ ...world.context, isEnding: false })()
  const text = await look()
  expect(text).toMatch(/\d+ events? sealed\. The last checkpoint was signed on/)
  expect(text).toContain('Nothing waits for a seal.')
})

test('processes that serve are told from one another, and this one is named', async () => {
  const other = { ...SERVING, name: 'gainsay serving 0.0.9 beside/4711' }
  const others = await Promise.all([SERVING, other].map((asking) => connect(world.appUrl, entities, asking)))
  const facts = await systemFacts(world.db)
  await Promise.all(others.map((database) => database.close()))
  expect(facts.processes).toEqual(
    expect.arrayContaining([
      { version: '0.0.9', host: 'beside', pid: 4711 },
      { version: facts.versions.gainsay, host: expect.any(String), pid: process.pid },
    ]),
  )
  const { processes } = systemModel(facts, [], SERVING.name)
  expect(processes.filter(({ isThis }) => isThis).map(({ name }) => name)).toEqual([
    expect.stringMatching(`/${process.pid}$`),
  ])
})

test('replicas: what the role may see of them, and what it has to be granted', async () => {
  const facts = await systemFacts(world.db)
  expect(facts.replication).toEqual({ maySee: false, role: expect.any(String), replicas: [] })
  const replica = { name: 'standby', address: '10.0.0.2', state: 'streaming', bytesBehind: 4_096, secondsBehind: 75 }
  const shown = (maySee: boolean) =>
    systemModel({ ...facts, replication: { maySee, role: 'gainsay_app', replicas: [replica] } }, [], '').replication
  expect(shown(true).replicas).toEqual([
    { name: 'standby · 10.0.0.2', told: 'streaming · 4.1 kB behind · 75 seconds late', isLate: true },
  ])
  expect(shown(false)).toEqual({
    instead: expect.stringContaining('GRANT pg_read_all_stats TO gainsay_app'),
    replicas: [],
  })
})

test('the page is for admins alone', async () => {
  await (await signedIn(world)).get('/desk/system').expect(403)
})
