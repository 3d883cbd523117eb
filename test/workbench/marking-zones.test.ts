import { KEY_FIELD } from '../../src/web/key-field'
import { type Desk, newDesk } from '../support/desk'
import { threeWayIn } from '../support/three-way'
import { changesBySql } from '../support/world'
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

test('paragraphs are chosen by links, marked, and told of in history; Undo takes it back', async () => {
  const { text } = await desk.agent.get(article.path('?from=1')).expect(200)
  expect(text).toContain('0 % of the text is marked')
  expect(text).toContain('name="from" inputmode="numeric" autocomplete="off" value="1"')
  expect(text).toContain(`href="/articles/${article.id}/zones?from=1&amp;to=3#mark"`)

  expect((await article.post({ from: '1', to: '', first: '', last: '', kind: 'other' })).status).toBe(303)
  expect(await article.marked()).toEqual([{ kind: 'other', words: 'Headline of the day' }])
  expect(await told(desk, 'zones marked', 'article', article.id)).toEqual([
    { revision: 1, before: { zones: [] }, after: { zones: [{ start: 0, end: 19, kind: 'other' }] } },
  ])
  const page = await desk.agent.get(article.path()).expect(200)
  expect(page.text).toContain('Marked: other text.')
  const { action, fields } = undoOf(page.text)
  await desk.agent.post(action).type('form').send(fields).expect(303)
  expect(await article.marked()).toEqual([])
  const { [KEY_FIELD]: _key, ...again } = fields
  await desk.agent.post(action).type('form').send(again).expect(409)
})

test('by words, a part of a paragraph; it changes its kind, and is the article’s own again', async () => {
  await article.post({ first: '“It was tested', last: 'twice.”', kind: 'appeal' })
  expect(await article.marked()).toEqual([{ kind: 'appeal', words: '“It was tested 👷🏽 twice.”' }])
  const [{ start }] = await article.rows(`SELECT start_offset AS start FROM zones ${OF_ITS_TEXT}`)
  expect((await article.post({ start, kind: 'caption' }, '/kind')).status).toBe(303)
  expect(await article.marked()).toMatchObject([{ kind: 'caption' }])
  const tagging = await desk.agent.get(`/articles/${article.id}/annotate`).expect(200)
  expect(tagging.text).toContain('<p class="zone-name" lang="en">Caption</p>')
  expect(tagging.text).toMatch(/\d+ % of the text is marked as not the article’s own/)
  expect((await article.post({ start }, '/removal')).status).toBe(303)
  expect(await article.marked()).toEqual([])
})

test('a refused form keeps what was typed', async () => {
  const { status, text } = await article.post({
    from: '9',
    to: '2',
    first: 'the tunnel & more',
    last: '',
    kind: 'comments',
  })
  expect(status).toBe(422)
  expect(text).toContain('The text has no paragraph 9')
  expect(text).toContain('value="the tunnel &amp; more"')
  expect(text).toContain('value="comments" required checked')
  expect((await article.post({ from: '1', kind: 'ship' })).text).toContain('Say what it is.')
  await article.post({ from: '1', kind: 'other' })
  expect((await article.post({ from: '1', to: '2', kind: 'other' })).text).toContain('overlap another, other text')
  expect(await article.marked()).toHaveLength(1)
})

test('a stale form is refused, and keeps what was typed', async () => {
  const stale = await article.version()
  await article.post({ from: '1', kind: 'other' })
  const answer = await desk.agent
    .post(article.path())
    .type('form')
    .send({ version: stale, from: '2', kind: 'comments' })
    .expect(409)
  expect(answer.text).toContain('Changed meanwhile')
  const [base, theirs, mine] = threeWayIn(answer.text)['Not the article’s own'] ?? []
  expect([base, theirs, mine]).toEqual([
    'nothing',
    'Other text, paragraph 1: Headline of the day',
    'Readers’ comments, paragraph 2',
  ])
  expect(answer.text).toContain('value="comments" required checked')
  expect(answer.text).toContain(`name="version" value="${await article.version()}"`)
  for (const [button, sent] of [
    ['/removal', { start: 0 }],
    ['/kind', { start: 0, kind: 'appeal' }],
  ] as const) {
    const refused = await desk.agent
      .post(article.path(button))
      .type('form')
      .send({ version: stale, ...sent })
      .expect(409)
    expect(refused.text).toContain('What is different now')
    expect(refused.text).toContain(`name="version" value="${await article.version()}"`)
  }
  await desk.agent
    .post(article.path('/removal'))
    .type('form')
    .send({ version: await article.version(), start: 7 })
    .expect(422)
  expect(await article.marked()).toEqual([{ kind: 'other', words: 'Headline of the day' }])
})

test.each([
  ['', { kind: ['appeal', 'other'], from: ['1', '2'] }],
  ['', { kind: 'appeal', first: 'a\0b' }],
  ['', { kind: 'appeal', first: '\ud800' }],
  ['', { kind: 'appeal', first: 'x'.repeat(1_001) }],
  ['', { kind: 'appeal', from: '1e99' }],
  ['', { kind: 'appeal', from: '1', inZone: 'all' }],
  ['/proposed', { zone: '0-5' }],
  ['/proposed', { zone: ['0-5:ship'] }],
  ['/proposed', { zone: '0-99999:appeal' }],
  ['/proposed', { zone: ['0-5:appeal', '4-6:appeal'] }],
  ['/proposed', { zone: { start: 0 } }],
  ['/kind', { start: '-1', kind: 'appeal' }],
  ['/removal', { start: 'x' }],
  ['/restoration', { zones: '0-5' }],
  ['/restoration', { zones: '0-5:ship' }],
  ['/restoration', { zones: '0-99999:appeal' }],
  ['/restoration', { zones: '0-5:appeal 4-6:appeal' }],
  ['/restoration', {}],
])('POST zones%s %j is the sender’s mistake', async (more, fields) => {
  expect((await article.post(fields, more)).status).toBe(422)
  expect(await article.marked()).toEqual([])
})

test('an article that is not there has no zones', async () => {
  await desk.agent.get('/articles/999999/zones').expect(404)
  await desk.agent.get('/articles/x/zones').expect(404)
  await desk.agent.post('/articles/999999/zones').type('form').send({}).expect(404)
})

test('the table itself refuses zones that overlap or end behind their text', async () => {
  const insert = (start: number, end: number) =>
    desk.world.db.query(
      `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, $2, $3, 'other' FROM revisions WHERE article_id = $1`,
      [article.id, start, end],
    )
  await insert(10, 20)
  await insert(20, 30)
  await expect(insert(5, 11)).rejects.toMatchObject({ constraint: 'zones_do_not_overlap' })
  await expect(insert(12, 13)).rejects.toMatchObject({ constraint: 'zones_do_not_overlap' })
  await expect(insert(40, 5_000)).rejects.toMatchObject({ constraint: 'zones_within_text' })
})
