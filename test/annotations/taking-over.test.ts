import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { redact } from '../../src/proof/redact.commands'
import { article, statement } from '../exports/corpus'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { annotated, searched } from './foreign'

const TEXT = `The bridge is safe, Ann Lee said on Monday.

Bob Orr denied that the bridge would open in May. “It is not ready,” he told reporters.

The bridge is safe to cross, said the owner.`

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
})
afterAll(() => world.close())

const newArticle = (more: object = {}) => article(world.db, TEXT, { language: 'en', ...more })
const rows = (articleId: number) =>
  world.db.query(
    `SELECT id, start_offset AS start, end_offset AS "end", note, tags, address, statement_id AS "statementId", dismissed_at IS NOT NULL AS dismissed
     FROM annotations WHERE article_id = $1 ORDER BY start_offset`,
    [articleId],
  )
const send = (articleId: number, fields: Record<string, string>, files: Record<string, string> = {}) => {
  const form = agent.post(`/articles/${articleId}/annotations`)
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  for (const [name, bytes] of Object.entries(files)) form.attach('file', Buffer.from(bytes), name)
  return form
}
const page = async (path: string) => (await agent.get(path).expect(200)).text

const THREE = searched([
  annotated('Bob Orr denied that the bridge would open in May', {
    text: 'Bob Orr denies that the bridge will open in May.',
    tags: ['denies', 'bridge'],
  }),
  annotated('The bridge is safe', {}, { prefix: 'told reporters.', suffix: ' to cross' }),
  annotated('agreed', { references: ['id-BobOrrdenied'] }),
])

test('from Hypothesis to a published statement: pasted, marked in the text, opened by its link, recorded, gone from what waits', async () => {
  const id = await newArticle()
  expect(await page(`/articles/${id}/annotate`)).toContain(`href="/articles/${id}/annotations"`)
  expect(await page(`/articles/${id}/annotations`)).toContain('Take over annotations')
  const taken = await send(id, { text: THREE }).expect(303)
  expect(taken.headers.location).toBe(`/articles/${id}/annotate#taken-over`)
  const bench = await page(`/articles/${id}/annotate`)
  expect(bench).toContain('2 passages taken over. Not taken over: 1 reply.')
  const [first, second] = await rows(id)
  expect([first, second].map(({ start, end }) => [...TEXT].slice(start, end).join(''))).toEqual([
    'Bob Orr denied that the bridge would open in May',
    'The bridge is safe',
  ])
  expect(second.start).toBe([...TEXT].length - 'The bridge is safe to cross, said the owner.'.length)
  expect(bench).toContain('<mark class=" taken">Bob Orr denied that the bridge would open in May</mark>')
  expect(bench).toContain(`href="?annotation=${first.id}#record"`)
  expect(bench).toContain('2 passages wait for a speaker')
  expect(bench).toMatch(new RegExp(`href="\\?annotation=${first.id}#record"[^>]*data-key="t"`))

  // Nothing of it is public, nor told to whoever isn't of the desk.
  const readers = (await request(world.app).get(`/articles/${id}`).expect(404)).text
  expect(readers).not.toMatch(/annotation|denies that the bridge/)
  await request(world.app).get(`/articles/${id}/annotations`).expect(303)
  const desk = await page('/desk/annotations')
  expect(desk).toContain(`/articles/${id}/annotate?annotation=${first.id}#record`)

  const form = await page(`/articles/${id}/annotate?annotation=${first.id}`)
  expect(form).toContain('Bob Orr denies that the bridge will open in May.')
  expect(form).toContain('denies · bridge')
  expect(form).toMatch(/<textarea id="content"[^>]*>\s*Bob Orr denied that the bridge would open in May<\/textarea>/)
  expect(form).toContain(`<input type="hidden" name="annotation" value="${first.id}">`)
  expect(form).toMatch(/name="stance" value="denies"[^>]* checked/)
  expect(form).toMatch(/id="summary" name="summary" value="Bob Orr denies that the bridge will open in May\."/)

  const fields = {
    annotation: first.id,
    content: 'the bridge would open in May',
    speaker: 'Bob Orr',
    kind: 'person',
    saidOn: '',
    basis: 'not_stated',
    medium: 'unknown',
    stance: 'denies',
    wording: '',
    summary: '',
  }
  // What is refused keeps the annotation in the form, and it goes on waiting.
  const refused = await agent
    .post(`/articles/${id}/statements`)
    .type('form')
    .send({ ...fields, speaker: '' })
    .expect(422)
  expect(refused.text).toContain(`name="annotation" value="${first.id}"`)
  expect(refused.text).toContain('denies · bridge')
  const recorded = await agent.post(`/articles/${id}/statements`).type('form').send(fields).expect(303)
  expect((await rows(id))[0].statementId).not.toBe(null)
  const after = await page(`/articles/${id}/annotate`)
  expect(after).toContain('1 passage waits for a speaker')
  expect(after).not.toContain('<mark class=" taken">Bob Orr')
  expect(await page('/desk/annotations')).not.toContain(`annotation=${first.id}#`)

  // A statement that is taken back leaves the passage waiting again.
  const [, statement] = /statement-(\d+)/.exec(recorded.headers.location as string) ?? []
  const [{ payload }] = await world.db.query(
    `SELECT payload FROM history LEFT JOIN history_payloads ON history_id = history.id
     WHERE action = 'recorded an annotation' AND subject_kind = 'article' AND subject_id = $1`,
    [id],
  )
  expect(payload).toMatchObject({ annotation: first.id, statement: Number(statement) })
  await agent
    .post(`/statements/${statement}/withdrawal`)
    .type('form')
    .send({ version: 1, reason: 'A slip' })
    .expect(303)
  expect(await page(`/articles/${id}/annotate`)).toContain('2 passages wait for a speaker')
  expect(await page('/desk/annotations')).toContain(`annotation=${first.id}#`)
})

