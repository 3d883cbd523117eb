import { verify } from '../../src/proof/verify.queries'
import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { changesBySql, tellHistory } from '../support/world'
import { type Article, newArticle, OF_ITS_TEXT, told, undoOf } from './article-with-zones'

let desk: Desk
let article: Article

beforeAll(async () => {
  desk = await newDesk()
  changesBySql(desk.world)
})
beforeEach(async () => {
  article = await newArticle(desk)
})
afterAll(() => desk.world.close())

const inZone = () =>
  article.rows(`SELECT statements.id, in_zone, version FROM statements ${OF_ITS_TEXT} ORDER BY statements.id`)
const wrong = async () => (await verify(desk.world.db)).flatMap((part) => part.wrong)

describe('a statement in a zone', () => {
  test('is refused until it is confirmed; the confirmation is kept', async () => {
    await article.post({ from: '2', kind: 'comments' })
    const refused = await article.record(first).expect(422)
    expect(refused.text).toContain('These words lie in readers’ comments, which is marked as not the article’s own.')
    expect(refused.text).toContain('type="checkbox" id="inZone" name="inZone" value="yes">')
    expect(refused.text).toContain('>\nthe bridge is safe</textarea>')
    await article.record({ ...first, inZone: 'yes' }).expect(303)
    const { id } = await desk.newest('statements')
    expect(await inZone()).toEqual([{ id, in_zone: true, version: 1 }])

    const { text } = await desk.agent.get(`/statements/${id}/edit`).expect(200)
    expect(text).not.toContain('name="inZone"')
    const edited = { ...first, version: 1, claimVersion: 1 }
    await desk.agent
      .post(`/statements/${id}`)
      .type('form')
      .send({ ...edited, wording: 'mixed' })
      .expect(303)
    expect(await wrong()).toEqual([])

    const elsewhere = { ...edited, content: 'It is safe, the city repeated', version: 2, claimVersion: 2 }
    await desk.agent.post(`/statements/${id}`).type('form').send(elsewhere).expect(303)
    expect(await inZone()).toEqual([{ id, in_zone: false, version: 3 }])
    const back = { ...edited, version: 3, claimVersion: 3 }
    await desk.agent.post(`/statements/${id}`).type('form').send(back).expect(422)
  })

  test('that was there before is named when the zone is marked, and confirmed one by one', async () => {
    await article.record(first).expect(303)
    const { id } = await desk.newest('statements')
    const refused = await article.post({ from: '2', kind: 'comments' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('A recorded statement lies there')
    expect(refused.text).toContain(`<a href="/statements/${id}/edit">Statement ${id}</a>, Ann Lee`)
    expect(refused.text).toContain(`name="inZone" value="${id}"`)
    expect(await article.marked()).toEqual([])
    expect((await article.post({ from: '2', kind: 'comments', inZone: String(id + 1) })).status).toBe(422)

    expect((await article.post({ from: '2', kind: 'comments', inZone: String(id) })).status).toBe(303)
    expect(await inZone()).toEqual([{ id, in_zone: true, version: 2 }])
    expect(await told(desk, 'confirmed in a zone', 'statement', id)).toEqual([
      { before: { inZone: false }, after: { inZone: true } },
    ])
    expect(await wrong()).toEqual([])

    expect((await article.post({ start: 21 }, '/removal')).status).toBe(303)
    expect(await inZone()).toEqual([{ id, in_zone: false, version: 3 }])
    const { action, fields } = undoOf((await desk.agent.get(article.path())).text)
    await desk.agent.post(action).type('form').send(fields).expect(303)
    expect(await inZone()).toEqual([{ id, in_zone: true, version: 4 }])
    expect(await wrong()).toEqual([])
  })

  test('that was withdrawn before it was marked does not come back into it unseen', async () => {
    await article.record(first).expect(303)
    const { id } = await desk.newest('statements')
    const send = (act: string, fields: object) => desk.agent.post(`/statements/${id}/${act}`).type('form').send(fields)
    await send('withdrawal', { version: 1, reason: 'A trial.' }).expect(303)
    expect((await article.post({ from: '2', kind: 'comments' })).status).toBe(303)
    const refused = await send('restoration', { version: 2 }).expect(422)
    expect(refused.text).toContain('marked as not the article’s own after it had been withdrawn')
    await article.post({ start: 21 }, '/removal')
    await send('restoration', { version: 2 }).expect(303)
    expect(await wrong()).toEqual([])
  })

  test('is read in its zone, open; a zone without one is folded, and of excerpts left out', async () => {
    await article.record(first).expect(303)
    const { id } = await desk.newest('statements')
    await article.post({ from: '2', kind: 'comments', inZone: String(id) })
    await article.post({ from: '3', kind: 'appeal' })
    const read = async () => (await request(desk.world.app).get(`/articles/${article.id}`).expect(200)).text
    const excerpts = await read()
    expect(excerpts).toContain(
      '<details class="zone" open><summary lang="en">Readers’ comments, 17 words, not part of the article</summary>',
    )
    expect(excerpts).toContain(`id="text-${id}"`)
    expect(excerpts).toContain('Appeal or advertisement, 19 words, not part of the article: left out here.')
    expect(excerpts).not.toContain('the city repeated')
    await article.rows("UPDATE articles SET rights = 'full' WHERE id = $1")
    await tellHistory(desk.world.ownerUrl)
    const whole = await read()
    expect(whole).toContain(
      '<details class="zone"><summary lang="en">Appeal or advertisement, 19 words, not part of the article</summary>',
    )
    expect(whole).toContain('the city repeated')
    expect(whole).not.toMatch(RUNNING_SCRIPT)
  })
})

test('of a statement recorded and a zone marked over it at once, each time one is refused', async () => {
  let recorded = 0
  for (let turn = 0; turn < 12; turn += 1) {
    const begun = await article.version()
    const marking = () =>
      desk.agent.post(article.path()).type('form').send({ version: begun, from: '2', kind: 'comments' })
    const recording = () => article.record({ ...first, speaker: `Speaker ${turn}` })
    const both = turn % 2 === 0 ? [marking(), recording()] : [recording(), marking()]
    const statuses = (await Promise.all(both)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([303, 422])
    expect(await wrong()).toEqual([])
    if ((await article.marked()).length > 0) await article.post({ start: 21 }, '/removal')
    else {
      recorded += 1
      const { id } = await desk.newest('statements')
      await desk.agent.post(`/statements/${id}/withdrawal`).type('form').send({ version: 1, reason: 'A trial.' })
    }
  }
  expect(recorded).toBeGreaterThan(0)
})

test('what verify promises of zones fails where they are damaged', async () => {
  await article.record(first).expect(303)
  await article.rows(
    `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, 21, 68, 'comments' FROM revisions WHERE article_id = $1`,
  )
  expect(await wrong()).toEqual([`article ${article.id}`, `statement ${(await desk.newest('statements')).id}`])
  await article.rows('DELETE FROM zones WHERE revision_id = (SELECT id FROM revisions WHERE article_id = $1)')
})
