import pino from 'pino'
import { createApp } from '../../src/app'
import { CorrectionForm } from '../../src/corrections/correction.schema'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { changesBySql, signedIn, type World } from '../support/world'
import { ask, asked, forgetRates, newClaims, sealed } from './reader'

let world: World
let claimId: number
let otherId: number

beforeAll(async () => {
  ;({ world, claimId, otherId } = await newClaims())
  changesBySql(world)
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

const read = (path: string) => request(world.app).get(path)
const count = async (table = 'corrections') => (await world.db.query(`SELECT count(*) AS n FROM ${table}`))[0].n

test('the claim and its card in the chain lead to the form, which sets no cookie and has no script', async () => {
  const [{ id: chain }] = await world.db.query('SELECT id FROM chains')
  for (const path of [`/claims/${claimId}`, `/chains/${chain}`]) {
    expect((await read(path)).text).toContain(`href="/claims/${claimId}/correction"`)
  }
  const form = await read(`/claims/${claimId}/correction`).expect(200)
  expect(form.headers['set-cookie']).toBeUndefined()
  expect(form.headers['cache-control']).toBe('private, no-store')
  expect(form.headers['x-robots-tag']).toContain('noindex')
  expect(form.text).not.toMatch(RUNNING_SCRIPT)
  expect(form.text).toContain('the bridge is safe')
})

test('whoever recorded the claim is told, and reads what to do on the desk', async () => {
  const { id } = await asked(world, claimId, { words: 'I was not there that day.', kind: 'other' })
  const agent = await signedIn(world, world.editor)
  const news = (await agent.get('/notifications').expect(200)).text
  expect(news).toContain(`A reader asks for a correction of claim ${claimId}: something else.`)
  const opened = await agent.post('/notifications/1/reading').expect(303)
  expect(opened.headers.location).toBe(`/corrections/${id}/answer`)
  expect((await agent.get('/desk').expect(200)).text).toContain('I was not there that day.')
})

test('what is sent is kept, its sender apart, and a private address shows it to whoever has it', async () => {
  const { id, path } = await asked(world, claimId, {
    words: 'It was Tuesday.\r\n\r\nSee <b>there</b>.',
    sourceUrl: 'https://daily.example/1',
    name: 'Nora Nobody',
    email: 'nora@reader.example',
  })
  const [row] = await world.db.query('SELECT * FROM corrections WHERE id = $1', [id])
  expect(row).toMatchObject({
    claim_id: claimId,
    kind: 'wrong_date',
    words: 'It was Tuesday.\n\nSee <b>there</b>.',
    source_url: 'https://daily.example/1',
    state: 'open',
    version: 1,
  })
  expect(path).toMatch(/^\/corrections\/[\w-]{43}$/)
  expect(JSON.stringify(row)).not.toContain(path.split('/')[2])
  expect(await world.db.query('SELECT name, email FROM correction_senders WHERE correction_id = $1', [id])).toEqual([
    { name: 'Nora Nobody', email: 'nora@reader.example' },
  ])
  const [history] = await world.db.query(
    `SELECT account_id, action, payload FROM history JOIN history_payloads ON history_id = id
     WHERE subject_kind = 'correction' AND subject_id = $1`,
    [id],
  )
  expect(history).toEqual({
    account_id: null,
    action: 'asked for',
    payload: { claimId, kind: 'wrong_date', linkId: null },
  })

  const page = await read(path).expect(200)
  expect(page.headers['x-robots-tag']).toBe('noindex, nofollow')
  expect(page.headers['set-cookie']).toBeUndefined()
  expect(page.text).toContain(`number ${id}`)
  expect(page.text).toContain('See &lt;b&gt;there&lt;/b&gt;.')
  expect(page.text).not.toMatch(/Nora|nora@/)
  await read(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`).expect(404)
  await read(`/corrections/${id}`).expect(404)
})

test('the log has neither the private address nor what was typed', async () => {
  const lines: string[] = []
  const app = createApp({ ...world.context, log: pino({}, { write: (line) => lines.push(line) }) })
  const { path } = await asked(world, claimId, { words: 'Not for the log.', name: 'Nora Nobody' })
  await request(app).get(path).expect(200)
  await ask({ ...world, app }, claimId, { words: 'Nor this.', email: 'nora@reader.example' }).expect(303)
  const log = lines.join('')
  expect(log).toContain('/corrections/…')
  expect(log).toContain(`/claims/${claimId}/correction`)
  expect(log).not.toMatch(/Nora|nora@|for the log|Nor this/)
  expect(log).not.toContain(path.split('/')[2])
})

test('an old browser over http, which says only its origin, may send too; another site may not', async () => {
  const send = (origin: string) =>
    request(world.app)
      .post(`/claims/${claimId}/correction`)
      .set('Host', 'desk.example')
      .set('Origin', origin)
      .type('form')
      .send({ seal: sealed(world, claimId), kind: 'other', words: `From ${origin}` })
  await send('http://desk.example').expect(303)
  await send('http://evil.example').expect(403)
})

test('a form sent twice is one request, and the same words in another form are recognised', async () => {
  const fields = { seal: sealed(world, claimId), words: 'Sent twice by an impatient finger.' }
  const before = await count()
  const [one, two] = await Promise.all([ask(world, claimId, fields), ask(world, claimId, fields)])
  expect([one.status, two.status]).toEqual([303, 303])
  expect(two.headers.location).toBe(one.headers.location)
  const again = await ask(world, claimId, { words: fields.words }).expect(422)
  expect(again.text).toContain('have been sent for this claim before')
  expect(await count()).toBe(before + 1)
  // The same form with other words is another request.
  await ask(world, claimId, { ...fields, words: 'And one thing more.' }).expect(303)
  expect(await count()).toBe(before + 2)
})

test('a wrong link is chosen from the claim’s own', async () => {
  const [{ id: linkId }] = await world.db.query('SELECT id FROM links')
  expect((await read(`/claims/${claimId}/correction?link=${linkId}`)).text).toContain(
    `<option value="${linkId}" selected>denied by Bob Ray (claim ${otherId})</option>`,
  )
  const fields = { kind: 'wrong_link', words: 'He spoke of another bridge.' }
  const becomes = (id: number, state: string) =>
    world.db.query('UPDATE claims SET state = $1 WHERE id = $2', [state, id])
  const isRefused = async (asked: number) => {
    const { text } = await ask(world, asked, { ...fields, link: String(linkId) }).expect(422)
    expect(text).toContain('not one of the claim')
  }
  const linkBecomes = (state: string) => world.db.query('UPDATE links SET state = $1 WHERE id = $2', [state, linkId])
  await linkBecomes('draft')
  await isRefused(claimId)
  await linkBecomes('published')
  // A link to what readers don't see is to them no link, whichever of the two it is.
  for (const [hidden, asked] of [
    [otherId, claimId],
    [claimId, otherId],
  ] as const) {
    await becomes(hidden, 'draft')
    await isRefused(asked)
    await becomes(hidden, 'published')
  }
  expect((await ask(world, claimId, fields).expect(422)).text).toContain('Choose the link that is not right.')
  expect((await ask(world, claimId, { ...fields, link: '999999' }).expect(422)).text).toContain('not one of the claim')
  await ask(world, claimId, { ...fields, link: String(linkId) }).expect(303)
  expect(await world.db.query('SELECT link_id FROM corrections ORDER BY id DESC LIMIT 1')).toEqual([
    { link_id: linkId },
  ])
})

describe('whatever is typed', () => {
  const LONGEST = 'x'.repeat(9_997)
  test.each([
    ['right to left', 'هذا ليس صحيحا، قال ذلك يوم الثلاثاء'],
    ['emoji', 'Wrong 👷🏽 bridge 🌉'],
    ['ten thousand characters', `${LONGEST}end`],
    ['quotes and tags', `"><script>alert(1)</script> ' OR 1=1 --`],
  ])('%s is kept letter for letter, and shown as text', async (_what, words) => {
    const { id, path } = await asked(world, claimId, { words })
    expect((await world.db.query('SELECT words FROM corrections WHERE id = $1', [id]))[0].words).toBe(words)
    const { text } = await read(path)
    expect(text).not.toMatch(RUNNING_SCRIPT)
    expect(text).toContain(
      words.replaceAll('"', '&#34;').replaceAll('>', '&gt;').replaceAll('<', '&lt;').replaceAll("'", '&#39;'),
    )
  })

  test.each([
    ['nothing', { words: '   ' }, /Say what is wrong/],
    ['NUL', { words: 'a\0b' }, /no text/],
    ['a character too many', { words: `${LONGEST}ends` }, /longer than 10,000/],
    ['no kind', { kind: 'nonsense' }, /Choose what is wrong/],
    ['lists', { words: ['a', 'b'], name: ['c', 'd'] }, /missing, or is no text/],
    ['an address that is a script', { sourceUrl: 'javascript:alert(1)' }, /no web address/],
    ['no e-mail address', { email: 'nobody' }, /no e-mail address/],
    ['two lines of e-mail address', { email: 'a@b.example\nBcc: c@d.example' }, /no e-mail address/],
    ['a link’s number out of range', { kind: 'wrong_link', link: '99999999999' }, /Choose the link/],
  ])('%s is refused in words', async (_what, fields, told) => {
    const before = await count()
    const answer = await ask(world, claimId, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(told)
    expect(await count()).toBe(before)
  })

  test('half of a surrogate pair is refused at the door', () => {
    const sent = { kind: 'other', words: 'a\uD800b' }
    expect(CorrectionForm.safeParse(sent).error?.issues[0]?.message).toMatch(/no text/)
  })

  test('claims that are not there, not public or withdrawn have no form', async () => {
    await read('/claims/999999/correction').expect(404)
    await ask(world, 999_999).expect(404)
    await read('/claims/abc/correction').expect(404)
    await world.db.query(`UPDATE claims SET state = 'withdrawn', withdrawn_reason = 'A slip' WHERE id = $1`, [otherId])
    expect((await read(`/claims/${otherId}/correction`).expect(410)).text).toContain('A slip')
    await ask(world, otherId).expect(410)
    await world.db.query(`UPDATE claims SET state = 'draft', withdrawn_reason = NULL WHERE id = $1`, [otherId])
    await ask(world, otherId).expect(404)
  })
})
