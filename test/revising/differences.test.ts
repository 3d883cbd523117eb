import request from '../support/request'
import { statementsSent } from '../support/statements-sent'
import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

test('two texts are compared once, whatever addresses readers ask for their page at', async () => {
  const { id } = await ferry.article()
  await ferry.world.db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [id])
  await ferry.capture(id, `Updated at noon.\n\n${FIRST}`)
  const read = async (query: string) => {
    const page = () => request(ferry.world.app).get(`/articles/${id}/revisions/2${query}`).expect(200)
    const { result, sent } = await statementsSent(page)
    expect(result.text).toContain('<ins>Updated at noon.')
    return sent.filter(({ text }) => text.includes('FROM revisions WHERE id IN')).length
  }
  expect(await read('')).toBe(1)
  for (const query of ['?told=1', '?told=2', '?waiting=7', '?anything'])
    expect([query, await read(query)]).toEqual([query, 0])
})
