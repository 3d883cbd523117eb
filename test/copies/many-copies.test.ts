import type { EntityManager } from 'typeorm'
import { newsroom } from '../reading/newsroom'
import { changesBySql, newWorld, signedIn, type World } from '../support/world'

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

const versionOf = async (id: number) => (await db.query('SELECT version FROM articles WHERE id = $1', [id]))[0].version
const sayCopy = async (id: number, origin: number) =>
  agent
    .post(`/articles/${id}/copy-of`)
    .type('form')
    .send({ version: await versionOf(id), origin })

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
