import { replaceInChain } from '../../src/chains/chains.commands'
import { newsroom } from '../reading/newsroom'
import { type Desk, first, newDesk } from '../support/desk'
import { threeWayIn } from '../support/three-way'

let desk: Desk

beforeAll(async () => {
  desk = await newDesk()
})
afterAll(() => desk.world.close())

const DETAILS = {
  headline: 'Headline of the day',
  byline: '',
  outlet: 'The Daily',
  publishedOn: '2020-02-05',
  url: '',
  language: 'en',
  rights: '',
}
const row = async () => (await desk.world.db.query('SELECT * FROM articles WHERE id = $1', [desk.articleId]))[0]
const save = async (fields: object, version?: number) =>
  desk.agent
    .post(`/articles/${desk.articleId}`)
    .type('form')
    .send({ ...DETAILS, version: version ?? (await row()).version, ...fields })

test('the form has what is there, and saves what is changed, with history and Undo', async () => {
  const { text } = await desk.agent.get(`/articles/${desk.articleId}/edit`).expect(200)
  expect(text).toContain('name="headline" value="Headline of the day"')
  expect(text).toContain('name="publishedOn" type="date" value="2020-02-05"')
  expect(text).toContain('no claim of this article has a day that was counted')
  const saved = await save({
    headline: 'A better headline',
    byline: 'Ann Lee',
    url: 'https://daily.example/1',
    rights: 'full',
  })
  expect([saved.status, saved.headers.location]).toEqual([303, `/articles/${desk.articleId}/annotate`])
  expect(await row()).toMatchObject({ headline: 'A better headline', byline: 'Ann Lee', rights: 'full', version: 2 })
  const [{ payload }] = await desk.world.db.query(
    `SELECT payload FROM history JOIN history_payloads ON history_id = history.id WHERE action = 'changed' AND subject_kind = 'article'`,
  )
  expect(payload).toMatchObject({
    before: { headline: 'Headline of the day', byline: null, rights: null, outlet: 'The Daily' },
    after: { headline: 'A better headline', byline: 'Ann Lee', rights: 'full', outlet: 'The Daily' },
  })
  const page = (await desk.agent.get(`/articles/${desk.articleId}/annotate`)).text
  const undo = Object.fromEntries(
    [...(/class="notice"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    ),
  )
  await desk.agent.post(`/articles/${desk.articleId}`).type('form').send(undo).expect(303)
  expect(await row()).toMatchObject({
    headline: 'Headline of the day',
    byline: null,
    url: null,
    rights: null,
    version: 3,
  })
})

test.each([
  [{ headline: ' ' }, 'An article has a headline.'],
  [{ publishedOn: '' }, 'Give the day of publication, or say that it is not known.'],
  [{ outletUnknown: 'yes' }, 'This is given and also marked as not known: which?'],
  [{ publishedOn: '2020-02-30' }, 'This is no day of the calendar'],
  [{ url: 'javascript:alert(1)' }, 'This is no web address'],
  [{ language: 'e' }, 'This is no language tag'],
  [{ headline: 'a\0b' }, 'This holds a character that is no text'],
  [{ byline: 'x'.repeat(501) }, 'This is longer than 500 characters.'],
  [{ rights: 'all' }, 'Choose what readers may see.'],
  [{ version: 'x' }, 'The version is missing.'],
])('%j is refused, and what was typed is kept', async (fields, problem) => {
  const before = await row()
  const refused = await save({ byline: 'Typed by me', ...fields })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(problem)
  if (!('byline' in fields)) expect(refused.text).toContain('value="Typed by me"')
  expect(await row()).toEqual(before)
})

test('a stale form is refused, tells what is there, and keeps what was typed', async () => {
  const { version } = await row()
  const { headline, byline } = await row()
  await save({ headline: 'Theirs', byline: 'By them' })
  const refused = await save({ headline: 'Mine', byline: byline ?? '' }, version)
  expect(refused.status).toBe(409)
  expect(threeWayIn(refused.text)).toMatchObject({
    Headline: [headline, 'Theirs', 'Mine'],
    Byline: [byline ?? 'nothing', 'By them', byline ?? 'nothing'],
  })
  expect(refused.text).toContain('name="byline" value="By them"')
  expect(refused.text).toContain('name="headline" value="Mine"')
  expect(refused.text).toContain(`name="version" value="${version + 1}"`)
})

test('there is no form for what is not there', async () => {
  await desk.agent.get('/articles/999999/edit').expect(404)
  await desk.agent.post('/articles/999999').type('form').send({}).expect(404)
})

test('another day changes no claim: those counted from the old one are listed', async () => {
  await desk.record(first).expect(303)
  const { id, claim_id } = await desk.newest('statements')
  const saved = await save({ publishedOn: '2020-02-12' })
  expect(saved.headers.location).toBe(`/articles/${desk.articleId}/edit?was=2020-02-05#counted`)
  const { text } = await desk.agent.get(`/articles/${desk.articleId}/edit?was=2020-02-05`).expect(200)
  expect(text).toContain('One day was counted from the old day of publication: see below.')
  expect(text).toContain(
    'These were counted from Wednesday 5 February 2020; the article’s day is Wednesday 12 February 2020 now.',
  )
  expect(text).toContain(`<a href="/statements/${id}/edit">Ann Lee</a>`)
  expect(text).toContain('Monday 3 February 2020, counted from “on Monday”')
  const [claim] = await desk.world.db.query('SELECT said_on, version FROM claims WHERE id = $1', [claim_id])
  expect(claim).toEqual({ said_on: '2020-02-03', version: 1 })
  for (const was of ['x', '2020-02-30', ''])
    await desk.agent.get(`/articles/${desk.articleId}/edit?was=${was}`).expect(200)
  const unknown = await save({ publishedOn: '', publishedOnUnknown: 'yes' })
  expect(unknown.headers.location).toContain('?was=2020-02-12#counted')
})

test('claims without a day stand in their chain by the new day of publication', async () => {
  const { db } = desk.world
  const room = newsroom(db)
  const claim = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const early = await room.article('One. Two. Three.', { publishedOn: '2020-01-01' })
  const late = await room.article('Four. Five. Six.', { publishedOn: '2020-01-05' })
  const one = await room.statement(early, { by: ['A'], words: ['One.'], claim })
  const four = await room.statement(late, { by: ['B'], words: ['Four.'], claim })
  await room.link(four.claimId, 'contradicts', one.claimId)
  const days = () =>
    db.query('SELECT claim_id AS id, order_day::text AS day FROM chain_members WHERE claim_id = ANY($1) ORDER BY 1', [
      [one.claimId, four.claimId],
    ])
  await desk.agent
    .post(`/articles/${early}`)
    .type('form')
    .send({ ...DETAILS, headline: 'One', publishedOn: '2020-01-09', version: 1 })
    .expect(303)
  const kept = await days()
  expect(kept).toEqual([
    { id: one.claimId, day: '2020-01-09' },
    { id: four.claimId, day: '2020-01-05' },
  ])
  // Worked out anew, they are the same.
  await db.transaction((db) => replaceInChain(db, one.claimId))
  expect(await days()).toEqual(kept)
})
