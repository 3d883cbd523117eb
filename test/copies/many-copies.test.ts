import { Client } from 'pg'
import type { EntityManager } from 'typeorm'
import { newsroom } from '../reading/newsroom'
import { untilWaiting } from '../support/waiting'
import { changesBySql, newWorld, signedIn, type World } from '../support/world'
import { OWN_REPORT, PARAGRAPHS, WIRE } from './wire-story'

let world: World
let db: EntityManager
let agent: Awaited<ReturnType<typeof signedIn>>
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  db = world.db
  agent = await signedIn(world)
  desk = newsroom(db)
})
afterAll(() => world.close())

interface Pair {
  id: number
  articleId: number
  otherId: number
}

/** What the desk is offered, as it is offered. */
const pairs = (): Promise<Pair[]> =>
  db.query('SELECT id, article_id AS "articleId", other_id AS "otherId" FROM article_likenesses ORDER BY id')
const offered = async () => new Set((await pairs()).flatMap(({ articleId, otherId }) => [articleId, otherId]))
const versionOf = async (id: number) => (await db.query('SELECT version FROM articles WHERE id = $1', [id]))[0].version
const sayCopy = async (id: number, origin: number) =>
  agent
    .post(`/articles/${id}/copy-of`)
    .type('form')
    .send({ version: await versionOf(id), origin })

/** So many papers with one text, which differ in their last line alone. */
async function papers(text: string, most: number): Promise<number[]> {
  const ids: number[] = []
  for (let paper = 1; paper <= most; paper++)
    ids.push(await desk.article(`${text}\nSeen in edition ${paper}.\n`, { outlet: `Paper ${paper}` }))
  return ids
}

test('papers stay offered as copies of the agency while others of them are said to be', async () => {
  const agency = await desk.article(WIRE, { outlet: 'Coastwire', publishedOn: '2021-03-03' })
  // What the papers ran is an update, which all of them have: nearer to each other than to the agency's first text.
  const update = WIRE.replace(
    PARAGRAPHS[5] as string,
    'The harbour board put off its vote until the engineers have reported on the smaller piers, its secretary told reporters late in the evening.',
  )
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = await papers(update, 5)
  for (const id of [one, two, three]) expect((await sayCopy(id, agency)).status).toBe(303)
  const left = (await pairs()).map(({ articleId, otherId }) => [articleId, otherId])
  expect(left).toContainEqual([four, agency])
  expect(left).toContainEqual([five, agency])
  const { text } = await agent.get('/desk/copies').expect(200)
  expect(text).toContain(`Article ${four} is a copy of ${agency}`)
  // The agency's own text has some four fifths of theirs.
  expect(text).toMatch(/\d % of the shorter one’s words are in the other, going by their copies/)
  for (const id of [four, five]) expect((await sayCopy(id, agency)).status).toBe(303)
  expect(await pairs()).toEqual([])
})

test('whatever comes first on the desk is said: it is not empty before all that ran are one story', async () => {
  const update = OWN_REPORT.replace('Packing hands', 'Shift workers').replace('with her thermos', 'in the rain')
  const ids = [await desk.article(OWN_REPORT, { outlet: 'The agency' }), ...(await papers(update, 12))]
  for (;;) {
    const origins: { origin: number }[] = await db.query(
      'SELECT DISTINCT coalesce(copy_of_id, id) AS origin FROM articles WHERE id = ANY($1)',
      [ids],
    )
    if (origins.length === 1) break
    const still = await offered()
    expect(origins.filter(({ origin }) => !still.has(origin))).toEqual([])
    const { articleId = 0, otherId = 0 } = (await pairs()).at(-1) ?? {}
    expect((await sayCopy(articleId, otherId)).status).toBe(303)
  }
  expect(await pairs()).toEqual([])
})

test('an article of which many others have a part each keeps them all, also when its zones are marked', async () => {
  const parts = Array.from({ length: 12 }, (_, part) =>
    Array.from({ length: 60 }, (_, word) => `part${part}word${word}`).join(' '),
  )
  const digest = await desk.article(`${parts.join('\n\n')}\n\nSubscribe now.\n`, { outlet: 'The Digest' })
  const briefs: number[] = []
  for (const [part, text] of parts.entries()) briefs.push(await desk.article(text, { outlet: `Brief ${part}` }))
  const before = await offered()
  expect(briefs.filter((id) => !before.has(id))).toEqual([])
  const marked = await agent
    .put(`/api/v1/articles/${digest}/zones`)
    .set('Authorization', `Bearer ${world.editor.token}`)
    .set('If-Match', '"1"')
    .send({ zones: [{ kind: 'appeal', first: 'Subscribe', last: 'now.' }] })
  expect(marked.status).toBe(200)
  const after = await offered()
  expect(briefs.filter((id) => !after.has(id))).toEqual([])
})

test('what came in while another was withdrawn is offered once that is back', async () => {
  const story = PARAGRAPHS.slice(2)
    .join('\n\n')
    .replaceAll(/[aeiou]/g, 'y')
  const first = await desk.article(`${story}\n`, { outlet: 'The Vane' })
  await agent.post(`/articles/${first}/withdrawal`).type('form').send({ version: 1, reason: 'By mistake.' }).expect(303)
  const second = await desk.article(`${story}\nAgain.\n`, { outlet: 'The Weathercock' })
  expect(await offered()).not.toContain(second)
  await agent.post(`/articles/${first}/restoration`).type('form').send({ version: 2 }).expect(303)
  expect(await offered()).toContain(second)
})

test('who undoes several at once holds the articles before the pairs: who says another of them waits for neither', async () => {
  const [one = 0, two = 0, three = 0] = await papers(PARAGRAPHS.join('\n').toUpperCase().replaceAll('A', 'O'), 3)
  expect((await sayCopy(two, one)).status).toBe(303)
  expect((await sayCopy(one, three)).status).toBe(303)
  const change = await Promise.all([two, one].map(async (id) => `article.${id}.${await versionOf(id)}`))
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    await owner.query('SELECT FROM articles WHERE id = $1 FOR UPDATE', [two])
    const undoing = agent
      .post('/undo')
      .type('form')
      .send({ change, back: '/desk' })
      .then((answer) => answer.status)
    await untilWaiting(async (sql) => (await owner.query(sql)).rows)
    expect((await owner.query('SELECT pg_try_advisory_xact_lock(36, 0) AS free')).rows).toEqual([{ free: true }])
    await owner.query('COMMIT')
    expect(await undoing).toBe(303)
  } finally {
    await owner.end()
  }
  const origins = await db.query('SELECT copy_of_id AS origin FROM articles WHERE id = ANY($1) ORDER BY id', [
    [one, two, three],
  ])
  expect(origins).toEqual([{ origin: null }, { origin: one }, { origin: null }])
})

test('an origin with more copies than go along is refused in words, whatever their numbers', async () => {
  changesBySql(world)
  const copies: { id: number }[] = await db.query(
    `INSERT INTO articles (headline, language) SELECT 'Copy ' || n, 'en' FROM generate_series(1, 205) n RETURNING id`,
  )
  const [origin = 0, other = 0] = [await desk.article('The origin.'), await desk.article('Another text.')]
  await db.query('UPDATE articles SET copy_of_id = $1 WHERE id = ANY($2)', [origin, copies.map(({ id }) => id)])
  const refused = await sayCopy(origin, other)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('More than 200 copies would have to change their origin')
  // The other way round nothing has to follow.
  expect((await sayCopy(other, origin)).status).toBe(303)
})
