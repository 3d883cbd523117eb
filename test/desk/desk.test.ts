import { claimById } from '../../src/claims/claims.commands'
import { newsroom } from '../reading/newsroom'
import { first, newDesk, TEXT } from '../support/desk'
import { signedIn } from '../support/world'

type Desk = Awaited<ReturnType<typeof newDesk>>
let desk: Desk
let agent: Desk['agent']
let db: Desk['world']['db']

beforeEach(async () => {
  desk = await newDesk()
  agent = desk.agent
  db = desk.world.db
})
afterEach(() => desk.world.close())

const post = (path: string, fields: object) => agent.post(path).type('form').send(fields)

/** What the desk says: titles and counts of what waits, and the titles of the rest. */
async function sections() {
  const { text } = await agent.get('/desk').expect(200)
  const waiting = [
    ...text.matchAll(/<h2 id="[\w-]+"><a href="\/desk\/([\w-]+)">[^<]*<\/a> <span class="count">([^<]*)</g),
  ]
  const done = [...text.matchAll(/<dt><a href="\/desk\/([\w-]+)"/g)].map((match) => match[1])
  return { text, waiting: Object.fromEntries(waiting.map(([, name, count]) => [name, count])), done }
}

test('an article goes from untagged and nobody’s to somebody’s, begun and done; each step can be undone', async () => {
  const id = desk.articleId
  expect((await sections()).waiting).toEqual({ untagged: '1', unassigned: '1' })
  const me = desk.world.editor.id
  await post(`/articles/${id}/assignment`, { version: 1, to: me, back: 'desk' }).expect(303).expect('Location', '/desk')
  const taken = await sections()
  expect(taken.waiting).toEqual({ mine: '1', untagged: '1' })
  expect(taken.text).toContain('The article is yours.')
  expect(taken.text).toContain('name="to" value=""')

  await desk.record(first).expect(303)
  expect((await sections()).waiting).toMatchObject({ mine: '1', 'half-done': '1' })
  const page = await agent.get(`/articles/${id}/annotate`).expect(200)
  expect(page.text).toContain('Tagging open · yours')
  await post(`/articles/${id}/completion`, { version: 2 }).expect(303).expect('Location', `/articles/${id}/annotate`)
  const done = await sections()
  expect(done.done).toEqual(expect.arrayContaining(['mine', 'untagged', 'half-done', 'unassigned']))
  expect((await agent.get(`/articles/${id}`)).text).toContain('Tagging done · yours')
  await post(`/articles/${id}/reopening`, { version: 3, back: 'article' })
    .expect(303)
    .expect('Location', `/articles/${id}`)
  await post(`/articles/${id}/assignment`, { version: 4, to: '' }).expect(303)
  const told = await db.query(`SELECT action FROM history WHERE subject_kind = 'article' ORDER BY id`)
  const actions = told.map(({ action }: { action: string }) => action)
  expect(actions).toEqual(['imported', 'assigned', 'marked done', 'reopened', 'unassigned'])
})

test('an article is given to editors alone, and never by a stale form', async () => {
  const reader = await desk.world.person('reader')
  const other = await desk.world.person('reviewer')
  const path = `/articles/${desk.articleId}/assignment`
  const page = await agent.get(path).expect(200)
  expect(page.text).toContain('reviewer 3')
  expect(page.text).not.toContain('reader 2')
  expect((await post(path, { version: 1, to: reader.id }).expect(422)).text).toContain('no account of an editor')
  for (const to of ['x', '-1', '1e99', '999999999999', 'NaN']) await post(path, { version: 1, to }).expect(422)
  await post(path, { version: 1, to: other.id }).expect(303)
  await post(path, { version: 1, to: desk.world.editor.id }).expect(409)
  await post(`/articles/${desk.articleId}/completion`, { version: 1 }).expect(409)
  await agent.get('/articles/999999/assignment').expect(404)
  const [row] = await db.query('SELECT assigned_to_id, version FROM articles')
  expect(row).toEqual({ assigned_to_id: other.id, version: 2 })
})

test('what is assigned to somebody who is shut out is nobody’s again', async () => {
  const gone = await desk.world.person('editor')
  const [{ version }] = await db.query('SELECT version FROM articles WHERE id = $1', [desk.articleId])
  await post(`/articles/${desk.articleId}/assignment`, { version, to: gone.id }).expect(303)
  expect((await sections()).done).toContain('unassigned')
  const path = `/articles/${desk.articleId}/assignment`
  expect((await agent.get(path)).text).toContain(`<option value="${gone.id}"`)
  await db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [gone.id])
  expect((await agent.get(path)).text).not.toContain(`<option value="${gone.id}"`)
  const nobodys = (await agent.get('/desk/unassigned')).text
  expect(nobodys).toContain('who is shut out')
  expect(nobodys).toContain('I’ll take it')
  await post(`/articles/${desk.articleId}/assignment`, { version: version + 1, to: '' }).expect(303)
})

