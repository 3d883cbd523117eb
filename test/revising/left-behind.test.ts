import request from '../support/request'
import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

/** An article whose newest text has neither of its statements any more. */
async function leftBehind(rights: 'excerpts' | 'full') {
  const told = await ferry.article()
  await ferry.world.db.query('UPDATE articles SET rights = $2 WHERE id = $1', [told.id, rights])
  const next = FIRST.replace('would sail', 'might sail').replace('has asked us', 'has asked me')
  expect((await ferry.capture(told.id, next)).status).toBe(303)
  return told
}

test.each(['excerpts', 'full'] as const)(
  'an article stays readable when its newest text has none of its statements as they were; rights: %s',
  async (rights) => {
    const { id, mayor, master } = await leftBehind(rights)
    const waiting = await ferry.read(`/articles/${id}`)
    expect(waiting).toContain('Not in the newest text')
    expect(waiting).toContain('the ferry would sail again in May')
    expect(waiting.match(/An editor has yet to look for it in revision 2\./g)).toHaveLength(2)
    // There are statements, and a reader can’t tag any.
    expect(waiting).not.toContain('None is recorded yet.')
    expect(waiting).not.toContain(`/articles/${id}/annotate`)
    expect(waiting).toContain('2 statements in this article')
    expect(waiting.includes('the ferry might sail')).toBe(rights === 'full')

    for (const { statementId } of [mayor, master])
      expect((await ferry.settle(statementId, 'letting-go')).status).toBe(303)
    expect((await ferry.read(`/articles/${id}`)).match(/Taken out of the text in revision 2/g)).toHaveLength(4)
  },
)

test('whatever leads to such an article finds it: lists, claims, sitemap, API, embeds, exports and what machines read of it', async () => {
  const { id, mayor } = await leftBehind('excerpts')
  const path = `/articles/${id}`
  for (const page of ['/articles', `/claims/${mayor.claimId}`, '/sitemaps/articles-1.xml'])
    expect([page, (await ferry.read(page)).includes(path)]).toEqual([page, true])
  for (const leads of [
    `${path}/history`,
    `${path}/revisions/1`,
    `${path}/revisions/2`,
    `/api/v1${path}`,
    `/claims/${mayor.claimId}/embed`,
  ])
    await ferry.read(leads)
  expect(await ferry.read('/exports/claims.csv')).toContain('the ferry would sail again in May')
  const { headers } = await request(ferry.world.app).get(`/statements/${mayor.statementId}`)
  await ferry.read(headers.location as string)
  const [, graph] = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(await ferry.read(path)) ?? []
  expect(JSON.parse(graph ?? '{}')['@graph']).toEqual([
    expect.objectContaining({ '@id': expect.stringContaining(path), headline: 'Ferry to stay in port' }),
  ])
})

test('once a statement is withdrawn it is on the page no more, and with the last of them the article is gone', async () => {
  const { id, mayor, master } = await leftBehind('excerpts')
  for (const { statementId } of [mayor, master])
    await ferry.agent
      .post(`/statements/${statementId}/withdrawal`)
      .type('form')
      .send({ version: String(await ferry.versionOf(statementId)), reason: 'A slip.' })
      .expect(303)
  await ferry.read(`/articles/${id}`, 404)
  await ferry.agent.get(`/articles/${id}`).expect(200)
})