test('taken over a second time it is here already, whatever became of it', async () => {
  const id = await newArticle()
  await send(id, { text: THREE }).expect(303)
  const [first] = await rows(id)
  const dismissed = await agent
    .post(`/articles/${id}/annotations/${first.id}/dismissal`)
    .type('form')
    .send({})
    .expect(303)
  expect(dismissed.headers.location).toBe(`/articles/${id}/annotate#taken-over`)
  expect(await page(`/articles/${id}/annotate`)).toContain(
    `action="/articles/${id}/annotations/${first.id}/restoration"`,
  )
  await send(id, {}, { 'more.json': searched([...JSON.parse(THREE).rows, annotated('he told reporters')]) }).expect(303)
  expect(await page(`/articles/${id}/annotate`)).toContain('1 passage taken over. 2 are here already.')
  await send(id, { text: THREE.replace('"total": 3', '"total": 512') }).expect(303)
  expect(await page(`/articles/${id}/annotate`)).toContain('The file has 3 of 512: ask for the others')
  expect((await rows(id)).map(({ dismissed }: { dismissed: boolean }) => dismissed)).toEqual([true, false, false])
  const told = await page(`/articles/${id}/annotations`)
  expect(told).toContain('dismissed by editor 1')
  await agent.post(`/articles/${id}/annotations/${first.id}/restoration`).type('form').send({}).expect(303)
  expect(await page(`/articles/${id}/annotate`)).toContain('3 passages wait for a speaker')
  await agent.post(`/articles/${id}/annotations/999999/dismissal`).type('form').send({}).expect(404)
  const another = await newArticle()
  await agent.post(`/articles/${another}/annotations/${first.id}/dismissal`).type('form').send({}).expect(404)
  const acts = await world.db.query(
    `SELECT action FROM history WHERE subject_kind = 'article' AND subject_id = $1 ORDER BY id`,
    [id],
  )
  expect(acts.map(({ action }: { action: string }) => action)).toEqual([
    'imported',
    'took annotations over',
    'dismissed an annotation',
    'took annotations over',
    'took an annotation up again',
  ])
})

