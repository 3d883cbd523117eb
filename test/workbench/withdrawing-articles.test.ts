import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { redact } from '../../src/proof/redact.commands'
import { type Desk, first, newDesk, TEXT } from '../support/desk'
import request from '../support/request'
import { second, setReview } from '../support/review'

const REASON = 'The outlet has retracted it.'

let desk: Desk
let article: number
/** Ann's claim is reported here alone, Bob's in another article too; Bob's denies Ann's. */
let ann: { statement: number; claim: number }
let bob: { statement: number; claim: number; elsewhere: number }
let link: number
let round = 0

beforeAll(async () => {
  desk = await newDesk()
})
afterAll(() => desk.world.close())

beforeEach(async () => {
  round += 1
  article = await imported()
  const own = { speaker: `Ann Lee ${round}`, content: 'the bridge is safe' }
  const annId = await recorded(article, { ...first, ...own })
  const bobId = await recorded(article, { ...second, speaker: `Bob Ray ${round}` })
  ann = { statement: annId, claim: await claimOf(annId) }
  const claim = await claimOf(bobId)
  bob = { statement: bobId, claim, elsewhere: await recorded(await imported(), { ...second, claimId: claim }) }
  await post(`/claims/${claim}/links`, { to: ann.claim, relation: 'denies', reason: '' }).expect(303)
  link = await newest('links')
})

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const rows = (sql: string, values: unknown[] = []) => desk.world.db.query(sql, values)
const newest = async (table: string): Promise<number> => (await rows(`SELECT max(id) AS id FROM ${table}`))[0].id
const claimOf = async (id: number): Promise<number> =>
  (await rows('SELECT claim_id AS claim FROM statements WHERE id = $1', [id]))[0].claim
