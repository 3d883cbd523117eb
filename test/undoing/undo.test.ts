import { Client } from 'pg'
import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { signedIn } from '../support/world'

let desk: Desk
let claim: number
let statement: number

beforeAll(async () => {
  desk = await newDesk()
})

afterAll(() => desk.world.close())

beforeEach(async () => {
  await desk.record({ ...first, speaker: `Ann ${Math.random().toString(36).slice(2)}` }).expect(303)
  const { id, claim_id } = await desk.newest('statements')
  ;[statement, claim] = [id, claim_id]
})

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const undo = (...change: string[]) => post('/undo', { change, back: '/desk' })
const row = async (table: string, id: number) =>
  (await desk.world.db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]
const history = async (kind: string, id: number): Promise<string[]> =>
  (
    await desk.world.db.query('SELECT action FROM history WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id', [
      kind,
      id,
    ])
  ).map(({ action }: { action: string }) => action)

/** The form's fields as the page gives them, with some changed. */
async function edit(changes: object) {
  const { version } = await row('statements', statement)
  const { version: claimVersion } = await row('claims', claim)
  const speaker = (
    await desk.world.db.query('SELECT name FROM speakers JOIN claim_speakers ON speaker_id = id WHERE claim_id = $1', [
      claim,
    ])
  )[0].name
  await post(`/statements/${statement}`, { ...first, speaker, version, claimVersion, ...changes }).expect(303)
}

/** What the notice of the next page would send to undo what was done last. */
async function undoFromNotice(path: string, agent = desk.agent) {
  const { text } = await agent.get(path).expect(200)
  const form = /<form method="post" action="\/undo">(.*?)<\/form>/s.exec(text)?.[1] ?? ''
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)]
  const change = fields.filter(([, name]) => name === 'change').map(([, , value]) => value)
  return agent.post('/undo').type('form').send({ change, back: '/desk' })
}

