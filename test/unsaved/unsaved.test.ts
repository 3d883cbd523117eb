import { DAYS_UNSAVED, forgetOldUnsaved, MOST_UNSAVED } from '../../src/unsaved/unsaved-forms.commands'
import { KEY_FIELD } from '../../src/web/key-field'
import { type Desk, first, newDesk } from '../support/desk'
import { second } from '../support/review'
import { signedIn } from '../support/world'

let world: Desk['world']
let agent: Desk['agent']
let articleId: number
let record: Desk['record']
let newest: Desk['newest']
/** The same editor on another machine. */
let elsewhere: Desk['agent']
let colleague: Desk['agent']
let tagging: string

beforeAll(async () => {
  ;({ world, agent, articleId, record, newest } = await newDesk())
  await record(first).expect(303)
  await record(second).expect(303)
  elsewhere = await signedIn(world)
  colleague = await signedIn(world, await world.person('editor'))
  tagging = `articles/${articleId}/annotate`
})
afterAll(() => world.close())
afterEach(() => world.db.query('DELETE FROM unsaved_forms'))

/** What a page sends while somebody types. */
const keep = (form: string, key: string, fields: object, { by = agent, age = 0 } = {}) =>
  by
    .post(`/unsaved?form=${form}&age=${age}`)
    .type('form')
    .send({ ...fields, [KEY_FIELD]: key })

const page = async (path: string, by = agent): Promise<string> => (await by.get(path).expect(200)).text
const keyIn = (html: string, form = 'data-record') =>
  new RegExp(`<form[^>]*${form}[^>]*><input type="hidden" name="${KEY_FIELD}" value="([^"]*)"`).exec(html)?.[1]
const kept = () => world.db.query('SELECT id, fields FROM unsaved_forms ORDER BY kept_at, id')

describe('what is typed into the form for tagging', () => {
  test('is found on another machine and by nobody else, and is gone once it is recorded', async () => {
    await keep(tagging, 'one', { ...first, speaker: 'Ann' }).expect(204)
    await keep(tagging, 'one', { ...first, speaker: ['Ann L', ''], summary: 'A “bridge” <b>' }).expect(204)
    const there = await page(`/${tagging}`, elsewhere)
    expect(there).toMatch(/Kept as you typed, <time datetime="[^"]+">[^<]+ UTC<\/time>\. It is not recorded yet\./)
    expect(there).toContain('value="Ann L"')
    expect(there).toContain('value="A “bridge” &lt;b&gt;"')
    expect(keyIn(there)).toBe('one')
    expect(await page('/', elsewhere)).toContain('Unfinished: 1')
    for (const path of [`/${tagging}`, '/', `/${tagging}?unsaved=1`])
      expect(await page(path, colleague)).not.toMatch(/"Ann L"|Kept as you typed/)

    // The same key is another’s key: it leads to no form but their own.
    await keep(tagging, 'one', { ...first, speaker: 'Cy' }, { by: colleague }).expect(204)
    expect([await page(`/${tagging}`), await kept()]).toMatchObject([expect.stringContaining('"Ann L"'), { length: 2 }])
    await world.db.query('DELETE FROM unsaved_forms WHERE account_id <> $1', [world.editor.id])

    const claims = (await world.db.query('SELECT count(*) FROM claims'))[0].count
    const words = { ...first, start: '', end: '', content: 'Bob Ray denied', speaker: 'Bob Ray', [KEY_FIELD]: 'one' }
    await elsewhere.post(`/articles/${articleId}/statements`).type('form').send(words).expect(303)
    expect(await kept()).toEqual([])
    expect(await page('/')).not.toContain('Unfinished')
    // The first machine still has its page open: what it sends is neither kept nor recorded twice.
    expect((await keep(tagging, 'one', { ...first, speaker: 'Ann Lee' }).expect(409)).text).toContain('been recorded')
    expect(await kept()).toEqual([])
    await record({ ...words, speaker: 'Bob' }).expect(422)
    await record(words).expect(303)
    expect((await world.db.query('SELECT count(*) FROM claims'))[0].count).toBe(claims + 1)
  })

  test('stays beside what another passage is given, and can be gone on with or discarded', async () => {
    await keep(tagging, 'here', first).expect(204)
    const other = await page(`/${tagging}?start=69&end=100`)
    expect(other).toContain('Unfinished here: 1')
    expect(other).not.toContain('Kept as you typed, <time')
    expect(keyIn(other)).not.toBe('here')
    await keep(tagging, 'there', { content: 'Bob Ray denied', start: '69', end: '100', speaker: 'Bob' }).expect(204)
    const [here, there] = await kept()
    expect(keyIn(await page(`/${tagging}`))).toBe('there')
    expect(keyIn(await page(`/${tagging}?start=21&end=68`))).toBe('here')
    expect(await page(`/${tagging}?unsaved=${here.id}`)).toContain(`Unfinished besides: 1`)

    await colleague.post(`/unsaved/${there.id}/discard`).expect(404)
    const discarded = await agent.post(`/unsaved/${there.id}/discard`).expect(303)
    const ordinary = await page(discarded.headers.location ?? '')
    expect(ordinary).toContain('Discarded what was not recorded.')
    expect(ordinary).toContain('Unfinished here: 1')
    expect(keyIn(ordinary)).not.toBe('here')
    expect(await kept()).toEqual([here])
  })

  test('goes on under its key where it was refused, and in the form that it was typed into', async () => {
    await keep(tagging, 'refused', { ...first, saidOn: 'Monda' }).expect(204)
    const { text } = await record({ ...first, saidOn: 'Monday', [KEY_FIELD]: 'refused' }).expect(422)
    expect(keyIn(text)).toBe('refused')
    const claim = await newest('claims')
    await keep(tagging, 'report', { q: 'bridge', content: 'is safe', claimId: String(claim.id) }).expect(204)
    const report = await page(`/${tagging}`)
    expect(keyIn(report)).not.toBe('report')
    expect(report).toMatch(new RegExp(`name="claimId" value="${claim.id}" required checked`))
    expect(report).toContain(`name="${KEY_FIELD}" value="report"`)
  })
})

