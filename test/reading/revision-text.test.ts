import { createHash } from 'node:crypto'
import { annotations } from '../exports/annotations'
import { article, statement } from '../exports/corpus'
import request from '../support/request'
import { changesBySql, newWorld, signedIn, type World } from '../support/world'

let world: World
beforeEach(async () => {
  world = await newWorld()
  changesBySql(world)
})
afterEach(() => world.close())

const WORDS = 'She said: “🚢 left.”\n\nNobody\u00a0else said that it had.'

test('a captured text that the desk may publish is the one whose hash its annotations tell', async () => {
  const articleId = await article(world.db, WORDS)
  await statement(world.db, articleId, '🚢 left')
  const path = `/articles/${articleId}/revisions/1.txt`
  await request(world.app)
    .get(path)
    .expect(403, /Only passages of this article may be shown/)
  const byDesk = await (await signedIn(world)).get(path).expect(200)
  expect(byDesk.text).toBe(WORDS)

  await world.db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [articleId])
  const { text, headers } = await request(world.app).get(path).expect(200)
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  const [item] = (await annotations(world)).first.items
  expect(item?.target).toMatchObject({
    state: { 'gs:textSha256': createHash('sha256').update(text).digest('hex'), cached: expect.stringContaining(path) },
  })
  await request(world.app).get(`/articles/${articleId}/revisions/2.txt`).expect(404)
  await request(world.app).get(`/articles/${articleId}/revisions/one.txt`).expect(404)
  // The page is still there beside it.
  await request(world.app).get(`/articles/${articleId}/revisions/1`).expect(200, /<html/)
})

test('the text of an article of which nothing is public is nobody’s but the desk’s', async () => {
  const articleId = await article(world.db, WORDS)
  await world.db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [articleId])
  await request(world.app).get(`/articles/${articleId}/revisions/1.txt`).expect(404)
  await (await signedIn(world)).get(`/articles/${articleId}/revisions/1.txt`).expect(200)
  await world.db.query(`UPDATE articles SET withdrawn_reason = 'Twice here.' WHERE id = $1`, [articleId])
  await request(world.app).get(`/articles/${articleId}/revisions/1.txt`).expect(404)
})
