import type { EntityManager } from 'typeorm'
import { fingerprintDue } from '../../src/claims/fingerprints-due.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { OWN_REPORT, PARAGRAPHS, REPRINT, WIRE } from './wire-story'

let world: World
let db: EntityManager
let agent: Awaited<ReturnType<typeof signedIn>>
let desk: ReturnType<typeof newsroom>
/** The wire's own article, a reprint that came in before it, one that ran without changes, and somebody's own report. */
let reprint: number
let wire: number
let again: number
let own: number

beforeAll(async () => {
  world = await newWorld()
  db = world.db
  agent = await signedIn(world)
  desk = newsroom(db)
  reprint = await desk.article(REPRINT, { outlet: 'The Gazette', publishedOn: '2021-03-03' })
  wire = await desk.article(WIRE, { outlet: 'Coastwire', publishedOn: '2021-03-03' })
  own = await desk.article(OWN_REPORT, { outlet: 'The Skerry Post', publishedOn: '2021-03-03' })
})
afterAll(() => world.close())

const post = (path: string, fields: object) => agent.post(path).type('form').send(fields)
const pairs = () =>
  db.query('SELECT article_id AS "articleId", other_id AS "otherId" FROM article_likenesses ORDER BY id')
const versionOf = async (id: number) => (await db.query('SELECT version FROM articles WHERE id = $1', [id]))[0].version
const originOf = async (id: number) =>
  (await db.query('SELECT copy_of_id AS origin FROM articles WHERE id = $1', [id]))[0].origin
const acts = async (id: number) =>
  (
    await db.query(
      `SELECT action FROM history WHERE subject_kind = 'article' AND subject_id = $1 ORDER BY id DESC LIMIT 2`,
      [id],
    )
  ).map(({ action }: { action: string }) => action)
const readers = (path: string) => request(world.app).get(path)
const undo = async (change: string[]) => post('/undo', { change, back: '/desk' }).expect(303)

test('the desk is shown a reprint beside the wire story that it names, and not what another wrote of the same day', async () => {
  expect(await pairs()).toEqual([{ articleId: wire, otherId: reprint }])
  const { text } = await agent.get('/desk').expect(200)
  expect(text).toContain('Seem to be copies')
  const page = (await agent.get('/desk/copies').expect(200)).text
  expect(page).toContain('Night boats will stop, says ferry chief')
  expect(page).toContain('likely the origin: the other names it in its byline or dateline')
  expect(page).toMatch(/\d\d % of the shorter one’s words are in the other/)
  expect(page).toContain(`Article ${reprint} is a copy of ${wire}`)
  const compared = (await agent.get(`/articles/${wire}/compared?with=${reprint}`).expect(200)).text
  expect(compared).toMatch(/<ins>[^<]*bakers’ guild/)
  expect(compared).toMatch(/<del>[^<]*ministry declined to comment/)
  // A house's typography is no difference.
  expect(compared).not.toMatch(/<del>[“”]/)
  await agent.get(`/articles/${wire}/compared?with=999999`).expect(404)
  await agent.get(`/articles/${wire}/compared?with=x`).expect(404)
  expect((await agent.get(`/articles/${wire}/compared`).expect(200)).text).toContain('Compare with article')
})

test('nothing is a copy before an editor says so; then it is, in history, and can be undone', async () => {
  expect([await originOf(wire), await originOf(reprint)]).toEqual([null, null])
  const done = await post(`/articles/${reprint}/copy-of`, { version: 1, origin: wire }).expect(303)
  expect(done.headers.location).toBe('/desk/copies')
  expect([await originOf(reprint), await acts(reprint)]).toEqual([wire, ['made a copy', 'imported']])
  expect((await agent.get('/desk/copies').expect(200)).text).toContain('No two articles look like one story.')
  expect((await agent.get(`/articles/${reprint}/history`).expect(200)).text).toContain(`article ${wire}`)
  await undo([`article.${reprint}.2`])
  expect([await originOf(reprint), await acts(reprint)]).toEqual([null, ['no longer a copy', 'made a copy']])
  expect(await pairs()).toEqual([{ articleId: wire, otherId: reprint }])
  await undo([`article.${reprint}.3`])
  expect(await originOf(reprint)).toBe(wire)
})