test('what is kept while it is being recorded is unfinished no more, whichever of the two comes first', async () => {
  const before = (await newest('statements')).id
  for (let round = 0; round < 6; round += 1) {
    const key = `at-once-${round}`
    const words = { ...second, speaker: `Speaker ${key}` }
    if (round % 2 === 0) await keep(tagging, key, words).expect(204)
    const keeping = Array.from({ length: 4 }, () => keep(tagging, key, words))
    const [recorded, ...answers] = await Promise.all([record({ ...words, [KEY_FIELD]: key }), ...keeping])
    expect(recorded.status).toBe(303)
    for (const { status } of answers) expect([204, 409]).toContain(status)
  }
  expect((await newest('statements')).id).toBe(before + 6)
  expect(await page('/')).not.toContain('Unfinished')
  await forgetOldUnsaved(world.db)
  expect(await kept()).toEqual([])
})

test('an edit goes on from the versions that it was begun from, and never writes over what is there by then', async () => {
  const { id } = await newest('statements')
  const form = `statements/${id}/edit`
  const html = await page(`/${form}`)
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
  const begun = { ...second, version: hidden('version'), claimVersion: hidden('claimVersion') }
  await keep(form, 'edit', { ...begun, summary: 'Mine' }).expect(204)
  await colleague
    .post(`/statements/${id}`)
    .type('form')
    .send({ ...begun, summary: 'Theirs' })
    .expect(303)

  const restored = await page(`/${form}`, elsewhere)
  expect(restored).toContain('value="Mine"')
  expect(restored).toContain(`name="version" value="${begun.version}"`)
  const send = (fields: object) =>
    agent
      .post(`/statements/${id}`)
      .type('form')
      .send({ ...fields, [KEY_FIELD]: 'edit' })
  const stale = await send({ ...begun, summary: 'Mine' }).expect(409)
  expect(stale.text).toMatch(/Theirs[\s\S]*Mine/)
  expect(await kept()).toHaveLength(1)
  const current = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(stale.text)?.[1]
  await send({ ...begun, version: current('version'), claimVersion: current('claimVersion'), summary: 'Mine' }).expect(
    303,
  )
  expect(await kept()).toEqual([])
})

test('a link keeps the claim that was chosen, though it is not among those that are found now', async () => {
  const [{ from, to }] = await world.db.query('SELECT max(id) AS from, min(id) AS to FROM claims')
  const form = `claims/${from}/links/new`
  await keep(form, 'link', {
    q: 'nothing has these words',
    to: String(to),
    relation: 'denies',
    reason: 'Bob sai',
  }).expect(204)
  const restored = await page(`/${form}`, elsewhere)
  expect(restored).toMatch(new RegExp(`name="to" value="${to}" required checked`))
  expect(restored).toContain('Bob sai</textarea>')
  const fields = { to, relation: 'denies', reason: 'Bob said so.', [KEY_FIELD]: keyIn(restored, 'id="link"') }
  await agent.post(`/claims/${from}/links`).type('form').send(fields).expect(303)
  expect(await kept()).toEqual([])
})

