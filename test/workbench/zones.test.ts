import { importArticle } from '../../src/articles/articles.commands'
import { verify } from '../../src/proof/verify.queries'
import { KEY_FIELD } from '../../src/web/key-field'
import { type Desk, first, newDesk, TEXT } from '../support/desk'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { threeWayIn } from '../support/three-way'
import { changesBySql, tellHistory } from '../support/world'

let desk: Desk
/** Each story has an article of its own, all with the desk's text. */
let articleId: number

beforeAll(async () => {
  desk = await newDesk()
  changesBySql(desk.world)
})
beforeEach(async () => {
  const sent = { raw: Buffer.from(TEXT), outlet: 'The Daily', publishedOn: '2020-02-05', again: true }
  const imported = await importArticle(desk.world.db, null, sent)
  if ('articleId' in imported) articleId = imported.articleId
})
afterAll(() => desk.world.close())

const path = (more = '') => `/articles/${articleId}/zones${more}`
const record = (fields: object) => desk.agent.post(`/articles/${articleId}/statements`).type('form').send(fields)
const rows = (sql: string) => desk.world.db.query(sql, [articleId])
const OWN = 'JOIN revisions ON revisions.id = revision_id WHERE article_id = $1'
const version = async (): Promise<number> => (await rows('SELECT version FROM articles WHERE id = $1'))[0].version
const post = async (fields: object, more = '') =>
  desk.agent
    .post(path(more))
    .type('form')
    .send({ version: await version(), ...fields })
const marked = () =>
  rows(
    `SELECT kind, substr(text, start_offset + 1, end_offset - start_offset) AS words FROM zones ${OWN} ORDER BY start_offset`,
  )
const told = async (action: string, kind: string, id: number) => {
  const found = await desk.world.db.query(
    'SELECT payload FROM history JOIN history_payloads ON history_id = history.id WHERE (action, subject_kind, subject_id) = ($1, $2, $3)',
    [action, kind, id],
  )
  return found.map((row: { payload: object }) => row.payload)
}
const inZone = () => rows(`SELECT statements.id, in_zone, version FROM statements ${OWN} ORDER BY statements.id`)
const wrong = async () => (await verify(desk.world.db)).flatMap((part) => part.wrong)
const undoOf = (html: string) => {
  const form = /<div class="notice"[\s\S]*?<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/.exec(html)
  const fields = [...(form?.[2] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ])
  return { action: form?.[1] ?? '', fields: Object.fromEntries(fields) }
}

test('paragraphs are chosen by links, marked, and told of in history; Undo takes it back', async () => {
  const { text } = await desk.agent.get(path('?from=1')).expect(200)
  expect(text).toContain('0 % of the text is marked')
  expect(text).toContain('name="from" inputmode="numeric" autocomplete="off" value="1"')
  expect(text).toContain(`href="/articles/${articleId}/zones?from=1&amp;to=3#mark"`)

  expect((await post({ from: '1', to: '', first: '', last: '', kind: 'other' })).status).toBe(303)
  expect(await marked()).toEqual([{ kind: 'other', words: 'Headline of the day' }])
  expect(await told('zones marked', 'article', articleId)).toEqual([
    { revision: 1, before: { zones: [] }, after: { zones: [{ start: 0, end: 19, kind: 'other' }] } },
  ])
  const page = await desk.agent.get(path()).expect(200)
  expect(page.text).toContain('Marked: other text.')
  const { action, fields } = undoOf(page.text)
  await desk.agent.post(action).type('form').send(fields).expect(303)
  expect(await marked()).toEqual([])
  const { [KEY_FIELD]: _key, ...again } = fields
  await desk.agent.post(action).type('form').send(again).expect(409)
})