test('what comes in later is offered as a copy of the origin alone; of a copy that is named, the origin is taken', async () => {
  again = await desk.article(`${WIRE}\nFrom our news desk.\n`, {
    outlet: 'The Pier Observer',
    publishedOn: '2021-03-04',
  })
  expect(await pairs()).toEqual([{ articleId: again, otherId: wire }])
  await post(`/articles/${again}/copy-of`, { version: 1, origin: reprint, back: 'article' }).expect(303)
  expect(await originOf(again)).toBe(wire)
  await post(`/articles/${again}/copy-of`, { version: 2, origin: reprint }).expect(422)
  expect(await versionOf(again)).toBe(2)
})

test('a claim that the wire and its copies report has one origin, and another’s own report makes it two', async () => {
  const words = ['We can run empty boats or we can run safe boats']
  const { claimId } = await desk.statement(wire, { by: ['Ida Marlow'], words })
  const path = `/claims/${claimId}`
  expect((await readers(path).expect(200)).text).toContain('Reported in 1 article, which ran in 3 outlets')
  await desk.statement(reprint, { by: [], words, claimId })
  await desk.statement(again, { by: [], words, claimId })
  const page = (await readers(path).expect(200)).text
  expect(page).toContain('Reported 3 times (3 articles, 1 origin)')
  expect(page).toMatch(/A copy of\s+<cite>/)
  expect(page).toContain('Also ran in 2 other outlets')
  const marks = async () => (await db.query('SELECT marks FROM search_claims WHERE id = $1', [claimId]))[0].marks
  expect(await marks()).not.toContain('reported_again')
  await desk.statement(own, { by: [], words, claimId })
  expect((await readers(path).expect(200)).text).toContain('Reported 4 times (4 articles, 2 origins)')
  expect(await marks()).toContain('reported_again')
  expect((await readers('/search?q=empty+boats').expect(200)).text).toContain('4 reports (4 articles, 2 origins)')

  const [header = '', ...csv] = (await readers('/exports/claims.csv').expect(200)).text.split('\r\n').slice(0, 5)
  // From the end: before it some cells have commas of their own.
  const place = header.split(',').indexOf('origin_article_id') - header.split(',').length
  expect(csv.map((line) => Number(line.split(',').at(place)))).toEqual([wire, wire, wire, own])
  const rows = (await readers('/exports/claims.jsonl').expect(200)).text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const copyOf = new Map(rows.filter(({ type }) => type === 'article').map(({ id, copy_of_id }) => [id, copy_of_id]))
  expect([wire, reprint, again, own].map((id) => copyOf.get(id))).toEqual([null, wire, wire, null])
})

test('readers are told on the copy of what it is one, and on the origin where else it ran', async () => {
  expect((await readers(`/articles/${reprint}`).expect(200)).text).toMatch(
    new RegExp(`A copy of\\s+<cite><a href="/articles/${wire}"[^>]*>Outer islands to lose night ferry</a>`),
  )
  const page = (await readers(`/articles/${wire}`).expect(200)).text
  expect(page).toContain('Also ran in 2 other outlets')
  expect(page).toContain('The Pier Observer')
  expect(page).not.toContain('copy-of')
})

test('of a copy that nobody has tagged readers learn where it ran, and not what it is called here', async () => {
  const untagged = await desk.article(`${WIRE}\nRead more inside.\n`, {
    outlet: 'The Lamp',
    headline: 'A headline of the desk',
    url: 'https://lamp.example/1',
  })
  await post(`/articles/${untagged}/copy-of`, { version: 1, origin: wire }).expect(303)
  const page = (await readers(`/articles/${wire}`).expect(200)).text
  expect(page).toMatch(/an article of\s+<bdi>The Lamp<\/bdi>/)
  expect(page).toContain('https://lamp.example/1')
  expect(page).not.toContain('A headline of the desk')
  expect((await agent.get(`/articles/${wire}`).expect(200)).text).toContain('A headline of the desk')
})