test('claims and chains that lack something lead to where it is mended; what was withdrawn comes back from there', async () => {
  const { statement, link } = newsroom(db)
  const at = desk.articleId
  const undated = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const ann = await statement(at, { by: ['Ann Lee'], words: ['Ann Lee said'], source: 'Ann Lee', claim: undated })
  const described = { speakers: [{ name: 'a person at the city', kind: 'described' }] } as const
  const city = await statement(at, {
    by: [],
    words: ['the city repeated'],
    claim: { speakers: [...described.speakers] },
  })
  await link(city.claimId, 'contradicts', ann.claimId)
  const { waiting, text } = await sections()
  expect(waiting).toMatchObject({ undated: '1', described: '1', unnamed: '1', untitled: '1' })
  expect(text).toContain(`href="/statements/${ann.statementId}/edit"`)
  expect((await agent.get('/desk/described')).text).toContain(`href="/statements/${city.statementId}/edit"`)
  expect((await agent.get('/desk/untitled')).text).toContain('href="/chains/1"')

  // What is right as it is leaves the desk, and comes back when that was a slip.
  const looks = `/claims/${ann.claimId}/looks`
  await post(looks, { lack: 'undated' }).expect(303).expect('Location', '/desk/undated')
  expect((await sections()).done).toContain('undated')
  await post(looks, { lack: 'undated' }).expect(303)
  await post(`${looks}/withdrawal`, { lack: 'undated' }).expect(303)
  expect((await sections()).waiting).toMatchObject({ undated: '1' })
  await post(`${looks}/withdrawal`, { lack: 'undated' }).expect(404)
  await post(looks, { lack: 'untrue' }).expect(422)

  await post(`/claims/${city.claimId}/withdrawal`, { version: 1, reason: 'Said by somebody <else>.' }).expect(303)
  const withdrawn = await agent.get('/desk/withdrawn').expect(200)
  expect(withdrawn.text).toContain(`Claim ${city.claimId}: Said by somebody &lt;else&gt;.`)
  const { version } = await claimById(db, city.claimId)
  await post(`/claims/${city.claimId}/restoration`, { version }).expect(303)
  expect((await agent.get('/desk/withdrawn')).text).toContain('Nothing has been withdrawn')
})

test('a statement saved while it looks like a claim of the same speaker says so, and leads to joining them', async () => {
  await desk.record(first).expect(303)
  const again = { content: 'the bridge is safe.', start: '161', end: '180', source: '', cue: '' }
  await desk.record({ ...first, ...again }).expect(303)
  const { text } = await agent.get(`/articles/${desk.articleId}/annotate`).expect(200)
  expect(text).toContain('It looks like claim 1 of the same speaker (100 % alike): the same?')
  expect(text).toContain('href="/claims/2/join?into=1"')

  for (const claim of [1, 2]) await post(`/claims/${claim}/withdrawal`, { version: 1, reason: 'Misread' }).expect(303)
  await desk.record({ ...first, ...again }).expect(303)
  expect((await agent.get(`/articles/${desk.articleId}/annotate`)).text).not.toContain('It looks like claim')
})

test('counts end at a hundred and say so; pages go on; a page that is none is not found', async () => {
  const letters = Array.from({ length: 101 }, (_, n) => `Letter ${n} came in.`)
  for (const text of letters) await newsroom(db).article(text, { headline: text })
  const { waiting } = await sections()
  expect(waiting).toEqual({ untagged: 'more than 100', unassigned: 'more than 100' })
  const page = await agent.get('/desk/untagged').expect(200)
  expect(page.text.match(/<li>/g)).toHaveLength(30)
  const [, next] = /rel="next" href="([^"]*)"/.exec(page.text) ?? []
  expect((await agent.get(next ?? '').expect(200)).text).toContain('Letter 70 came in.')
  for (const path of ['/desk/nothing', '/desk/untagged?before=x', '/desk/untagged?before=0'])
    await agent.get(path).expect(404)
})

test('the desk is for editors, who come to it by signing in', async () => {
  const reader = await signedIn(desk.world, await desk.world.person('reader'))
  await reader.get('/desk').expect(403)
  await reader.post(`/articles/${desk.articleId}/completion`).type('form').send({ version: 1 }).expect(403)
  const { email, password } = desk.world.editor
  await agent.post('/signin').type('form').send({ email, password, next: '/' }).expect('Location', '/desk')
  await agent.post('/signin').type('form').send({ email, password, next: '/chains' }).expect('Location', '/chains')
  expect(TEXT).toContain('bridge')
})