test('a quote that isn’t in the text refuses all of the file, with its line, and what was pasted stays', async () => {
  const id = await newArticle()
  const text = searched([
    annotated('Ann Lee said'),
    annotated('Ann Lee never said'),
    annotated('The bridge is safe', {}, { prefix: 'from elsewhere', suffix: 'altogether' }),
    annotated('', {}),
  ])
  const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length - 1
  const refused = await send(id, { text }).expect(422)
  expect(refused.text).toContain('Nothing was taken over')
  expect(refused.text).toContain(`Line ${text.slice(0, text.lastIndexOf('"id":')).split('\n').length - 1}:`)
  expect(refused.text).toContain('id-AnnLeenever'.slice(0, 10))
  expect(await rows(id)).toEqual([])
  const whole = JSON.stringify({ rows: JSON.parse(text).rows.slice(0, 2) }, null, 2)
  const quote = await send(id, { text: whole }).expect(422)
  expect(quote.text).toContain(`<b>Line ${whole.slice(0, whole.indexOf('id-AnnLeeneve')).split('\n').length - 1}:</b>`)
  expect(quote.text).toContain('“Ann Lee never said” is not in the article’s text.')
  expect(lineOf('id-AnnLeesaid')).toBe(4)
  expect(await rows(id)).toEqual([])
  for (const [fields, files, problem] of [
    [{}, {}, 'Paste'],
    [{ text: whole }, { 'a.json': whole }, 'leave one'],
    [{}, { 'a.json': whole, 'b.json': whole }, 'Choose one file'],
    [{ text: 'An article.' }, {}, 'neither JSON nor'],
    [{}, { 'a.json': '\uFEFF{"text": "An article."}' }, 'no annotations of Hypothesis'],
  ] as const)
    expect((await send(id, fields, files).expect(422)).text).toContain(problem)
})

test('brat’s file with the text beside it: the words at their places; without their text the words alone', async () => {
  const id = await newArticle()
  const at = (words: string) => [...TEXT.slice(0, TEXT.lastIndexOf(words))].length
  const mark = (words: string) => `Claim ${at(words)} ${at(words) + [...words].length}\t${words}`
  const ann = `T1\t${mark('The bridge is safe')}\nA1\tStance T1 denies\n`
  await send(id, {}, { '1.ann': ann, '1.txt': TEXT.replaceAll('\n', '\r\n').replaceAll('\r\n', '\n') }).expect(303)
  const [first] = await rows(id)
  expect(first).toMatchObject({ start: at('The bridge is safe'), tags: ['Claim', 'Stance: denies'] })
  expect(await page(`/articles/${id}/annotate?annotation=${first.id}`)).toMatch(
    /name="stance" value="denies"[^>]* checked/,
  )
  const moved = await send(id, {}, { '1.ann': `T1\tClaim 0 12\tAnn Lee said\n`, '1.txt': TEXT }).expect(422)
  expect(moved.text).toContain('not at these offsets')
  await send(id, { text: 'T1\tClaim 0 12\tAnn Lee said\n' }).expect(303)
  expect(await rows(id)).toHaveLength(2)
})

test('once the article has a newer text, what was found in the older one is looked for when it is opened, never moved in silence', async () => {
  const id = await newArticle()
  await send(id, { text: THREE }).expect(303)
  const changed = TEXT.replace('The bridge is safe, Ann Lee said on Monday.\n\n', '').replace(
    'to cross',
    'to walk over',
  )
  await agent
    .post(`/articles/${id}/revisions`)
    .field('version', '1')
    .field('text', changed.replace('The bridge is safe', 'It is safe'))
    .expect(303)
  const bench = await page(`/articles/${id}/annotate`)
  expect(bench).not.toContain('<mark class=" taken">')
  expect(bench).toContain('found in revision 1; look for it in this text')
  const [first, second] = await rows(id)
  const found = await page(`/articles/${id}/annotate?annotation=${first.id}`)
  expect(found).toMatch(/name="spans" value="0-48"/)
  const gone = await page(`/articles/${id}/annotate?annotation=${second.id}`)
  expect(gone).toContain('These words are not in the text any more')
  expect(gone).toMatch(/<textarea id="content"[^>]*>\s*The bridge is safe<\/textarea>/)
})

test('a redaction of the words takes note and tags along, and nothing of them waits any more', async () => {
  const id = await newArticle()
  await send(id, { text: THREE }).expect(303)
  const { statementId } = await statement(world.db, id, 'the bridge would open in May')
  const owner = await new DataSource(dataSourceOptions(world.ownerUrl, entities)).initialize()
  const redacted = await redact(
    owner.manager,
    { kind: 'statement', id: statementId },
    { reason: 'By order.', legalBasis: null },
  )
  await owner.destroy()
  expect('problem' in redacted).toBe(false)
  expect(await rows(id)).toMatchObject([
    { note: null, tags: [], address: null, dismissed: true },
    { dismissed: false, address: expect.stringContaining('hypothes.is') },
  ])
})