test('the origin may be another: its copies go along, at once, and come back by one undoing', async () => {
  const before = await versionOf(wire)
  await post(`/articles/${wire}/copy-of`, { version: before, origin: reprint }).expect(303)
  expect([await originOf(reprint), await originOf(wire), await originOf(again)]).toEqual([null, reprint, reprint])
  const notice = (await agent.get('/desk').expect(200)).text
  const changes = Array.from(notice.matchAll(/name="change" value="([^"]+)"/g), ([, change]) => change as string)
  expect(changes).toHaveLength(4)
  await undo(changes)
  expect([await originOf(reprint), await originOf(wire), await originOf(again)]).toEqual([wire, null, wire])
})

test('“Neither” is kept, with who and when, until it is taken back', async () => {
  const brief = await desk.article(`Ferry brief\n\n${PARAGRAPHS.slice(0, 2).join('\n\n')}\n`, { outlet: 'Skerry FM' })
  expect(await pairs()).toEqual([{ articleId: brief, otherId: wire }])
  await post(`/articles/${brief}/distinctions`, { other: wire }).expect(303)
  await post(`/articles/${brief}/distinctions`, { other: wire }).expect(303)
  expect(await pairs()).toEqual([])
  const told = await db.query('SELECT * FROM article_distinctions')
  expect(told).toMatchObject([
    { article_id: brief, other_id: wire, created_by_id: world.editor.id, taken_back_at: null },
  ])
  expect([(await acts(brief))[0], (await acts(wire))[0]]).toEqual(['told apart', 'told apart'])
  await post(`/article-distinctions/${told[0].id}/withdrawal`, {}).expect(303)
  await post(`/article-distinctions/${told[0].id}/withdrawal`, {}).expect(404)
  for (const id of [brief, wire]) expect(await acts(id)).toEqual(['no longer told apart', 'told apart'])
  expect(await pairs()).toEqual([{ articleId: brief, otherId: wire }])
  await post(`/articles/${again}/distinctions`, { other: wire }).expect(422)
})

test('what is marked as not its own no longer makes an article look like another', async () => {
  const text = `Gardens open\n\nThe rose garden opens on Sunday.\n\n${WIRE}`
  const garden = await desk.article(text, { outlet: 'The Trellis' })
  expect(await pairs()).toContainEqual({ articleId: garden, otherId: wire })
  const zone = { kind: 'other', first: 'Outer islands', last: 'the boats were older.' }
  const marked = await request(world.app)
    .put(`/api/v1/articles/${garden}/zones`)
    .set('Authorization', `Bearer ${world.editor.token}`)
    .set('If-Match', '"1"')
    .send({ zones: [zone] })
  expect(marked.status).toBe(200)
  expect(await pairs()).not.toContainEqual({ articleId: garden, otherId: wire })
})

test('bad requests are refused in words, and change nothing', async () => {
  const version = await versionOf(own)
  await post(`/articles/${own}/copy-of`, { version, origin: own }).expect(422)
  await post(`/articles/${own}/copy-of`, { version, origin: '4x' }).expect(422)
  await post(`/articles/${own}/copy-of`, { version, origin: 999_999 }).expect(404)
  await post(`/articles/${own}/copy-of`, { version: version + 1, origin: wire }).expect(409)
  await post(`/articles/${own}/own-origin`, { version }).expect(422)
  await post('/articles/999999/copy-of', { version: 1, origin: wire }).expect(404)
  expect([await originOf(own), await versionOf(own)]).toEqual([null, version])
})

