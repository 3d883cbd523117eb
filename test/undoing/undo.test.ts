import { Client } from 'pg'
import { type Desk, first, newDesk } from '../support/desk'
import { undoingAt } from './undoing'

let desk: Desk
let at: ReturnType<typeof undoingAt>
let claim: number
let statement: number

beforeAll(async () => {
  desk = await newDesk()
  at = undoingAt(desk)
})
afterAll(() => desk.world.close())
beforeEach(async () => {
  ;({ statement, claim } = await at.recorded())
})

const post = (path: string, fields: object) => at.post(path, fields)
const undo = (...change: string[]) => at.undo(...change)
const row = (table: string, id: number) => at.row(table, id)
const edit = (changes: object) => at.edit({ statement, claim }, changes)
const history = async (kind: string, id: number): Promise<string[]> =>
  (
    await desk.world.db.query('SELECT action FROM history WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id', [
      kind,
      id,
    ])
  ).map(({ action }: { action: string }) => action)

test('a change of a statement and its claim is undone from the notice, both at once; history keeps both', async () => {
  const before = await desk.spans(statement)
  await edit({
    content: 'the city repeated: the bridge is safe',
    start: '132',
    end: '169',
    stance: 'asks',
    summary: 'A slip.',
  })
  expect((await at.undoFromNotice(`/articles/${desk.articleId}/annotate`)).status).toBe(303)
  expect(await row('claims', claim)).toMatchObject({ stance: 'asserts', summary: null, version: 3 })
  expect(await desk.spans(statement)).toEqual(before)
  expect(await history('claim', claim)).toEqual(['recorded', 'changed', 'changed'])
  expect(await history('statement', statement)).toEqual(['recorded', 'changed', 'changed'])
})

test('what others have changed since stays: only the change itself is undone', async () => {
  await edit({ stance: 'asks' })
  await edit({ stance: 'asks', summary: 'Theirs.' })
  await undo(`claim.${claim}.2`).expect(303)
  expect(await row('claims', claim)).toMatchObject({ stance: 'asserts', summary: 'Theirs.', version: 4 })
})

test('where the same has been changed again, undoing is refused and changes nothing', async () => {
  await edit({ stance: 'asks' })
  await edit({ stance: 'declines' })
  const refused = await undo(`claim.${claim}.2`).expect(409)
  expect(refused.text).toContain('It has been changed again since')
  // Nobody typed "claim.5.2": there is nothing to show again, and the same sent again would be refused again.
  expect(refused.text).not.toContain('What you sent')
  expect(refused.text).toContain('<a href="/desk">Back to where you were</a>')
  expect(await row('claims', claim)).toMatchObject({ stance: 'declines', version: 3 })
})

test('all named changes are undone, or none', async () => {
  await edit({ content: 'Bob Ray', start: '68', end: '75', stance: 'asks' })
  await edit({ content: 'Bob Ray', start: '68', end: '75', stance: 'declines' })
  await undo(`statement.${statement}.2`, `claim.${claim}.2`).expect(409)
  expect(await row('statements', statement)).toMatchObject({ version: 3 })
})

test('a statement does not go back into what has been marked as not the article’s own', async () => {
  const imported = await desk.agent
    .post('/articles')
    .field('text', 'Headline\n\nEve said the bridge is safe.\n\nThe bridge is safe, said Eve.')
    .field('outletUnknown', 'yes')
    .field('publishedOnUnknown', 'yes')
    .expect(303)
  const article = imported.headers.location?.split('/')[2]
  const last = { content: 'The bridge is safe', start: '40', end: '58', source: 'Eve' }
  await post(`/articles/${article}/statements`, { ...first, ...last, speaker: 'Eve' }).expect(303)
  ;({ id: statement, claim_id: claim } = await desk.newest('statements'))
  await edit({ content: 'the bridge is safe', start: '19', end: '37', source: 'Eve', speaker: 'Eve' })
  await post(`/articles/${article}/zones`, { version: 1, from: '3', kind: 'appeal' }).expect(303)
  const refused = await undo(`statement.${statement}.2`).expect(409)
  expect(refused.text).toContain('not the article’s own')
  expect(await row('statements', statement)).toMatchObject({ in_zone: false, version: 2 })
})

test('a role that was taken away comes back', async () => {
  const [{ id }] = await desk.world.db.query('SELECT max(id) AS id FROM speakers')
  const form = { name: 'Role Bearer', kind: 'person', description: '', wikidataId: '', anonymityReason: '', outlet: '' }
  const change = (fields: object) => post(`/speakers/${id}`, { ...form, aliases: '', ...fields }).expect(303)
  await change({ version: 1, roleTitle: 'the mayor' })
  await change({ version: 2 })
  await undo(`speaker.${id}.3`).expect(303)
  const roles = await desk.world.db.query('SELECT title FROM speaker_roles WHERE speaker_id = $1', [id])
  expect(roles).toEqual([{ title: 'the mayor' }])
})

test('texts are held before claims, as by whoever records a statement', async () => {
  await edit({ stance: 'asks', content: 'Bob Ray', start: '68', end: '75' })
  const { revision_id: revision } = await row('statements', statement)
  const other = new Client({ connectionString: desk.world.appUrl })
  await other.connect()
  await other.query(`BEGIN; SELECT pg_advisory_xact_lock(4, ${revision})`)
  const undone = undo(`statement.${statement}.2`, `claim.${claim}.2`).then(({ status }) => status)
  const locks = `SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database()
    WHERE locktype = 'advisory'`
  let waiting: { pid: number }[] = []
  while (waiting.length === 0)
    waiting = (await other.query(`${locks} AND classid = 4 AND objid = ${revision} AND NOT granted`)).rows
  expect((await other.query(`${locks} AND classid = 2 AND pid = ${waiting[0]?.pid}`)).rows).toEqual([])
  await other.query('COMMIT')
  await other.end()
  expect(await undone).toBe(303)
})

test('details and zones of an article are undone', async () => {
  const { version } = await row('articles', desk.articleId)
  const details = {
    headline: 'Another',
    byline: '',
    url: '',
    language: 'en',
    outlet: 'The Daily',
    publishedOn: '2020-02-05',
    rights: '',
  }
  await post(`/articles/${desk.articleId}`, { ...details, version }).expect(303)
  await undo(`article.${desk.articleId}.${version + 1}`).expect(303)
  expect(await row('articles', desk.articleId)).toMatchObject({ headline: 'Headline of the day', version: version + 2 })
  await post(`/articles/${desk.articleId}/zones`, { version: version + 2, from: '3', kind: 'appeal' }).expect(303)
  await undo(`article.${desk.articleId}.${version + 3}`).expect(303)
  const zones = 'SELECT FROM zones JOIN revisions ON revisions.id = revision_id WHERE article_id = $1'
  expect(await desk.world.db.query(zones, [desk.articleId])).toEqual([])
})

test.each([
  ['no change', {}],
  ['something that is none', { change: 'claim.1' }],
  ['an account', { change: 'account.1.1' }],
  ['too large a number', { change: 'claim.9999999999.1' }],
])('%s is refused', async (_what, fields) => {
  await post('/undo', fields).expect(422)
})

test('a change that is not there is told so, and one leads back only to a page of ours', async () => {
  expect((await undo(`claim.${claim}.77`).expect(409)).text).toContain('History does not know of version 77')
  await edit({ stance: 'asks' })
  const away = await post('/undo', { change: `claim.${claim}.2`, back: '//evil.example/' }).expect(303)
  expect(away.headers.location).toBe('/')
})