const version = async (table: string, id: number): Promise<number> =>
  (await rows(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version
const statesOf = async (...ids: number[]): Promise<string[]> =>
  (await rows('SELECT state FROM statements WHERE id = ANY($1) ORDER BY array_position($1, id)', [ids])).map(
    ({ state }: { state: string }) => state,
  )
const asReader = (path: string) => request(desk.world.app).get(path)

async function imported(): Promise<number> {
  const answer = await desk.agent
    .post('/articles')
    .field('text', `${TEXT}\nNumber ${Math.random()}\n`)
    .field('outlet', 'The Daily')
    .field('publishedOn', '2020-02-05')
    .expect(303)
  return Number(answer.headers.location?.split('/')[2])
}

async function recorded(articleId: number, fields: object): Promise<number> {
  await post(`/articles/${articleId}/statements`, fields).expect(303)
  return newest('statements')
}

const withdraw = async (reason = REASON) =>
  post(`/articles/${article}/withdrawal`, { version: await version('articles', article), reason })
const restore = async () => post(`/articles/${article}/restoration`, { version: await version('articles', article) })

/** The notice of the next page: what it says, and its form to undo. */
async function notice() {
  const { text } = await desk.agent.get('/articles')
  const [, words] = /<div class="notice[^>]*>(.*?)<\/div>/s.exec(text) ?? []
  const fields = [...(words ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  const action = /action="([^"]+)"/.exec(words ?? '')?.[1] ?? ''
  return { words: (words ?? '').replace(/<[^>]+>/g, ' '), undo: () => post(action, Object.fromEntries(fields)) }
}

test('an article goes with its statements and the claims that nothing else reports, and says why', async () => {
  const page = await desk.agent.get(`/articles/${article}/edit`).expect(200)
  expect(page.text).toContain('2 statements go along, and 1 claim that nothing else reports.')
  const elsewhere = (state: string, version: number) =>
    post(`/statements/${bob.elsewhere}/${state}`, { version, reason: 'Misread' }).expect(303)
  await elsewhere('withdrawal', 1)
  expect((await desk.agent.get(`/articles/${article}/edit`)).text).toContain('and 2 claims that nothing else reports.')
  await elsewhere('restoration', 2)
  expect((await withdraw()).status).toBe(303)
  expect((await notice()).words).toContain('Article withdrawn, with 2 statements.')

  for (const path of [
    `/articles/${article}`,
    `/claims/${ann.claim}`,
    `/statements/${ann.statement}`,
    `/articles/${article}/history`,
  ]) {
    const { text } = await asReader(path).expect(410)
    expect(text).toContain(REASON)
  }
  expect(await statesOf(ann.statement, bob.statement, bob.elsewhere)).toEqual(['withdrawn', 'withdrawn', 'published'])
  await asReader(`/claims/${bob.claim}`).expect(200)
  await asReader(`/links/${link}`).expect(410)
  for (const list of ['/articles', '/exports/claims.jsonl', `/search?q="Lee+${round}"`])
    expect((await asReader(list).expect(200)).text).not.toContain(`Ann Lee ${round}`)
  const list = (await desk.agent.get('/desk/withdrawn').expect(200)).text
  expect(list).toContain(`href="/articles/${article}" dir="auto">Article “Headline of the day”: ${REASON}`)
  for (const along of [`/statements/${ann.statement}"`, `/claims/${ann.claim}"`]) expect(list).not.toContain(along)
  expect((await desk.agent.get('/desk/half-done').expect(200)).text).not.toContain(`/articles/${article}/annotate`)
})

test('whoever works on it is told, what was typed is kept, and nothing is written', async () => {
  await withdraw()
  for (const page of ['', '/annotate', '/edit', '/zones', '/assignment']) {
    const { text } = await desk.agent.get(`/articles/${article}${page}`).expect(410)
    expect(text).toContain(REASON)
    expect(text).toContain(`href="/articles/${article}/history"`)
  }
  const before = await rows('SELECT count(*) FROM history')
  const typed = await post(`/articles/${article}/statements`, { ...first, content: 'It was tested twice' }).expect(410)
  expect(typed.text).toContain('It was tested twice')
  const now = await version('articles', article)
  await post(`/articles/${article}`, { version: now, headline: 'Other', language: 'en' }).expect(410)
  await post(`/articles/${article}/zones`, { version: now, kind: 'appeal', from: '1', to: '1' }).expect(410)
  await post(`/articles/${article}/completion`, { version: now, back: 'desk' }).expect(410)
  await post(`/articles/${article}/assignment`, { version: now, to: '', back: 'desk' }).expect(410)
  expect((await withdraw('Once more.')).status).toBe(410)
  await post(`/statements/${ann.statement}/restoration`, { version: 2 }).expect(410)
  expect(await rows('SELECT count(*) FROM history')).toEqual(before)
})

test('it comes back with all that went along, in its chain with its title, by the notice’s button', async () => {
  // Three more in a row, all of this article: its chain comes apart claim by claim.
  let last = ann.claim
  for (const speaker of ['Cay Dee', 'Dan Fox', 'Eve Guy']) {
    const claim = await claimOf(await recorded(article, { ...first, speaker: `${speaker} ${round}` }))
    await post(`/claims/${claim}/links`, { to: last, relation: 'denies', reason: '' }).expect(303)
    last = claim
  }
  const chain = async () =>
    (
      await rows(
        `SELECT chains.id, title, version, size FROM chain_members JOIN chains USING (component_id)
         JOIN chain_components ON chain_components.id = component_id WHERE claim_id = $1`,
        [ann.claim],
      )
    )[0]
  const { id, version: of } = await chain()
  await post(`/chains/${id}/title`, { version: of, title: 'Is it safe?' }).expect(303)
  const before = await chain()
  expect(before.size).toBe(5)
  await withdraw()
  expect(await chain()).toBeUndefined()
  await asReader(`/chains/${id}`).expect(410)
  await (await notice()).undo().expect(303)
  expect((await notice()).words).toContain('Article restored, with 5 statements.')
  expect(await chain()).toMatchObject({ id, title: before.title, size: before.size })
  expect((await asReader(`/chains/${id}`).expect(200)).text).toContain('Is it safe?')
  expect(await statesOf(ann.statement, bob.statement)).toEqual(['published', 'published'])
  for (const path of [`/articles/${article}`, `/claims/${ann.claim}`]) await asReader(path).expect(200)
  const { text } = await asReader(`/articles/${article}/history`).expect(200)
  expect(text).toContain(`Public reason: ${REASON}`)
  expect(text).toContain('Restored')
})

test('what somebody changed since stays as it is, and is told', async () => {
  await withdraw()
  // Bob's claim had another report; now it is withdrawn for a reason of its own.
  const reason = 'It was not his.'
  await post(`/claims/${bob.claim}/withdrawal`, { version: await version('claims', bob.claim), reason }).expect(303)
  expect((await restore()).status).toBe(303)
  expect((await notice()).words).toMatch(/with 1 statement\. 1 statement that went along stays as it is/)
  expect(await statesOf(ann.statement, bob.statement)).toEqual(['published', 'withdrawn'])
  expect((await asReader(`/claims/${bob.claim}`).expect(410)).text).toContain(reason)
})

test('from a page that was opened before somebody changed it, it is not withdrawn, and the reason is kept', async () => {
  const opened = await version('articles', article)
  await post(`/articles/${article}/completion`, { version: opened, back: 'desk' }).expect(303)
  const { text } = await post(`/articles/${article}/withdrawal`, { version: opened, reason: REASON }).expect(409)
  expect(text).toContain(REASON)
  expect(await statesOf(ann.statement)).toEqual(['published'])
  await post(`/articles/${article}/restoration`, { version: await version('articles', article) }).expect(409)
  await post(`/articles/${article}/withdrawal`, { version: opened + 1, reason: ' ' }).expect(422)
  await post('/articles/2147483647/withdrawal', { version: 1, reason: REASON }).expect(404)
})

test('from a page that was opened before it went once more, it is not restored', async () => {
  await withdraw()
  const opened = await version('articles', article)
  await restore()
  await withdraw('Retracted again.')
  await post(`/articles/${article}/restoration`, { version: opened }).expect(409)
  expect((await asReader(`/articles/${article}`).expect(410)).text).toContain('Retracted again.')
  expect(await statesOf(ann.statement)).toEqual(['withdrawn'])
})

test('of one that readers never saw nobody is told but the desk; drafts come back as drafts', async () => {
  const unseen = await imported()
  await setReview(desk.world, true)
  const draft = await recorded(unseen, { ...first, speaker: 'Cay Dee' })
  await setReview(desk.world, false)
  article = unseen
  await withdraw()
  for (const path of [`/articles/${unseen}`, `/articles/${unseen}/history`, `/api/v1/articles/${unseen}`])
    expect((await asReader(path).expect(404)).text).not.toContain(REASON)
  await desk.agent.get(`/articles/${unseen}`).expect(410)
  await restore()
  expect(await statesOf(draft)).toEqual(['draft'])
})

test('its history undoes the withdrawal, the restoration, and the import, which is a withdrawal with a reason', async () => {
  const undo = (of: number, reason?: string) =>
    post('/undo', { change: `article.${article}.${of}`, back: '/desk', reason })
  const before = await version('articles', article)
  expect((await undo(1).expect(409)).text).toContain('Say why it is withdrawn')
  await undo(1, REASON).expect(303)
  await undo(before + 1).expect(303)
  await asReader(`/articles/${article}`).expect(200)
  await undo(before + 2).expect(303)
  expect((await asReader(`/articles/${article}`).expect(410)).text).toContain(REASON)
  await undo(before + 3).expect(303)
  expect((await undo(1, 'Once more').expect(409)).text).toContain('withdrawn or restored since')
  const { text } = await desk.agent.get(`/articles/${article}/history`).expect(200)
  expect(text).toContain('Undo: imported')
})

test('a statement that is recorded while its article goes is either refused, or goes along', async () => {
  // What stands in a withdrawn article is looked for when the world closes.
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, place) => {
      article = await imported()
      const [gone, ...said] = await Promise.all([
        withdraw(),
        ...[1, 2].map((one) => post(`/articles/${article}/statements`, { ...first, speaker: `Dan ${place} ${one}` })),
      ])
      return [gone?.status, ...said.map(({ status }) => status)]
    }),
  )
  for (const [gone, ...said] of answers) {
    expect(gone).toBe(303)
    for (const status of said) expect([303, 410]).toContain(status)
  }
})

test('redacted after it was withdrawn, it says that it was redacted', async () => {
  await withdraw()
  const owner = await new DataSource(dataSourceOptions(desk.world.ownerUrl, entities)).initialize()
  await redact(owner.manager, { kind: 'article', id: article }, { reason: 'By order of a court.', legalBasis: null })
  await owner.destroy()
  const { text } = await asReader(`/articles/${article}`).expect(410)
  expect(text).toContain('redacted: By order of a court.')
  expect(text).not.toContain(REASON)
})