test('when the origin is withdrawn its copies still are one story; a withdrawn article takes no copies', async () => {
  const version = await versionOf(wire)
  await post(`/articles/${wire}/withdrawal`, { version, reason: 'The agency has retracted it.' }).expect(303)
  const page = (await readers(`/articles/${reprint}`).expect(200)).text
  expect(page).toMatch(/A copy of\s+an article of <bdi>Coastwire<\/bdi>/)
  expect(page).toContain('which has been withdrawn here')
  const claimId = (await db.query('SELECT min(id) AS id FROM claims'))[0].id
  expect((await readers(`/claims/${claimId}`).expect(200)).text).toContain('Reported 3 times (3 articles, 2 origins)')
  await post(`/articles/${own}/copy-of`, { version: await versionOf(own), origin: wire }).expect(410)
  await post(`/articles/${wire}/restoration`, { version: version + 1 }).expect(303)
})

test('the table itself refuses a copy of a copy, of itself, and one that has copies', async () => {
  const set = (id: number, origin: number) =>
    db.query('UPDATE articles SET copy_of_id = $2 WHERE id = $1', [id, origin])
  await expect(set(own, reprint)).rejects.toThrow('a copy is of an origin')
  await expect(set(wire, own)).rejects.toThrow('a copy is of an origin')
  await expect(set(own, own)).rejects.toThrow()
})

test('of two who make each the other’s copy at once, one is told, and no chain comes of it', async () => {
  const [one, other] = [await desk.article('The first text.'), await desk.article('The second text.')]
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      [
        [one, other],
        [other, one],
      ].map(async ([id = 0, origin = 0]) => post(`/articles/${id}/copy-of`, { version: await versionOf(id), origin })),
    )
    for (const { status } of answers) expect([303, 409]).toContain(status)
    const origins = [await originOf(one), await originOf(other)]
    expect(origins.filter((origin) => origin !== null)).toHaveLength(1)
    const copy = origins[0] === null ? other : one
    await post(`/articles/${copy}/own-origin`, { version: await versionOf(copy) }).expect(303)
  }
})

test('of two copies that come in at once the later sees the earlier', async () => {
  const text = `Twins\n\n${OWN_REPORT}`
  const before = (await pairs()).length
  const [first, second] = await Promise.all(
    ['North', 'South'].map((outlet) => desk.article(`${text}\n${outlet} edition.\n`, { outlet })),
  )
  const ids = [Math.max(first ?? 0, second ?? 0), Math.min(first ?? 0, second ?? 0)]
  expect((await pairs()).slice(before)).toContainEqual({ articleId: ids[0], otherId: ids[1] })
})

test('texts that came before there were fingerprints get them by and by', async () => {
  await db.query('DELETE FROM revision_fingerprints')
  await db.query('DELETE FROM article_likenesses')
  const asOwner = await import('pg').then(({ Client }) => new Client({ connectionString: world.ownerUrl }))
  await asOwner.connect()
  await asOwner.query('INSERT INTO fingerprints_due SELECT id FROM revisions').finally(() => asOwner.end())
  expect(await fingerprintDue(db)).toBeGreaterThan(6)
  expect(await fingerprintDue(db)).toBe(0)
  expect(await db.query('SELECT FROM fingerprints_due')).toEqual([])
  expect((await pairs()).length).toBeGreaterThan(0)
})

test('an article is found by its newest text alone, however many it has had', async () => {
  const text = `Live from the harbour\n\n${OWN_REPORT}`
  const id = (await desk.article(text, { outlet: 'Live' })) as number
  for (const entry of ['First entry.', 'Second entry.'])
    await addRevision(db, world.editor, id, null, { raw: Buffer.from(`${text}\n${entry}\n`) })
  const holders = () =>
    db.query(
      `SELECT DISTINCT number FROM revision_fingerprints JOIN revisions ON revisions.id = revision_id WHERE article_id = $1`,
      [id],
    )
  expect(await holders()).toEqual([{ number: 3 }])
  const asOwner = await import('pg').then(({ Client }) => new Client({ connectionString: world.ownerUrl }))
  await asOwner.connect()
  await asOwner
    .query('INSERT INTO fingerprints_due SELECT id FROM revisions WHERE article_id = $1', [id])
    .finally(() => asOwner.end())
  expect(await fingerprintDue(db)).toBe(3)
  expect(await holders()).toEqual([{ number: 3 }])
})