test('by words, a part of a paragraph; it changes its kind, and is the article’s own again', async () => {
  await post({ first: '“It was tested', last: 'twice.”', kind: 'appeal' })
  expect(await marked()).toEqual([{ kind: 'appeal', words: '“It was tested 👷🏽 twice.”' }])
  const [{ start }] = await rows(`SELECT start_offset AS start FROM zones ${OWN}`)
  expect((await post({ start, kind: 'caption' }, '/kind')).status).toBe(303)
  expect(await marked()).toMatchObject([{ kind: 'caption' }])
  const tagging = await desk.agent.get(`/articles/${articleId}/annotate`).expect(200)
  expect(tagging.text).toContain('<p class="zone-name" lang="en">Caption</p>')
  expect(tagging.text).toMatch(/\d+ % of the text is marked as not the article’s own/)
  expect((await post({ start }, '/removal')).status).toBe(303)
  expect(await marked()).toEqual([])
})

const PAGE = `Bridge stays shut until autumn

The bridge over the Orrin will stay shut until autumn, the council decided on Monday by seven votes to six.

Sign up for our free weekly newsletter

“We can’t open half a bridge,” council leader Bram Estley said 👷🏽 after the vote.

Read more: Divers find a second bell`

describe('what is proposed', () => {
  beforeEach(async () => {
    const sent = { raw: Buffer.from(PAGE), outlet: 'The Daily', publishedOn: '2020-02-05', language: 'en', again: true }
    const imported = await importArticle(desk.world.db, null, sent)
    if ('articleId' in imported) articleId = imported.articleId
  })

  const offered = (html: string) =>
    [...html.matchAll(/<input type="checkbox" name="zone" value="([^"]+)"( checked)?>/g)].map(([, value, ticked]) => [
      value,
      ticked !== undefined,
    ])
  const APPEAL = '141-179:appeal'
  const MORE = '264-300:navigation'

  test('is offered with its reasons where nothing is marked yet, and nothing of it is kept unasked', async () => {
    const { text } = await desk.agent.get(path()).expect(200)
    expect(offered(text)).toEqual([
      [APPEAL, true],
      [MORE, true],
    ])
    expect(text).toContain('“Sign up” addresses the reader; nobody speaks.')
    expect(text).toContain('<p class="zone-name" lang="en">Proposed: Navigation</p>')
    expect(text).not.toMatch(RUNNING_SCRIPT)
    expect(await marked()).toEqual([])
  })

  test('is marked as far as it is ticked, with Undo; the rest is offered again when somebody asks', async () => {
    expect((await post({ zone: [APPEAL] }, '/proposed')).status).toBe(303)
    expect(await marked()).toEqual([{ kind: 'appeal', words: 'Sign up for our free weekly newsletter' }])
    const page = (await desk.agent.get(path()).expect(200)).text
    expect(page).toContain('Marked: 1 part.')
    expect(offered(page)).toEqual([])
    expect(page).toContain('?propose=1#proposed')
    expect(offered((await desk.agent.get(path('?propose=1')).expect(200)).text)).toEqual([[MORE, true]])

    expect((await post({ zone: MORE }, '/proposed')).status).toBe(303)
    expect(await marked()).toHaveLength(2)
    const done = (await desk.agent.get(path('?propose=1')).expect(200)).text
    expect(done).toContain('Nothing more is proposed.')
    const { action, fields } = undoOf(done)
    expect(fields.zones).toBe(APPEAL)
    expect(action).toBe(path('/restoration'))
  })

  test('keeps its ticks where it is refused: none ticked, over a statement, or somebody was first', async () => {
    const none = await post({}, '/proposed')
    expect(none.status).toBe(422)
    expect(none.text).toContain('Tick at least one part.')
    expect(offered(none.text)).toEqual([
      [APPEAL, false],
      [MORE, false],
    ])

    await record({ ...first, content: 'Divers find a second bell', source: '', cue: '' }).expect(303)
    const { id } = await desk.newest('statements')
    const over = await post({ zone: MORE }, '/proposed')
    expect(over.status).toBe(422)
    expect(over.text).toContain(`name="inZone" value="${id}"`)
    expect(over.text.match(/name="inZone"/g)).toHaveLength(1)
    expect(offered(over.text)).toEqual([
      [APPEAL, false],
      [MORE, true],
    ])
    expect((await post({ zone: MORE, inZone: String(id) }, '/proposed')).status).toBe(303)

    const stale = await post({ version: (await version()) - 1, zone: APPEAL }, '/proposed')
    expect(stale.status).toBe(409)
    expect(threeWayIn(stale.text)['Not the article’s own']?.at(-1)).toContain('Appeal or advertisement, paragraph 3')
    expect(offered(stale.text)).toEqual([[APPEAL, true]])
  })
})