test('a change of a statement and its claim is undone from the notice, both at once; history keeps both', async () => {
  const before = await desk.spans(statement)
  await edit({
    content: 'the city repeated: the bridge is safe',
    start: '132',
    end: '169',
    stance: 'asks',
    summary: 'A slip.',
  })
  expect((await undoFromNotice(`/articles/${desk.articleId}/annotate`)).status).toBe(303)
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

describe('an act that is no change of words', () => {
  const withdraw = (version = 1) => post(`/claims/${claim}/withdrawal`, { version, reason: 'A slip' }).expect(303)

  test('withdrawn: undone, it is back', async () => {
    await withdraw()
    await undo(`claim.${claim}.2`).expect(303)
    expect(await row('claims', claim)).toMatchObject({ state: 'published', withdrawn_reason: null })
  })

  test('restored: undone, it is withdrawn again for the reason it had', async () => {
    await withdraw()
    await post(`/claims/${claim}/restoration`, { version: 2 }).expect(303)
    await undo(`claim.${claim}.3`).expect(303)
    expect(await row('claims', claim)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'A slip' })
    await undo(`claim.${claim}.3`).expect(409)
  })

  test('recorded: undone, it is withdrawn, and that needs a public reason', async () => {
    const refused = await undo(`statement.${statement}.1`).expect(409)
    expect(refused.text).toContain('Say why it is withdrawn')
    await post('/undo', { change: `statement.${statement}.1`, reason: 'Never said', back: '/desk' }).expect(303)
    expect(await row('statements', statement)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Never said' })
    expect(await row('claims', claim)).toMatchObject({ state: 'withdrawn' })
  })

  test('linked, and the chain named: both are undone', async () => {
    await desk.record({ ...first, speaker: 'Bob Ray', stance: 'denies' }).expect(303)
    const other = (await desk.newest('claims')).id
    await post(`/claims/${other}/links`, { to: claim, relation: 'denies', reason: 'He says so.' }).expect(303)
    const [{ id: link }] = await desk.world.db.query('SELECT max(id) AS id FROM links')
    const [{ id: chain }] = await desk.world.db.query('SELECT max(id) AS id FROM chains')
    await post(`/chains/${chain}/title`, { version: 1, title: 'Is it safe?' }).expect(303)
    await post(`/chains/${chain}/title`, { version: 2, title: 'Is the bridge safe?' }).expect(303)
    await undo(`chain.${chain}.2`).expect(409)
    await undo(`chain.${chain}.3`).expect(303)
    expect(await row('chains', chain)).toMatchObject({ title: 'Is it safe?' })
    await undo(`chain.${chain}.2`).expect(303)
    expect(await row('chains', chain)).toMatchObject({ title: null })
    await post('/undo', { change: `link.${link}.1`, reason: 'No denial', back: '/desk' }).expect(303)
    expect(await row('links', link)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'No denial' })
    await undo(`link.${link}.2`).expect(303)
    expect(await row('links', link)).toMatchObject({ state: 'published' })
  })

  test('merged: undone, both are of their own again, and merged once more', async () => {
    await desk.record({ ...first, speaker: 'Twin One' }).expect(303)
    await desk.record({ ...first, speaker: 'Twin Two' }).expect(303)
    const [one, two] = (await desk.world.db.query(`SELECT id FROM speakers WHERE name LIKE 'Twin %' ORDER BY id`)) as {
      id: number
    }[]
    await post(`/speakers/${two?.id}/merge`, { version: 1, into: one?.id, intoVersion: 1 }).expect(303)
    await undo(`speaker.${two?.id}.2`).expect(303)
    expect(await row('speakers', two?.id ?? 0)).toMatchObject({ root_id: null, version: 3 })
    await undo(`speaker.${two?.id}.3`).expect(303)
    expect(await row('speakers', two?.id ?? 0)).toMatchObject({ root_id: one?.id, version: 4 })
  })
})

describe('an old act stays done where a later one was of the same kind, though it came to the same:', () => {
  const state = async (table: string, id: number) => (await row(table, id)).state
  const since = async (change: string) =>
    expect((await undo(change).expect(409)).text).toMatch(/since: see (?:its|their) history/)

  test.each(['claim', 'statement', 'article'])(
    'withdrawn, restored, and withdrawn by court order (%s)',
    async (kind) => {
      const id = { claim, statement, article: desk.articleId }[kind] as number
      const { version } = await row(`${kind}s`, id)
      const act = (what: string, by: number) =>
        post(`/${kind}s/${id}/${what}`, { version: version + by, reason: what }).expect(303)
      await act('withdrawal', 0)
      await act('restoration', 1)
      await act('withdrawal', 2)
      await since(`${kind}.${id}.${version + 1}`)
      expect((await row(`${kind}s`, id)).withdrawn_reason).toBe('withdrawal')
      await undo(`${kind}.${id}.${version + 3}`).expect(303)
      await since(`${kind}.${id}.${version + 2}`)
    },
  )

  test('joined into one, taken apart, joined into another', async () => {
    const others: number[] = []
    const said = 'SELECT name AS speaker FROM speakers JOIN claim_speakers ON speaker_id = id WHERE claim_id = $1'
    const [{ speaker }] = await desk.world.db.query(said, [claim])
    for (const content of ['Bob Ray', 'denied']) {
      const start = content === 'Bob Ray' ? 68 : 76
      await desk.record({ ...first, content, start, end: start + content.length, speaker }).expect(303)
      others.push((await desk.newest('claims')).id)
    }
    const join = (version: number, into?: number) =>
      post(`/claims/${claim}/join`, { version, into, intoVersion: 1 }).expect(303)
    await join(1, others[0])
    await post(`/claims/${claim}/unjoin`, { version: 2 }).expect(303)
    await join(3, others[1])
    await since(`claim.${claim}.2`)
    expect(await row('claims', claim)).toMatchObject({ joined_into_id: others[1] })
    await undo(`claim.${claim}.4`).expect(303)
    expect(await state('claims', claim)).toBe('published')
  })

  test('merged into one, un-merged, merged into another', async () => {
    const ids: number[] = []
    for (const name of ['Tri One', 'Tri Two', 'Tri Three']) {
      await desk.record({ ...first, speaker: name }).expect(303)
      ids.push((await desk.world.db.query('SELECT max(id) AS id FROM speakers'))[0].id)
    }
    const [one, two, three] = ids
    await post(`/speakers/${one}/merge`, { version: 1, into: two, intoVersion: 1 }).expect(303)
    await post(`/speakers/${one}/unmerge`, { version: 2 }).expect(303)
    await post(`/speakers/${one}/merge`, { version: 3, into: three, intoVersion: 1 }).expect(303)
    await since(`speaker.${one}.2`)
    expect(await row('speakers', one ?? 0)).toMatchObject({ root_id: three })
  })
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

describe('from the notice', () => {
  type Agent = typeof desk.agent
  let admin: Agent
  let reviewer: Agent
  const send = (agent: Agent, path: string, fields: object) => agent.post(path).type('form').send(fields).expect(303)
  const settings = async (fields: object) => {
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    await send(admin, '/settings', { version, name: 'Gainsay', review: '', languages: 'en', ...fields })
  }
  const states = async () => [(await row('statements', statement)).state, (await row('claims', claim)).state]

  beforeAll(async () => {
    admin = await signedIn(desk.world, await desk.world.person('admin'))
    reviewer = await signedIn(desk.world, await desk.world.person('reviewer'))
  })

  test('an admin undoes a change of settings or an outlet; nobody else does', async () => {
    await settings({ name: 'Another Desk' })
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    expect((await undo(`settings.1.${version}`).expect(403)).text).toContain('an admin')
    expect((await undoFromNotice('/settings', admin)).status).toBe(303)
    expect((await admin.get('/settings')).text).not.toContain('Another Desk')
    await send(admin, '/outlets/1', { version: 1, name: 'The Weekly', rights: 'full' })
    await undo('outlet.1.2').expect(403)
    expect((await undoFromNotice('/outlets', admin)).status).toBe(303)
    expect(await row('outlets', 1)).toMatchObject({ name: 'The Daily', rights: 'excerpts', version: 3 })
  })

  test('what a reviewer published is taken back, and published again', async () => {
    await settings({ review: 'yes' })
    await desk.record({ ...first, speaker: `Di ${claim}` }).expect(303)
    ;({ id: statement, claim_id: claim } = await desk.newest('statements'))
    await send(reviewer, '/review/publications', { item: `statement.${statement}.1.1` })
    expect(await states()).toEqual(['published', 'published'])
    expect((await undoFromNotice('/review', reviewer)).status).toBe(303)
    expect(await states()).toEqual(['draft', 'draft'])
    await send(reviewer, '/review/publications', { item: `statement.${statement}.3.3` })
    await send(reviewer, `/claims/${claim}/draft`, { version: 4 })
    expect(await states()).toEqual(['draft', 'draft'])
    expect((await undoFromNotice(`/claims/${claim}/drafts`, reviewer)).status).toBe(303)
    expect(await states()).toEqual(['published', 'published'])
    // An editor may take back, and not publish: no button that would be refused.
    await post(`/claims/${claim}/draft`, { version: 6 }).expect(303)
    expect((await desk.agent.get(`/claims/${claim}/drafts`)).text).not.toContain('action="/undo"')
    await settings({})
  })

  test('a reply is what it was, and withdrawn again', async () => {
    const reply = { by: 'Gus Hall', words: 'I never did.', repliedOn: '2020-02-06', way: 'form', url: '' }
    await post(`/claims/${claim}/replies`, reply).expect(303)
    const [{ id }] = await desk.world.db.query('SELECT max(id) AS id FROM replies')
    await post(`/replies/${id}`, { ...reply, version: 1, by: 'Gus Hall jr', words: 'I did.' }).expect(303)
    expect((await undoFromNotice(`/claims/${claim}`)).status).toBe(303)
    expect(await row('replies', id)).toMatchObject({ by_name: 'Gus Hall', words: 'I never did.', state: 'published' })
    await post(`/replies/${id}/withdrawal`, { version: 3, reason: 'Not his' }).expect(303)
    await post(`/replies/${id}/restoration`, { version: 4 }).expect(303)
    expect((await undoFromNotice(`/claims/${claim}`)).status).toBe(303)
    expect(await row('replies', id)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Not his' })
    await undo(`reply.${id}.4`).expect(409)
    await undo(`reply.${id}.6`).expect(303)
    expect(await row('replies', id)).toMatchObject({ state: 'published' })
  })
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

describe('history', () => {
  const page = async (path: string) => (await desk.agent.get(path).expect(200)).text
  const readers = async (path: string) => (await request(desk.world.app).get(path).expect(200)).text

  test('tells the desk who changed what, word by word, and has a button for each change', async () => {
    await edit({ summary: 'The old bridge is safe.' })
    await edit({ summary: 'The new bridge is safe.' })
    const text = await page(`/claims/${claim}/history`)
    expect(text).toContain('The <del>old</del><ins>new</ins> bridge is safe.')
    expect(text).toContain('by editor 1')
    expect(text.match(/aria-label="Undo: changed, claim/g)).toHaveLength(2)
    expect(text).toContain(`value="claim.${claim}.3"`)
  })

  test('tells readers what was public, without names and without buttons', async () => {
    await edit({ summary: 'Only said so.' })
    const text = await readers(`/claims/${claim}/history`)
    expect(text).toContain('<ins>Only said so.</ins>')
    expect(text).toContain('by the desk')
    expect(text).not.toMatch(/editor 1|Undo|<form method="post"/)
  })

  test('shows no words of what is withdrawn, only that it is, and why', async () => {
    const words = 'the city repeated'
    await desk.record({ ...first, claimId: claim, content: words, start: '132', end: '149' }).expect(303)
    const other = await desk.newest('statements')
    await post(`/statements/${other.id}/withdrawal`, { version: 1, reason: 'Misread' }).expect(303)
    const text = await readers(`/claims/${claim}/history`)
    expect(text).toContain('Public reason: Misread')
    expect(text).not.toContain(words)
    expect(await page(`/claims/${claim}/history`)).toContain(words)
    await post(`/claims/${claim}/withdrawal`, { version: 1, reason: 'All wrong' }).expect(303)
    const gone = await request(desk.world.app).get(`/claims/${claim}/history`).expect(410)
    expect(gone.text).toContain('All wrong')
    expect(await page(`/claims/${claim}/history`)).toContain('All wrong')
  })

  test('of speakers, links and articles is there; of what is not there or only in drafts it is not', async () => {
    const [{ id: speaker }] = await desk.world.db.query(
      'SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1',
      [claim],
    )
    expect(await readers(`/speakers/${speaker}/history`)).toContain('<h2>Added</h2>')
    expect(await readers(`/articles/${desk.articleId}/history`)).toContain('<h2>Imported</h2>')
    for (const kind of ['claims', 'links', 'speakers', 'articles'])
      await request(desk.world.app).get(`/${kind}/999999/history`).expect(404)
    const agent = await signedIn(desk.world, await desk.world.person('admin'))
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    await agent
      .post('/settings')
      .type('form')
      .send({ version, name: 'Gainsay', review: 'yes', languages: 'en' })
      .expect(303)
    await desk.record({ ...first, speaker: 'Hidden Person' }).expect(303)
    const hidden = await desk.newest('statements')
    const [{ id }] = await desk.world.db.query(`SELECT id FROM speakers WHERE name = 'Hidden Person'`)
    const untagged = await desk.agent
      .post('/articles')
      .field('text', 'Not tagged.')
      .field('outletUnknown', 'yes')
      .field('publishedOnUnknown', 'yes')
      .expect(303)
    const article = untagged.headers.location?.split('/')[2]
    await request(desk.world.app).get(`/articles/${article}/history`).expect(404)
    expect(await page(`/articles/${article}/history`)).toContain('Imported')
    await request(desk.world.app).get(`/claims/${hidden.claim_id}/history`).expect(404)
    await request(desk.world.app).get(`/speakers/${id}/history`).expect(404)
    expect(await page(`/claims/${hidden.claim_id}/history`)).toContain('Hidden Person')
  })
})