describe('keeping', () => {
  test.each([
    ['a form of another kind', 'speakers/1/edit', first, 422, 'Only forms for tagging'],
    ['a form of no number', 'articles/0/annotate', first, 422, 'Only forms for tagging'],
    ['more than 64 KB', 'articles/1/annotate', { content: 'x'.repeat(66_000) }, 413, '64 KB'],
    ['more than is read', 'articles/1/annotate', { content: 'x'.repeat(300_000) }, 413, 'larger than is taken'],
  ])('%s is refused in words', async (_what, form, fields, status, words) => {
    expect((await keep(form, 'bad', fields).expect(status)).text).toContain(words)
    expect(await kept()).toEqual([])
  })

  test('whatever stands in the fields, the page is shown again with it', async () => {
    const odd = {
      content: ['', 'two', 'three', 'four', 'five'],
      speaker: ['', 'Bob', ''],
      kind: 'person',
      speakerId: ['x', '9999999999'],
      hopSpeaker: ['', 'Cy'],
      'hopLookalike.7': ['yes', 'yes'],
      start: 'x',
      version: ['1', '2'],
      relayedBy: '999999999',
      claimId: '99999999999',
      q: `%'"\\ ${'word '.repeat(2_000)}`,
      __proto__x: 'y',
    }
    const [{ statement, claim }] = await world.db.query(
      'SELECT max(id) AS statement, max(claim_id) AS claim FROM statements',
    )
    for (const form of [tagging, `statements/${statement}/edit`, `claims/${claim}/links/new`]) {
      await keep(form, form, odd).expect(204)
      await page(`/${form}`)
    }
    await agent.post(`/unsaved?form=${tagging}&age=0`).type('form').send('cue=%00&idempotencyKey=k').expect(422)
  })

  test('a form without its key, or with an age that is none, is refused', async () => {
    await keep(tagging, '', first).expect(422)
    await agent.post(`/unsaved?form=${tagging}&age=-1`).type('form').send(first).expect(422)
    await agent.post('/unsaved').type('form').send(first).expect(422)
    expect(await kept()).toEqual([])
  })

  test('is nothing where nothing was typed, and forgets what was emptied again', async () => {
    const empty = {
      content: ' ',
      start: '21',
      basis: 'not_stated',
      medium: 'unknown',
      offeredFor: 'Ann',
      'offeredFor-1': 'Bob',
    }
    await keep(tagging, 'empty', empty).expect(204)
    expect(await kept()).toEqual([])
    await keep(tagging, 'empty', { ...empty, cue: 'said' }).expect(204)
    await keep(tagging, 'empty', empty).expect(204)
    expect(await kept()).toEqual([])
  })

  test('takes the words that were typed last, however late the others come', async () => {
    await keep(tagging, 'late', { cue: 'older' }, { age: 60_000 }).expect(204)
    await keep(tagging, 'late', { cue: 'newest' }).expect(204)
    await keep(tagging, 'late', { cue: 'late' }, { age: 30_000 }).expect(204)
    expect(await kept()).toMatchObject([{ fields: { cue: 'newest' } }])
  })

  test('the most forms that an account may have lets none of them go for another', async () => {
    await world.db.query(
      `INSERT INTO unsaved_forms (account_id, form, idempotency_key, key_sha256, fields)
       SELECT $1, $2, n, sha256(n::text::bytea), '{"cue":"said"}' FROM generate_series(1, $3) n`,
      [world.editor.id, tagging, MOST_UNSAVED],
    )
    expect((await keep(tagging, 'more', first).expect(422)).text).toContain('100 unfinished forms')
    expect(await kept()).toHaveLength(MOST_UNSAVED)
    await keep(tagging, 'more', first, { by: colleague }).expect(204)
  })

  test('ends after a month, and where the form was recorded meanwhile', async () => {
    await keep(tagging, 'old', first).expect(204)
    await keep(tagging, 'new', first).expect(204)
    await world.db.query(
      `UPDATE unsaved_forms SET kept_at = now() - make_interval(days => $1, mins => 1) WHERE idempotency_key = 'old'`,
      [DAYS_UNSAVED],
    )
    expect(await forgetOldUnsaved(world.db)).toBe(1)
    // Its last words came in while it was being recorded.
    await world.db.query(`INSERT INTO idempotency_keys (key_sha256, answer) SELECT key_sha256, 'x' FROM unsaved_forms`)
    expect(await page('/')).not.toContain('Unfinished')
    expect(keyIn(await page(`/${tagging}`))).not.toBe('new')
    expect(await forgetOldUnsaved(world.db)).toBe(1)
    expect(await kept()).toEqual([])
  })
})