test('where nothing looks as if, that is said', async () => {
  expect((await desk.agent.get(path()).expect(200)).text).toContain('Nothing is proposed')
})

test('a refused form keeps what was typed', async () => {
  const { status, text } = await post({ from: '9', to: '2', first: 'the tunnel & more', last: '', kind: 'comments' })
  expect(status).toBe(422)
  expect(text).toContain('The text has no paragraph 9')
  expect(text).toContain('value="the tunnel &amp; more"')
  expect(text).toContain('value="comments" required checked')
  expect((await post({ from: '1', kind: 'ship' })).text).toContain('Say what it is.')
  await post({ from: '1', kind: 'other' })
  expect((await post({ from: '1', to: '2', kind: 'other' })).text).toContain('overlap another, other text')
  expect(await marked()).toHaveLength(1)
})

test('a stale form is refused, and keeps what was typed', async () => {
  const stale = await version()
  await post({ from: '1', kind: 'other' })
  const answer = await desk.agent
    .post(path())
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
  expect(answer.text).toContain(`name="version" value="${await version()}"`)
  for (const [button, sent] of [
    ['/removal', { start: 0 }],
    ['/kind', { start: 0, kind: 'appeal' }],
  ] as const) {
    const refused = await desk.agent
      .post(path(button))
      .type('form')
      .send({ version: stale, ...sent })
      .expect(409)
    expect(refused.text).toContain('What is different now')
    expect(refused.text).toContain(`name="version" value="${await version()}"`)
  }
  await desk.agent
    .post(path('/removal'))
    .type('form')
    .send({ version: await version(), start: 7 })
    .expect(422)
  expect(await marked()).toEqual([{ kind: 'other', words: 'Headline of the day' }])
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
  expect((await post(fields, more)).status).toBe(422)
  expect(await marked()).toEqual([])
})

test('an article that is not there has no zones', async () => {
  await desk.agent.get('/articles/999999/zones').expect(404)
  await desk.agent.get('/articles/x/zones').expect(404)
  await desk.agent.post('/articles/999999/zones').type('form').send({}).expect(404)
})

describe('a statement in a zone', () => {
  test('is refused until it is confirmed; the confirmation is kept', async () => {
    await post({ from: '2', kind: 'comments' })
    const refused = await record(first).expect(422)
    expect(refused.text).toContain('These words lie in readers’ comments, which is marked as not the article’s own.')
    expect(refused.text).toContain('type="checkbox" id="inZone" name="inZone" value="yes">')
    expect(refused.text).toContain('>\nthe bridge is safe</textarea>')
    await record({ ...first, inZone: 'yes' }).expect(303)
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
    await record(first).expect(303)
    const { id } = await desk.newest('statements')
    const refused = await post({ from: '2', kind: 'comments' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('A recorded statement lies there')
    expect(refused.text).toContain(`<a href="/statements/${id}/edit">Statement ${id}</a>, Ann Lee`)
    expect(refused.text).toContain(`name="inZone" value="${id}"`)
    expect(await marked()).toEqual([])
    expect((await post({ from: '2', kind: 'comments', inZone: String(id + 1) })).status).toBe(422)

    expect((await post({ from: '2', kind: 'comments', inZone: String(id) })).status).toBe(303)
    expect(await inZone()).toEqual([{ id, in_zone: true, version: 2 }])
    expect(await told('confirmed in a zone', 'statement', id)).toEqual([
      { before: { inZone: false }, after: { inZone: true } },
    ])
    expect(await wrong()).toEqual([])

    expect((await post({ start: 21 }, '/removal')).status).toBe(303)
    expect(await inZone()).toEqual([{ id, in_zone: false, version: 3 }])
    const { action, fields } = undoOf((await desk.agent.get(path())).text)
    await desk.agent.post(action).type('form').send(fields).expect(303)
    expect(await inZone()).toEqual([{ id, in_zone: true, version: 4 }])
    expect(await wrong()).toEqual([])
  })

  test('that was withdrawn before it was marked does not come back into it unseen', async () => {
    await record(first).expect(303)
    const { id } = await desk.newest('statements')
    const send = (act: string, fields: object) => desk.agent.post(`/statements/${id}/${act}`).type('form').send(fields)
    await send('withdrawal', { version: 1, reason: 'A trial.' }).expect(303)
    expect((await post({ from: '2', kind: 'comments' })).status).toBe(303)
    const refused = await send('restoration', { version: 2 }).expect(422)
    expect(refused.text).toContain('marked as not the article’s own after it had been withdrawn')
    await post({ start: 21 }, '/removal')
    await send('restoration', { version: 2 }).expect(303)
    expect(await wrong()).toEqual([])
  })

  test('is read in its zone, open; a zone without one is folded, and of excerpts left out', async () => {
    await record(first).expect(303)
    const { id } = await desk.newest('statements')
    await post({ from: '2', kind: 'comments', inZone: String(id) })
    await post({ from: '3', kind: 'appeal' })
    const read = async () => (await request(desk.world.app).get(`/articles/${articleId}`).expect(200)).text
    const excerpts = await read()
    expect(excerpts).toContain(
      '<details class="zone" open><summary lang="en">Readers’ comments, 17 words, not part of the article</summary>',
    )
    expect(excerpts).toContain(`id="text-${id}"`)
    expect(excerpts).toContain('Appeal or advertisement, 19 words, not part of the article: left out here.')
    expect(excerpts).not.toContain('the city repeated')
    await rows("UPDATE articles SET rights = 'full' WHERE id = $1")
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
    const begun = await version()
    const marking = () => desk.agent.post(path()).type('form').send({ version: begun, from: '2', kind: 'comments' })
    const recording = () => record({ ...first, speaker: `Speaker ${turn}` })
    const both = turn % 2 === 0 ? [marking(), recording()] : [recording(), marking()]
    const statuses = (await Promise.all(both)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([303, 422])
    expect(await wrong()).toEqual([])
    if ((await marked()).length > 0) await post({ start: 21 }, '/removal')
    else {
      recorded += 1
      const { id } = await desk.newest('statements')
      await desk.agent.post(`/statements/${id}/withdrawal`).type('form').send({ version: 1, reason: 'A trial.' })
    }
  }
  expect(recorded).toBeGreaterThan(0)
})

test('what verify promises of zones fails where they are damaged', async () => {
  await record(first).expect(303)
  await rows(
    `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, 21, 68, 'comments' FROM revisions WHERE article_id = $1`,
  )
  expect(await wrong()).toEqual([`article ${articleId}`, `statement ${(await desk.newest('statements')).id}`])
  await rows('DELETE FROM zones WHERE revision_id = (SELECT id FROM revisions WHERE article_id = $1)')
})

test('the table itself refuses zones that overlap or end behind their text', async () => {
  const insert = (start: number, end: number) =>
    desk.world.db.query(
      `INSERT INTO zones (revision_id, start_offset, end_offset, kind) SELECT id, $2, $3, 'other' FROM revisions WHERE article_id = $1`,
      [articleId, start, end],
    )
  await insert(10, 20)
  await insert(20, 30)
  await expect(insert(5, 11)).rejects.toMatchObject({ constraint: 'zones_do_not_overlap' })
  await expect(insert(12, 13)).rejects.toMatchObject({ constraint: 'zones_do_not_overlap' })
  await expect(insert(40, 5_000)).rejects.toMatchObject({ constraint: 'zones_within_text' })
})
